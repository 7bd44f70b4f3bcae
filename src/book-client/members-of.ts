import { isJsonObject, type JsonObject } from "../basip/json-object.ts";
import { badAnswer } from "./doorbook-error.ts";

/** The members of a JSON object in an answer, each read as what it must be. */
export class MembersOf {
  readonly #members: JsonObject;

  /** @throws DoorbookError `bad_answer` when the value is no object */
  constructor(value: unknown) {
    if (!isJsonObject(value)) throw badAnswer("is not what such a question has");
    this.#members = value;
  }

  /** As it is; `undefined` where there is none. */
  value(name: string): unknown {
    return this.#members[name];
  }

  /** @throws DoorbookError `bad_answer` */
  text(name: string): string {
    return this.optionalText(name) ?? lacking(name);
  }

  /** `undefined` for `null` and for what is no text. */
  optionalText(name: string): string | undefined {
    const value = this.#members[name];
    return typeof value === "string" ? value : undefined;
  }

  /** @throws DoorbookError `bad_answer` */
  number(name: string): number {
    return this.optionalNumber(name) ?? lacking(name);
  }

  /** `undefined` for `null` and for what is no number. */
  optionalNumber(name: string): number | undefined {
    const value = this.#members[name];
    return typeof value === "number" ? value : undefined;
  }

  /** A text, number or truth value as text; `undefined` for anything else. */
  plain(name: string): string | undefined {
    const value = this.#members[name];
    const isPlain =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isPlain ? String(value) : undefined;
  }

  /** Whether it is `true`. */
  flag(name: string): boolean {
    return this.#members[name] === true;
  }

  /** @throws DoorbookError `bad_answer` */
  list(name: string): readonly unknown[] {
    const value = this.#members[name];
    return Array.isArray(value) ? value : lacking(name);
  }

  /** Those of a list that are texts; none where there is no list. */
  texts(name: string): readonly string[] {
    const value = this.#members[name];
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return list.filter((one) => typeof one === "string");
  }

  /** Names with their values. @throws DoorbookError `bad_answer` when it is no object */
  entries(name: string): readonly (readonly [string, unknown])[] {
    const value = this.#members[name];
    return isJsonObject(value) ? Object.entries(value) : lacking(name);
  }
}

function lacking(name: string): never {
  throw badAnswer(`lacks ${JSON.stringify(name)}, or has something else in its place`);
}
