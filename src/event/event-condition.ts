import type { FieldCondition, FilterField, TimeCondition } from "./condition.ts";
import type { PanelSerial, Source } from "./event.ts";

/**
 * What a question of the book asks of an event: more than the panels' API can. It is data alone, so
 * that it can be handed to another thread.
 */
export type EventCondition =
  | EventAtom
  | { readonly is: "not"; readonly part: EventCondition }
  /** Of no parts it always holds. */
  | { readonly is: "and"; readonly parts: readonly EventCondition[] }
  /** Of no parts it never holds. */
  | { readonly is: "or"; readonly parts: readonly EventCondition[] };

/** A condition without parts. */
export type EventAtom =
  | FieldCondition
  | FieldTextCondition
  | TimeCondition
  | ReceivedCondition
  | PanelCondition
  | SourceCondition
  | LateCondition
  | EchoCondition
  | WordsCondition
  | ValueCondition;

/** The event's key, category or priority passes a test; what is unsaid counts as the catalog has it. */
export interface FieldTextCondition {
  readonly is: "fieldText";
  readonly field: FilterField;
  readonly test: ValueTest;
}

/** The event was received within these milliseconds of our clock, both inclusive. */
export interface ReceivedCondition {
  readonly is: "received";
  readonly fromMs: number;
  readonly toMs: number;
}

/** The event is of one of these panels; of none when there are none. */
export interface PanelCondition {
  readonly is: "panel";
  readonly serials: readonly PanelSerial[];
}

/** The event came in one of these ways. */
export interface SourceCondition {
  readonly is: "source";
  readonly sources: readonly Source[];
}

/** The event came late. */
export interface LateCondition {
  readonly is: "late";
}

/** The event is an echo: syslog's word for what its panel tells in another way as well. */
export interface EchoCondition {
  readonly is: "echo";
}

/**
 * These words stand next to one another, in this order, among the words of the event: those of the
 * values of its model, then of its further members, in the order in which they were sent.
 */
export interface WordsCondition {
  readonly is: "words";
  /** As `wordsOf` makes them, at least one. */
  readonly words: readonly string[];
  /** Whether the last one may go on. */
  readonly isPrefix: boolean;
}

/** One of the values at one of these paths passes a test; without a value none does. */
export interface ValueCondition {
  readonly is: "value";
  readonly paths: readonly ValuePath[];
  readonly test: ValueTest;
}

/**
 * Where values stand in an event: `model` or `extra` (the members that we do not know), then the names
 * of members, the outer one first. Lists on the way are gone through element by element.
 */
export type ValuePath = readonly [root: "model" | "extra", ...members: string[]];

/**
 * What is asked of one value, a string, number or boolean, as the characters that were sent.
 *
 * - `eq`: it is one of these, to the letter.
 * - `gt`, `ge`, `lt`, `le`: compared with a value, as numbers where both are decimal numbers, else by
 *   UTF-16 units.
 * - `contains`, `starts`: letter case and diacritics aside.
 * - `exists`: there is one that is not empty.
 */
export type ValueTest =
  | { readonly operator: "eq"; readonly values: readonly string[] }
  | { readonly operator: "gt" | "ge" | "lt" | "le"; readonly value: string }
  | { readonly operator: "contains" | "starts"; readonly value: string }
  | { readonly operator: "exists" };

/** Whether a condition, or any of its parts, is such an atom. */
export function someAtom(condition: EventCondition, is: (atom: EventAtom) => boolean): boolean {
  if (condition.is === "not") return someAtom(condition.part, is);
  if (condition.is === "and" || condition.is === "or") {
    return condition.parts.some((part) => someAtom(part, is));
  }
  return is(condition);
}
