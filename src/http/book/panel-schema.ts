import { MAX_NAME_CHARACTERS } from "../../event/event.ts";
import { PANEL_STATES, WAYS } from "../../fleet/health.ts";

/** A text for people, in one line; empty where nothing is said. */
const label = (description: string) =>
  ({
    type: "string",
    maxLength: MAX_NAME_CHARACTERS,
    pattern: String.raw`^\P{Cc}*$`,
    description,
  }) as const;

const TIME = { type: ["integer", "null"], minimum: 0 } as const;

/** What may be said of a panel. */
export const PANEL_LABELS = {
  name: label('For people, such as "Main entrance"'),
  site: label("The site that it belongs to"),
  building: label("The building that it is at"),
  entrance: label("The entrance that it is at"),
} as const;

/** Names of locks by their numbers. */
export const LOCKS = {
  type: "object",
  maxProperties: 100,
  propertyNames: { pattern: "^(?:0|[1-9][0-9]{0,2})$" },
  additionalProperties: label("A lock's name"),
  description: "Names of its locks, by their numbers",
} as const;

const MEMBERS = {
  serial: { type: "string", description: "What tells it from other panels" },
  ...PANEL_LABELS,
  locks: {
    type: "object",
    additionalProperties: { type: "string" },
    description: LOCKS.description,
  },
  family: { type: "string", description: "As it says itself, like `model` and `firmware`" },
  model: { type: "string", description: "Its model" },
  firmware: { type: "string", description: "Its firmware" },
  replaces: {
    type: ["string", "null"],
    description: "The panel that was at this door before; null for none",
  },
  ways: {
    type: "array",
    items: { type: "string", enum: WAYS },
    description: "How its events come, or are meant to",
  },
  state: {
    type: "string",
    enum: PANEL_STATES,
    description:
      "`new`: never heard of; `live`: heard of lately, and all is here; `catching_up`: more is to come; `silent`: not heard of for too long; `refused`: it refuses our login",
  },
  toCome: { type: "integer", description: "How many of its events are still to come" },
  gap: { type: "integer", description: "How many events it has that cannot be had" },
  trouble: {
    type: "string",
    description: "Why it cannot be read, for people; empty when all is well",
  },
  clockOffset: {
    type: ["number", "null"],
    description: "How far its clock is ahead of the server's, ms; null until it was measured",
  },
  clockOff: { type: "boolean", description: "Whether its clock counts as wrong" },
  heardSince: { ...TIME, description: "When it was first known, Unix ms; null for never" },
  firstSeen: { ...TIME, description: "When it was first heard of, Unix ms; null for never" },
  lastSeen: {
    ...TIME,
    description: "When it was last heard of, Unix ms, to the minute; null for never",
  },
} as const;

/** A panel, as the book shows it. */
export const PANEL_SCHEMA = {
  $id: "Panel",
  type: "object",
  description: "What is said of a panel, and how it is",
  required: Object.keys(MEMBERS),
  additionalProperties: false,
  properties: MEMBERS,
} as const;

/** {@link PANEL_SCHEMA} in an answer. */
export const PANEL_REF = { $ref: `${PANEL_SCHEMA.$id}#` } as const;
