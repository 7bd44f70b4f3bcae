import { redactError, redactKey, redactType, redactWord } from "./redact-text.ts";
import { errorOf, type Failure, type Reply } from "./reply.ts";

/** What may stand in a sentence: of texts known words alone are shown; numbers are counts. */
type Sayable = SafeText | string | number | boolean | undefined;

/**
 * A sentence about a panel that tells of no person, number or place. It can be made in this file
 * alone: of our own words, and of what the panel said by an allow-list.
 */
export class SafeText {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** A template: its own words stay, what is put in is redacted. */
  static say(this: void, words: TemplateStringsArray, ...values: readonly Sayable[]): SafeText {
    return new SafeText(
      words.map((word, nth) => word + (nth < values.length ? shown(values[nth]) : "")).join(""),
    );
  }

  /** Names of members or events, at most 12 of them. */
  static keys(this: void, keys: readonly string[]): SafeText {
    return SafeText.list(keys.map((key) => new SafeText(redactKey(key))));
  }

  /** Sentences, at most 12 of them, with commas between. */
  static list(this: void, parts: readonly SafeText[]): SafeText {
    const rest = parts.length > 12 ? `, and ${parts.length - 12} more` : "";
    return new SafeText(parts.slice(0, 12).map(String).join(", ") + rest);
  }

  /** What kind of answer it is: its status, and its refusal if it is one. */
  static reply(this: void, reply: Reply): SafeText {
    if (reply.failure !== undefined) return new SafeText(FAILURES[reply.failure]);
    const error = errorOf(reply);
    if (error !== undefined) return new SafeText(`${reply.status} "${redactError(error)}"`);
    const type = reply.json === undefined ? ` ${redactType(reply.type)}`.trimEnd() : "";
    return new SafeText(`${reply.status}${type}`);
  }

  toString(): string {
    return this.#text;
  }
}

const FAILURES: Readonly<Record<Failure, string>> = {
  timeout: "no answer in time",
  unreachable: "the connection broke",
  too_long: "the answer is too long",
  not_asked: "not asked: the panel had stopped answering, or it took too long",
};

function shown(value: Sayable): string {
  if (value === undefined) return "nothing";
  return typeof value === "string" ? redactWord(value) : String(value);
}
