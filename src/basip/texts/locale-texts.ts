import type { EventKey } from "../../event/catalog.ts";
import type { OwnEventKey } from "../../event/own-events.ts";

/**
 * The texts of one language.
 *
 * A **template** is text with `{fields}` and `[groups]`, see `compile-template.ts`. Each field of a
 * detail stands in a group, so that the sentence is sound when the field is missing.
 */
export interface LocaleTexts {
  /** What an event is called: plain text, by key. */
  readonly names: Readonly<Record<EventKey, string>>;
  /** What happened, in a sentence: a template over the event's model, by key. */
  readonly details: Readonly<Record<EventKey, string>>;
  /** Doorbook's own events: what they are called, and a template over their model. */
  readonly own: Readonly<Record<OwnEventKey, OwnTexts>>;
  /**
   * What is known of an event whose key is not in the catalog: templates over its model. Those whose
   * fields are there follow the event's name.
   */
  readonly facts: readonly string[];
  /** How the values of fields are put into words, by the name that templates use. */
  readonly formats: Readonly<Record<FormatName, Format>>;
}

/** The two texts of an event of Doorbook's own. */
export interface OwnTexts {
  readonly name: string;
  readonly detail: string;
}

/** The formats that templates may name: `{auth_type:identifierType}`. */
export type FormatName =
  | "identifierType"
  | "accountType"
  | "requestor"
  | "answered"
  | "accountChange"
  | "gapReason"
  | "identifier"
  | "sharedIdentifier"
  | "user"
  | "sharedOwner"
  | "rejectReason";

/**
 * Either words by value, `other` being a text for any other value with `{value}` in it (without
 * `other`, another value counts as missing); or templates over an object, of which those with all
 * their fields are said. A list is its elements, each formatted, joined by commas; by semicolons where
 * one holds a comma, and always where a format has several templates.
 */
export type Format = Words | readonly string[];

/** Words by value. */
export type Words = Readonly<Record<string, string>>;
