import { isJsonObject, type JsonObject } from "../json-object.ts";
import type { Format, FormatName } from "./locale-texts.ts";

/**
 * A compiled template: the text for an object, or `undefined` when a field outside of any group is
 * missing. Values are data: braces and brackets in them mean nothing.
 */
export type Render = (object: JsonObject) => string | undefined;

/** The text of a field's value; `undefined` for one that says nothing. */
type Say = (value: unknown) => string | undefined;

/** Elements of a list that are shown; the model holds them all. */
const MAX_ELEMENTS = 10;

/** The longest value that is shown whole, in UTF-16 units; the model holds it all. */
const MAX_VALUE_LENGTH = 256;

/**
 * Compiles a template:
 *
 * - `{number}` is a field, `{user.name}` one in an object, `{lock_number|lock}` the first that is
 *   there. Missing are: no such member, null, "", a boolean, an object, an empty list.
 * - `{type:identifierType}` puts the value into the words of a format.
 * - `{invalid_identifier?}` is nothing, but missing when the value says nothing.
 * - `[, owner {owner}]` is a group: nothing when one of its fields is missing. `[ {a}| {b}| c]` is the
 *   first alternative that has its fields. Groups nest.
 *
 * @throws Error for a template that breaks these rules: a mistake in our texts
 */
export function compileTemplate(
  template: string,
  formats: Readonly<Record<FormatName, Format>>,
): Render {
  return new TemplateCompiler(template, formats).compile();
}

class TemplateCompiler {
  readonly #template: string;
  readonly #formats: Readonly<Record<FormatName, Format>>;
  #at = 0;

  constructor(template: string, formats: Readonly<Record<FormatName, Format>>) {
    this.#template = template;
    this.#formats = formats;
  }

  compile(): Render {
    const render = this.#sequence("");
    if (this.#at < this.#template.length) throw this.#mistake("has a stray bracket");
    return render;
  }

  #mistake(what: string): Error {
    return new Error(`Template ${what} at ${String(this.#at)}: ${this.#template}`);
  }

  /** Reads up to one of the characters, or to the end. */
  #until(characters: string): string {
    const start = this.#at;
    while (
      this.#at < this.#template.length &&
      !characters.includes(this.#template.charAt(this.#at))
    )
      this.#at += 1;
    return this.#template.slice(start, this.#at);
  }

