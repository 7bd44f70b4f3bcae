import {
  CATEGORIES,
  effectiveCategory,
  effectivePriority,
  EVENT_KEYS,
  PRIORITIES,
} from "../../event/catalog.ts";
import type { StoredEvent } from "../../event/event.ts";
import { compactJson } from "../compact-json.ts";
import { type Locale, LOCALES } from "../texts/locales.ts";
import type { OwnerOf } from "../texts/with-owner.ts";
import { renderDetail, renderEventName, renderName } from "../texts/render-texts.ts";

/** What of an event its answer shows. */
export type ShownEvent = Pick<
  StoredEvent,
  "occurredAtMs" | "key" | "category" | "priority" | "model" | "extra"
>;

/** How one event is written in an answer: compact JSON, with owners named where they are known. */
export type RenderItem = (locale: Locale, event: ShownEvent, ownerOf?: OwnerOf) => string;

/** An event as `log/items` shows it. Source: "Get logs list", `list_items`. */
export function renderItem(locale: Locale, event: ShownEvent, ownerOf?: OwnerOf): string {
  const name =
    NAMES.get(locale)?.get(event.key) ?? nameOf(event.key, renderEventName(locale, event));
  return (
    `${openItem(event)}"name":${name},` +
    `"info":{"text":${JSON.stringify(renderDetail(locale, event, ownerOf))},` +
    `"model":${renderModel(event.model)}}}`
  );
}

/**
 * An event as the `log/list` of firmware up to 3.7 shows it: its texts in English and in the asked
 * language. Source: observed.
 */
export function renderOldItem(locale: Locale, event: ShownEvent, ownerOf?: OwnerOf): string {
  const english = JSON.stringify(renderEventName("en", event));
  const localized = JSON.stringify(renderEventName(locale, event));
  return (
    `${openItem(event)}"name":{"english":${english},"key":${JSON.stringify(event.key)},` +
    `"localized":${localized}},` +
    `"info":{"english":${JSON.stringify(renderDetail("en", event, ownerOf))},` +
    `"localized":${JSON.stringify(renderDetail(locale, event, ownerOf))},` +
    `"model":${renderModel(event.model)}}}`
  );
}

/** The members that both shapes begin with. */
function openItem(event: ShownEvent): string {
  return (
    `{"timestamp":${event.occurredAtMs},"category":${quote(effectiveCategory(event))},` +
    `"priority":${quote(effectivePriority(event))},`
  );
}

const QUOTED: ReadonlyMap<string, string> = new Map(
  [...CATEGORIES, ...PRIORITIES].map((word) => [word, JSON.stringify(word)]),
);

function quote(word: string): string {
  return QUOTED.get(word) ?? JSON.stringify(word);
}

const NAMES: ReadonlyMap<Locale, ReadonlyMap<string, string>> = new Map(
  LOCALES.map((locale) => [
    locale,
    new Map(EVENT_KEYS.map((key) => [key, nameOf(key, renderName(locale, key))])),
  ]),
);

function nameOf(key: string, text: string): string {
  return `{"key":${JSON.stringify(key)},"text":${JSON.stringify(text)}}`;
}

function renderModel(model: string | undefined): string {
  return model !== undefined && /^\s*\{/.test(model) ? compactJson(model) : "{}";
}
