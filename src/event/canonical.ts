/**
 * The canonical form of a model: the part of an event's identity that says what happened.
 *
 * It is JSON text without white space in which
 * - members stand by name, those of one name in the order sent;
 * - a member that is `null`, `""`, `[]` or `{}`, or becomes so, is left out; elements of arrays stay;
 * - numbers and booleans are strings of the characters sent, so `3090069` and `"3090069"` are one and
 *   no number is ever read as a float;
 * - strings are written one way, whatever escapes were sent.
 *
 * What is nested deeper than {@link MAX_DEPTH} stands as it was sent, behind a {@link OPAQUE}: the
 * same bytes are still recognised.
 */

/** How many arrays and objects may lie in each other before the rest is taken as it stands. */
const MAX_DEPTH = 128;

/** Marks text that was not read. No JSON value begins with it. */
const OPAQUE = "!";

/** Up to so many members are sorted by insertion, which is fastest for few and bad for many. */
const FEW = 32;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Brings a model's JSON text into the form in which two models that say the same are equal.
 *
 * @param text valid JSON, or `undefined` for an event without a model. Of other text the answer is
 *   of no use, but it comes.
 * @returns `""` for no model, `null`, `""`, `[]`, `{}` and what becomes so; different texts for
 *   models that say different things.
 */
export function canonicalModel(text: string | undefined): string {
  if (text === undefined || text === "{}") return "";
  const form = new Scan(text).value(0);
  return isEmpty(form) ? "" : form;
}

/** A walk over JSON text from its start. */
class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The canonical form of the value that comes next. */
  value(depth: number): string {
    const code = this.#skipSpace();
    if (code === QUOTE) return this.#string();
    if (code !== OPEN_OBJECT && code !== OPEN_ARRAY) return this.#bare();
    if (depth === MAX_DEPTH) return this.#opaque();
    return code === OPEN_OBJECT ? this.#object(depth + 1) : this.#array(depth + 1);
  }

  #object(depth: number): string {
    const names: string[] = [];
    const values: string[] = [];
    this.#at++;
    let code = this.#skipSpace();
    while (code === QUOTE) {
      const name = this.#string();
      this.#skipSpace();
      this.#at++; // the colon
      const value = this.value(depth);
      if (!isEmpty(value)) {
        names.push(name);
        values.push(value);
      }
      code = this.#skipSpace();
      if (code !== COMMA) break;
      this.#at++;
      code = this.#skipSpace();
    }
    this.#at++; // the brace
    return names.length > FEW ? joinMany(names, values) : joinFew(names, values);
  }

  #array(depth: number): string {
    this.#at++;
    if (this.#skipSpace() === CLOSE_ARRAY) {
      this.#at++;
      return "[]";
    }
    let form = "[" + this.value(depth);
    while (this.#skipSpace() === COMMA) {
      this.#at++;
      form += "," + this.value(depth);
    }
    this.#at++; // the bracket
    return form + "]";
  }

  /** A string with its quotes. Where no escape was sent the text is the form. */
  #string(): string {
    const text = this.#text;
    const from = this.#at;
    let at = from + 1;
    let isEscaped = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        isEscaped = true;
        at++;
      } else if (at >= text.length) break;
      at++;
    }
    this.#at = at + 1;
    const sent = text.slice(from, at + 1);
    return isEscaped ? unescape(sent) : sent;
  }

  /** A number, `true` or `false` as a string; `null` as it is. */
  #bare(): string {
    const text = this.#text;
    const from = this.#at;
    let at = from;
    while (at < text.length && isBare(text.charCodeAt(at))) at++;
    this.#at = at > from ? at : from + 1; // what is no JSON ends too
    const sent = text.slice(from, at);
    return sent === "null" ? sent : '"' + sent + '"';
  }

  /** An array or object as sent, passed over without recursion. */
  #opaque(): string {
    const text = this.#text;
    const from = this.#at;
    let open = 0;
    do {
      const code = text.charCodeAt(this.#at);
      if (code === QUOTE) {
        this.#string();
        continue;
      }
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) open++;
      if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) open--;
      this.#at++;
    } while (open > 0 && this.#at < text.length);
    return OPAQUE + text.slice(from, this.#at);
  }

  /** Moves to the next token and looks at its first character; `NaN` at the end. */
  #skipSpace(): number {
    const text = this.#text;
    let code = text.charCodeAt(this.#at);
    while (code <= 0x20) code = text.charCodeAt(++this.#at);
    return code;
  }
}

function isEmpty(form: string): boolean {
  return form.length <= 4 && (form === '""' || form === "null" || form === "[]" || form === "{}");
}

function isBare(code: number): boolean {
  return code > 0x20 && code !== COMMA && code !== CLOSE_OBJECT && code !== CLOSE_ARRAY;
}

/** One way to write a string: `\` and control characters escaped, lone surrogates too. */
function unescape(sent: string): string {
  try {
    return JSON.stringify(JSON.parse(sent));
  } catch {
    return sent; // no JSON: any answer will do
  }
}

function joinFew(names: string[], values: string[]): string {
  let form = "{";
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const value = values[i]!;
    let to = i;
    for (; to > 0 && names[to - 1]! > name; to--) {
      names[to] = names[to - 1]!;
      values[to] = values[to - 1]!;
    }
    names[to] = name;
    values[to] = value;
  }
  for (let i = 0; i < names.length; i++) {
    form += (i === 0 ? "" : ",") + names[i]! + ":" + values[i]!;
  }
  return form + "}";
}

function joinMany(names: readonly string[], values: readonly string[]): string {
  const members = names.map((name, i) => ({ name, value: values[i]! }));
  // by code units, as joinFew: a collation would make unequal names equal
  members.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return "{" + members.map(({ name, value }) => name + ":" + value).join(",") + "}";
}