  #sequence(ends: string): Render {
    const parts: (string | Render)[] = [];
    while (this.#at < this.#template.length) {
      const next = this.#template.charAt(this.#at);
      if (ends.includes(next) || next === "]" || next === "}") break;
      if (next === "{") parts.push(this.#field());
      else if (next === "[") parts.push(this.#group());
      else parts.push(this.#until(`{}[]${ends}`));
    }
    return joinParts(parts);
  }

  #group(): Render {
    const alternatives: Render[] = [];
    do {
      this.#at += 1;
      alternatives.push(this.#sequence("|]"));
    } while (this.#template.charAt(this.#at) === "|");
    if (this.#template.charAt(this.#at) !== "]") throw this.#mistake("has an open group");
    this.#at += 1;
    return firstOf(alternatives);
  }

  #field(): Render {
    this.#at += 1;
    const inside = this.#until("}");
    if (this.#template.charAt(this.#at) !== "}") throw this.#mistake("has an open field");
    this.#at += 1;
    const [, names = "", mark = "", format = ""] =
      /^(\w+(?:[.|]\w+)*)(?:(\?)|:(\w+))?$/.exec(inside) ?? [];
    if (names === "") throw this.#mistake("has a broken field");
    const paths = names.split("|").map((path) => path.split("."));
    if (mark === "?") return presenceOf(paths);
    return fieldOf(paths, format === "" ? sayValue : this.#say(format));
  }

  #say(name: string): Say {
    if (!isFormatName(name, this.#formats)) throw this.#mistake(`names no format ${name}`);
    const format = this.#formats[name];
    if (!isTemplates(format)) return (value) => sayList(value, (one) => sayWord(one, format));
    const renders = format.map((template) => compileTemplate(template, this.#formats));
    const separator = separatorOf(renders);
    return (value) => sayList(value, (one) => sayObject(one, renders), separator);
  }
}

function isFormatName(name: string, formats: object): name is FormatName {
  return Object.hasOwn(formats, name);
}

function isTemplates(format: Format): format is readonly string[] {
  return Array.isArray(format);
}

function joinParts(parts: readonly (string | Render)[]): Render {
  return (object) => {
    let text = "";
    for (const part of parts) {
      const piece = typeof part === "string" ? part : part(object);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text;
  };
}

function firstOf(alternatives: readonly Render[]): Render {
  return (object) => {
    for (const alternative of alternatives) {
      const text = alternative(object);
      if (text !== undefined) return text;
    }
    return "";
  };
}

function valueAt(object: JsonObject, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const name of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

function fieldOf(paths: readonly (readonly string[])[], say: Say): Render {
  return (object) => {
    for (const path of paths) {
      const text = say(valueAt(object, path));
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

function presenceOf(paths: readonly (readonly string[])[]): Render {
  return (object) => (paths.some((path) => saysSomething(valueAt(object, path))) ? "" : undefined);
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** A value in its own characters, a list of them joined by commas. */
function sayValue(value: unknown): string | undefined {
  if (typeof value === "string") return tidy(value);
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? sayList(value, sayScalar) : undefined;
}

function sayScalar(value: unknown): string | undefined {
  return typeof value === "object" ? undefined : sayValue(value);
}

function sayWord(value: unknown, words: Readonly<Record<string, string>>): string | undefined {
  const text = typeof value === "boolean" ? String(value) : sayScalar(value);
  if (text === undefined) return undefined;
  if (text !== "other" && Object.hasOwn(words, text)) return words[text];
  return typeof value === "boolean" ? undefined : words["other"]?.replace("{value}", () => text);
}

function sayObject(value: unknown, renders: readonly Render[]): string | undefined {
  if (!isJsonObject(value)) return sayScalar(value);
  return joined(
    renders.map((render) => render(value)),
    separatorOf(renders),
  );
}

/** Several templates make statements, which may each hold commas. */
function separatorOf(renders: readonly Render[]): Separator {
  return renders.length > 1 ? "; " : ", ";
}

type Separator = ", " | "; ";

function sayList(value: unknown, say: Say, separator: Separator = ", "): string | undefined {
  if (!Array.isArray(value)) return say(value);
  const elements: readonly unknown[] = value;
  const said = elements.slice(0, MAX_ELEMENTS).map((element) => say(element));
  if (elements.length > MAX_ELEMENTS) said.push("…");
  return joined(said, separator);
}

/** Joins what says something; by semicolons, too, where a comma would not tell where one ends. */
function joined(texts: readonly (string | undefined)[], separator: Separator): string | undefined {
  const said = texts.filter((one) => one !== undefined && one !== "");
  if (said.length === 0 || (said.length === 1 && said[0] === "…")) return undefined;
  return said.join(said.some((one) => one?.includes(", ") === true) ? "; " : separator);
}

/** What does not belong into a line of text: control characters, white space in runs or at an end. */
const UNTIDY = /[\p{Cc}\p{Zl}\p{Zp}]|\s\s|^\s|\s$/u;

/** A value as it stands in a sentence: one line, at most {@link MAX_VALUE_LENGTH}. */
function tidy(value: string): string | undefined {
  let text = value;
  if (text.length > MAX_VALUE_LENGTH) {
    // A character of two units is cut off whole.
    text = `${text.slice(0, MAX_VALUE_LENGTH).replace(/[\uD800-\uDBFF]$/, "")}…`;
  }
  if (UNTIDY.test(text)) text = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return text === "" ? undefined : text;
}
