import { isJsonObject } from "../basip/json-object.ts";
import { badAnswer } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { MembersOf } from "./members-of.ts";

/** An event that is to be brought in. */
export interface ImportEvent {
  /** The panel's serial; never `doorbook`. */
  readonly panel: string;
  /** Unix ms, or ISO 8601 with an offset from UTC. */
  readonly occurredAt: number | string;
  /** What happened, for programs; none that begins with `doorbook_`. */
  readonly key: string;
  readonly category?: string | undefined;
  readonly priority?: string | undefined;
  /** The particulars. */
  readonly model?: unknown;
  /** The particulars as JSON text, sent as it is in place of `model`: for numbers of 20 digits. */
  readonly modelText?: string | undefined;
  /** A JSON object with what else is to be kept, as text. */
  readonly extraText?: string | undefined;
  /** Of a line of syslog alone; all else comes by `api`. */
  readonly source?: "syslog" | undefined;
  /** Of syslog: whether it says again what a log tells. */
  readonly echo?: boolean | undefined;
}

/** What became of events that were brought in. */
export interface ImportAnswer {
  /** How many were new; they are durable. */
  readonly added: number;
  /** How many the log held already. */
  readonly known: number;
  /** Those that were not taken: which, from 0, and why. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  /** The state of the log behind it, a seq. */
  readonly asOf: number;
}

/** The body of `POST /book/v1/events`. */
export function renderImport(events: readonly ImportEvent[]): string {
  return `{"events":[${events.map(renderEvent).join(",")}]}`;
}

function renderEvent({ model, modelText, extraText, ...event }: ImportEvent): string {
  const said = JSON.stringify(event).slice(0, -1);
  const particulars = modelText ?? (model === undefined ? undefined : JSON.stringify(model));
  const withModel = particulars === undefined ? said : `${said},"model":${particulars}`;
  return extraText === undefined ? `${withModel}}` : `${withModel},"extra":${extraText}}`;
}

/** @throws DoorbookError `bad_answer` */
export function readImportAnswer(text: string): ImportAnswer {
  const body = parseExactJson(text);
  if (!isJsonObject(body)) throw badAnswer("is not JSON");
  const members = new MembersOf(body);
  return {
    added: members.number("added"),
    known: members.number("known"),
    refused: members.list("refused").map((one) => {
      const refused = new MembersOf(one);
      return { index: refused.number("index"), reason: refused.text("reason") };
    }),
    asOf: members.number("asOf"),
  };
}
