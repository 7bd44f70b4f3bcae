import { isEventKey, type EventKey, EVENT_KEYS } from "../../event/catalog.ts";
import type { StoredEvent } from "../../event/event.ts";
import { isOwnEventKey, OWN_EVENT_KEYS, type OwnEventKey } from "../../event/own-events.ts";
import { readableKey } from "../../event/readable-key.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { compileTemplate, type Render } from "./compile-template.ts";
import type { LocaleTexts } from "./locale-texts.ts";
import { type Locale, TEXTS } from "./locales.ts";
import { readModel } from "./read-model.ts";

/** What the text of an event is made from. */
export type Told = Pick<StoredEvent, "key" | "model" | "extra">;

interface CompiledTexts {
  /** By key of the catalog and of Doorbook's own events. */
  readonly names: Readonly<Record<KnownKey, string>>;
  readonly details: ReadonlyMap<KnownKey, Render>;
  readonly facts: readonly Render[];
}

/** A key there are texts for. */
type KnownKey = EventKey | OwnEventKey;

function isKnownKey(key: string): key is KnownKey {
  return isEventKey(key) || isOwnEventKey(key);
}

function compileTexts(texts: LocaleTexts): CompiledTexts {
  const compile = (template: string): Render => compileTemplate(template, texts.formats);
  const { names, details, own, facts } = texts;
  return {
    names: {
      ...names,
      ...namesOfOwn(own),
    },
    details: new Map<KnownKey, Render>([
      ...EVENT_KEYS.map((key) => [key, compile(details[key])] as const),
      ...OWN_EVENT_KEYS.map((key) => [key, compile(own[key]?.detail ?? readableKey(key))] as const),
    ]),
    facts: facts.map(compile),
  };
}

function namesOfOwn(own: LocaleTexts["own"]): Readonly<Record<OwnEventKey, string>> {
  const nameOf = (key: OwnEventKey): string => own[key]?.name ?? readableKey(key);
  return {
    doorbook_log_cleared: nameOf("doorbook_log_cleared"),
    doorbook_panel_live: nameOf("doorbook_panel_live"),
    doorbook_panel_silent: nameOf("doorbook_panel_silent"),
    doorbook_panel_refused: nameOf("doorbook_panel_refused"),
    doorbook_panel_catching_up: nameOf("doorbook_panel_catching_up"),
    doorbook_clock_off: nameOf("doorbook_clock_off"),
    doorbook_clock_right: nameOf("doorbook_clock_right"),
    doorbook_clock_jumped: nameOf("doorbook_clock_jumped"),
    doorbook_gap: nameOf("doorbook_gap"),
    doorbook_syslog_lost: nameOf("doorbook_syslog_lost"),
    doorbook_panel_added: nameOf("doorbook_panel_added"),
    doorbook_panel_changed: nameOf("doorbook_panel_changed"),
    doorbook_panel_removed: nameOf("doorbook_panel_removed"),
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
  return isKnownKey(key) ? COMPILED[locale].names[key] : readableKey(key);
}

/**
 * The name of an event: of its key, or, when there are no texts for the key, the one that the panel
 * sent beside it: `name`, as a string or with a `text`, in whatever language.
 */
export function renderEventName(locale: Locale, event: Told): string {
  if (isKnownKey(event.key)) return COMPILED[locale].names[event.key];
  return nameSent(readModel(event.extra)) ?? readableKey(event.key);
}

/**
 * What happened, in one line: a sentence with the fields of the model that are there. For a key
 * that there are no texts for it is the text that the panel sent beside it, `text` or `info.text`, else
 * the name with what is known.
 *
 * Values stand as they were sent, numbers to the digit; just white space is made one space, and what
 * is longer than 256 characters or 10 elements is cut (the model holds it all).
 */
export function renderDetail(locale: Locale, event: Told): string {
  const { details, facts } = COMPILED[locale];
  if (isKnownKey(event.key)) {
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
