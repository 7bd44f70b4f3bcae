import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Answer, Notice, NoticeSender } from "./notice.ts";
import { renderMail } from "./render-mail.ts";

/** How long the mail server may take to connect, to greet, and with each answer, ms. */
const PATIENCE_MS = 10_000;
/** How long it may take in all, ms. */
const ANSWER_MS = 60_000;

/** What sending e-mails rests on. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with name and password where the server wants them; `undefined` for none. */
  readonly smtpUrl: string | undefined;
  /** The address that e-mails are from. */
  readonly smtpFrom: string | undefined;
}

/** Brings notices to e-mail addresses, by the mail server of the settings. */
export class MailSender implements NoticeSender {
  readonly #settings: MailSettings;

  constructor(settings: MailSettings) {
    this.#settings = settings;
  }

  async send(notice: Notice, signal: AbortSignal): Promise<Answer> {
    const { target } = notice.alarm;
    const { smtpUrl, smtpFrom } = this.#settings;
    if (target.is !== "email") return failed("the alarm has no e-mail address");
    if (smtpUrl === undefined || smtpFrom === undefined) {
      return failed("no mail server: set DOORBOOK_SMTP_URL and DOORBOOK_SMTP_FROM");
    }
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const gaveUp = Promise.withResolvers<never>();
    const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const giveUp = () => gaveUp.reject(new Error(`no end within ${ANSWER_MS / 1_000} s`));
    within.addEventListener("abort", giveUp);
    try {
      const mail = { ...renderMail(notice), from: smtpFrom, to: [...target.to] };
      const sending = transport.sendMail({ ...mail, messageId: messageIdOf(notice, smtpFrom) });
      const { response, rejected } = await Promise.race([sending, gaveUp.promise]);
      const but = rejected.length === 0 ? "" : `, but not for ${rejected.join(", ")}`;
      return { isDelivered: true, text: short(`${response}${but}`) };
    } catch (error) {
      return failed(short(error instanceof Error ? error.message : "it failed"));
    } finally {
      within.removeEventListener("abort", giveUp);
      transport.close();
    }
  }
}

/** The same for the same events, so that a mail server may see what it has already. */
function messageIdOf({ id, alarm, kind, items }: Notice, from: string): string {
  const whose = kind === "events" ? `${alarm.name}\n${items.map((item) => item.id).join()}` : id;
  const digest = createHash("sha256").update(whose).digest("hex").slice(0, 32);
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "doorbook";
  return `<${digest}@${domain}>`;
}

function failed(text: string): Answer {
  return { isDelivered: false, text };
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
