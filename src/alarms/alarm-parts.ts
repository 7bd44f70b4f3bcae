import type { EventBook } from "../event/book.ts";
import type { EventStore } from "../event/store.ts";
import type { AlarmTarget } from "./alarm.ts";
import type { AlarmFleet } from "./alarm-condition.ts";
import type { KeptAlarms } from "./kept-alarms.ts";
import type { MailSettings } from "./mail-sender.ts";
import { MailSender } from "./mail-sender.ts";
import type { NoticeSender } from "./notice.ts";
import type { WebhookParts } from "./webhook.ts";
import { WebhookSender } from "./webhook.ts";

/** What alarms read and write of the log. */
export type AlarmLog = Pick<EventBook, "after" | "epoch" | "find" | "head" | "watch"> &
  Pick<EventStore, "append">;

/** The ways to targets, by their kind. */
export type Senders = Readonly<Record<AlarmTarget["is"], NoticeSender>>;

/** What running an alarm rests on. */
export interface AlarmParts {
  readonly log: AlarmLog;
  readonly kept: KeptAlarms;
  readonly fleet: AlarmFleet & { readonly version: number };
  readonly senders: Senders;
  /** Seconds after which an event counts as late, in ms. */
  readonly lateMs: number;
  /** Told what went wrong that nobody waits for. */
  readonly report: (cause: unknown) => void;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Resolves after so long, or when it is given up. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
}

/** The ways to the targets that there are. */
export function sendersOf(webhooks: WebhookParts, mail: MailSettings): Senders {
  return { webhook: new WebhookSender(webhooks), email: new MailSender(mail) };
}
