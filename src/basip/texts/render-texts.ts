import { EVENT_CATALOG, EVENT_KEYS, isEventKey } from "../../event/catalog.ts";
import type { StoredEvent } from "../../event/event.ts";
import { OWN_EVENT_KEYS } from "../../event/own-events.ts";
import { readableKey } from "../../event/readable-key.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { compileTemplate, type Render } from "./compile-template.ts";
import type { LocaleTexts } from "./locale-texts.ts";
import { type Locale, TEXTS } from "./locales.ts";
import { readModel } from "./read-model.ts";
import { type OwnerOf, ownerIn, withOwner } from "./with-owner.ts";

/** What the text of an event is made from. */
export type Told = Pick<StoredEvent, "key" | "model" | "extra">;

interface CompiledTexts {
  /** By key of the catalog and of Doorbook's own events. */
  readonly names: ReadonlyMap<string, string>;
  readonly details: ReadonlyMap<string, Render>;
  readonly facts: readonly Render[];
}

function compileTexts(texts: LocaleTexts): CompiledTexts {
  const compile = (template: string): Render => compileTemplate(template, texts.formats);
  const { names, details, own, facts } = texts;
  return {
    names: new Map([
      ...EVENT_KEYS.map((key) => [key, names[key]] as const),
      ...OWN_EVENT_KEYS.map((key) => [key, own[key].name] as const),
    ]),
    details: new Map([
      ...EVENT_KEYS.map((key) => [key, compile(details[key])] as const),
      ...OWN_EVENT_KEYS.map((key) => [key, compile(own[key].detail)] as const),
    ]),
    facts: facts.map(compile),
  };
}

/** Compiled once, when the module loads. */
const COMPILED: Readonly<Record<Locale, CompiledTexts>> = {
  en: compileTexts(TEXTS.en),
  es: compileTexts(TEXTS.es),
  ru: compileTexts(TEXTS.ru),
  uk: compileTexts(TEXTS.uk),
  pl: compileTexts(TEXTS.pl),
  nl: compileTexts(TEXTS.nl),
  tr: compileTexts(TEXTS.tr),
  fr: compileTexts(TEXTS.fr),
  da: compileTexts(TEXTS.da),
};

/** The name of an event key; of a key that there are no texts for a readable form of itself. */
export function renderName(locale: Locale, key: string): string {
  return COMPILED[locale].names.get(key) ?? readableKey(key);
}

/**
 * The name of an event: of its key, or, when there are no texts for the key, the one that the panel
 * sent beside it: `name`, as a string or with a `text`, in whatever language.
 */
export function renderEventName(locale: Locale, event: Told): string {
  const known = COMPILED[locale].names.get(event.key);
  return known ?? nameSent(readModel(event.extra)) ?? readableKey(event.key);
}

/**
 * What happened, in one line: a sentence with the fields of the model that are there. For a key
 * that there are no texts for it is the text that the panel sent beside it, `text` or `info.text`, else
 * the name with what is known.
 *
 * Values stand as they were sent, numbers to the digit; just white space is made one space, and what
 * is longer than 256 characters or 10 elements is cut (the model holds it all).
 *
 * @param ownerOf whom to name where the model has a number and no owner
 */
export function renderDetail(locale: Locale, event: Told, ownerOf?: OwnerOf): string {
  return renderDetailOf(locale, event, readModel(event.model), ownerOf);
}

/** As {@link renderDetail}, of an event whose model has been read. */
export function renderDetailOf(
  locale: Locale,
  event: Omit<Told, "model">,
  sent: JsonObject,
  ownerOf?: OwnerOf,
): string {
  const { details, facts } = COMPILED[locale];
  const render = details.get(event.key);
  if (render !== undefined) {
    const model = withOwner(sent, ownerOf);
    const text = render(model) ?? renderName(locale, event.key);
    // the sentences of identifiers that the panel does not know have no place for an owner
    const isUnsaid = model !== sent && isOfAccess(event.key) && text === render(sent);
    return isUnsaid ? `${text}, ${knownFacts(facts, ownerIn(model))}` : text;
  }
  const extra = readModel(event.extra);
  const info = extra["info"];
  const told = lineOf(extra["text"]) ?? (isJsonObject(info) ? lineOf(info["text"]) : undefined);
  if (told !== undefined) return told;
  const name = nameSent(extra) ?? readableKey(event.key);
  const said = knownFacts(facts, withOwner(sent, ownerOf));
  return said === "" ? name : `${name}: ${said}`;
}

/** Whether an event is about an identifier: the number of a call is none. */
function isOfAccess(key: string): boolean {
  return isEventKey(key) && EVENT_CATALOG[key].category === "access";
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
