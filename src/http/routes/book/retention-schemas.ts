import { MAX_DAYS, PRESET_DAYS } from "../../../book/retention/rule.ts";
import { MAX_NAME_CHARACTERS } from "../../../event/event.ts";
import { object } from "./schemas.ts";

/** What is asked and answered of how long events are kept, as JSON Schema. */

const TIME = { type: "integer", description: "Unix ms" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;
const TEXT = { type: "string", minLength: 1, maxLength: MAX_NAME_CHARACTERS } as const;

const TIME_OR_NULL = (description: string) =>
  ({ anyOf: [TIME, { type: "null" }], description: `${description}, Unix ms` }) as const;

const DAYS = {
  type: "integer",
  minimum: 1,
  maximum: MAX_DAYS,
  description: `Events go that happened more days ago, each of 24 hours; usual are ${PRESET_DAYS.join(", ")}`,
} as const;

/** A rule's or a hold's name. */
const NAME = {
  type: "string",
  minLength: 1,
  maxLength: 64,
  description: "Unique to the letter",
  examples: ["short"],
} as const;

/** The path of one rule or hold. */
export const NAMED = object({ name: NAME });

const TERMS = {
  days: DAYS,
  categories: {
    type: "array",
    maxItems: 20,
    items: TEXT,
    description: "Events of these categories alone; of every one when empty or absent",
  },
  site: {
    type: "string",
    maxLength: MAX_NAME_CHARACTERS,
    description: "Events of the panels of this site alone; of every panel when empty or absent",
  },
  own: {
    type: "boolean",
    description: "Doorbook's own events instead of the panels'; no other rule is about them",
  },
} as const;

/** What is said of how long events are kept. */
export const TERMS_BODY = {
  ...object(TERMS, ["categories", "site", "own"]),
  examples: [{ days: 90, categories: ["info"] }],
} as const;

/** Which events a hold keeps. */
export const HOLD_BODY = {
  ...object({
    query: { type: "string", minLength: 1, maxLength: 4096, description: "A query of the book" },
  }),
  examples: [{ query: "owner eq 'Olena' and occurred ge 2026-01-01" }],
} as const;

/** How it stands with a rule. */
export const RULE = object({
  name: NAME,
  ...TERMS,
  setAt: TIME,
  state: {
    type: "string",
    enum: ["new", "sweeping", "kept", "unconfirmed"],
    description:
      "`new`: it begins at `waitsUntil`, or when run. `sweeping`: events are being taken out. `kept`: none is left but what holds keep. `unconfirmed`: it would take out more than a few days at once, and waits to be run",
  },
  waitsUntil: TIME_OR_NULL("When a new rule begins"),
  edge: TIME_OR_NULL("Events that happened before it are not kept"),
  movedAt: TIME_OR_NULL("When the edge moved there"),
  deleted: { ...COUNT, description: "How many events were taken out since" },
  left: {
    ...COUNT,
    description: "How many could not be taken out yet, such as the newest event of the log",
  },
  deletedEver: { ...COUNT, description: "How many ever, under this name" },
  refused: { ...COUNT, description: "How many came in below the edge and were not kept" },
});

/** A hold as it is told. */
export const HOLD = object({
  name: NAME,
  query: { type: "string", description: "Which events it keeps" },
  setAt: { ...TIME, description: "When; relative times in the query go by it, Unix ms" },
});

/** How it stands with retention. */
export const RETENTION = {
  ...object({
    rules: { type: "array", items: RULE, description: "By name; any of them takes an event away" },
    holds: { type: "array", items: HOLD, description: "By name" },
    troubles: {
      type: "array",
      items: { type: "string" },
      description: "Why nothing is taken out, or a rule waits for a person; for people",
    },
    working: { type: "boolean", description: "Whether something is being done now" },
    waitingSince: TIME_OR_NULL("Since when it waits for exports to end"),
  }),
  description: "How it stands with each rule and hold",
} as const;

const NAMED_COUNTS = {
  type: "array",
  items: object({ name: { type: "string" }, count: COUNT }),
} as const;

/** What a rule would take away. */
export const PREVIEW = {
  ...object({
    edge: { ...TIME, description: "Events that happened before it would go, Unix ms" },
    count: { ...COUNT, description: "How many would go" },
    categories: { ...NAMED_COUNTS, description: "By category, the most first" },
    sites: { ...NAMED_COUNTS, description: "By site; of panels without one under the empty name" },
    oldest: TIME_OR_NULL("When the first of them happened"),
    newest: TIME_OR_NULL("When the last of them happened"),
    held: { ...COUNT, description: "How many more would go if no hold kept them" },
  }),
  description: "What would go now",
} as const;
