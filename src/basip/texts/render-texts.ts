import { isEventKey, type EventKey, EVENT_KEYS } from "../../event/catalog.ts";
import type { StoredEvent } from "../../event/event.ts";
import { readableKey } from "../../event/readable-key.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { compileTemplate, type Render } from "./compile-template.ts";
import type { LocaleTexts } from "./locale-texts.ts";
import { type Locale, LOCALES, TEXTS } from "./locales.ts";
import { readModel } from "./read-model.ts";

/** What the text of an event is made from. */
export type Told = Pick<StoredEvent, "key" | "model" | "extra">;

interface CompiledTexts {
  readonly names: LocaleTexts["names"];
  readonly details: ReadonlyMap<EventKey, Render>;
  readonly facts: readonly Render[];
}

function compileTexts(texts: LocaleTexts): CompiledTexts {
  const compile = (template: string): Render => compileTemplate(template, texts.formats);
  return {
    names: texts.names,
    details: new Map(EVENT_KEYS.map((key) => [key, compile(texts.details[key])])),
    facts: texts.facts.map(compile),
  };
}

const ENGLISH = compileTexts(TEXTS.en);

/** Compiled once, when the module loads; a language without texts speaks English. */
const COMPILED: ReadonlyMap<Locale, CompiledTexts> = new Map(
  LOCALES.map((locale) => {
    const texts = TEXTS[locale];
    return [locale, texts === undefined || texts === TEXTS.en ? ENGLISH : compileTexts(texts)];
  }),
);

function textsOf(locale: Locale): CompiledTexts {
  return COMPILED.get(locale) ?? ENGLISH;
}

/** The name of an event key; of a key that is not in the catalog a readable form of itself. */
export function renderName(locale: Locale, key: string): string {
  return isEventKey(key) ? textsOf(locale).names[key] : readableKey(key);
}

/**
 * The name of an event: of its key, or, when the key is not in the catalog, the one that the panel
 * sent beside it: `name`, as a string or with a `text`, in whatever language.
 */
export function renderEventName(locale: Locale, event: Told): string {
  if (isEventKey(event.key)) return textsOf(locale).names[event.key];
  return nameSent(readModel(event.extra)) ?? readableKey(event.key);
}

/**
 * What happened, in one line: a sentence with the fields of the model that are there. For a key
 * that is not in the catalog it is the text that the panel sent beside it, `text` or `info.text`, else
 * the name with what is known.
 *
 * Values stand as they were sent, numbers to the digit; just white space is made one space, and what
 * is longer than 256 characters or 10 elements is cut (the model holds it all).
 */
export function renderDetail(locale: Locale, event: Told): string {
  const { details, facts } = textsOf(locale);
  if (isEventKey(event.key)) {
    const text = details.get(event.key)?.(readModel(event.model));
    return text ?? renderName(locale, event.key);
  }
  const extra = readModel(event.extra);
  const info = extra["info"];
  const sent = lineOf(extra["text"]) ?? (isJsonObject(info) ? lineOf(info["text"]) : undefined);
  if (sent !== undefined) return sent;
  const name = nameSent(extra) ?? readableKey(event.key);
  const known = knownFacts(facts, readModel(event.model));
  return known === "" ? name : `${name}: ${known}`;
}

function knownFacts(facts: readonly Render[], model: JsonObject): string {
  return facts
    .map((fact) => fact(model))
    .filter((fact) => fact !== undefined && fact !== "")
    .join(", ");
}

function nameSent({ name }: JsonObject): string | undefined {
  return lineOf(name) ?? (isJsonObject(name) ? lineOf(name["text"]) : undefined);
}

/** A text that a panel sent, to the letter; `undefined` for one that says nothing. */
function lineOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
