import { RIGHTS } from "../../../accounts/rights.ts";
import { ACCOUNT_TYPES } from "../../../accounts/store.ts";
import { MAX_OCCURRED_AT_MS } from "../../../event/event.ts";

const TEXT = { type: "string", minLength: 1, maxLength: 128 } as const;
const TIME = {
  type: "integer",
  minimum: 0,
  maximum: MAX_OCCURRED_AT_MS,
  description: "Milliseconds since 1970",
} as const;
const NULL = { type: "null" } as const;

/** An account's or a token's name. */
export const NAME = {
  type: "string",
  minLength: 1,
  maxLength: 64,
  description: "A name",
  examples: ["wallboard"],
} as const;

/** A password in clear. */
export const PASSWORD = {
  type: "string",
  minLength: 1,
  maxLength: 1_024,
  description: "A password in clear",
  examples: ["change-me"],
} as const;

/** `admin` or `manager`. */
export const TYPE = {
  type: "string",
  enum: ACCOUNT_TYPES,
  description: "`admin` may do everything within its scope, `manager` may log in and no more",
} as const;

/** Names of rights. */
export const RIGHT_LIST = {
  type: "array",
  description: "What may be done",
  minItems: 1,
  maxItems: RIGHTS.length,
  items: { type: "string", enum: RIGHTS },
} as const;

/** Sites and panels; at least one of them. */
export const SCOPE = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties: {
    sites: { type: "array", maxItems: 5_000, items: TEXT, description: "Names of sites" },
    panels: { type: "array", maxItems: 5_000, items: TEXT, description: "Serials of panels" },
  },
} as const;

/** A scope, or `null` for everything. */
export const SCOPE_OR_NULL = {
  anyOf: [SCOPE, NULL],
  description: "The sites and panels that it is held to; null for everything",
} as const;

/** A time, or `null` for none. */
export const TIME_OR_NULL = {
  anyOf: [TIME, NULL],
  description: "Unix ms; null for never",
} as const;

/** The answer of what is done and has nothing to tell. */
export const DONE = { type: "null", description: "It is done" } as const;

/** An account as it is told: never what checks its password. */
export const ACCOUNT = {
  ...object({ name: NAME, type: TYPE, scope: SCOPE_OR_NULL, createdAt: TIME }),
  description: "An account",
} as const;

/** A personal token as it is told. */
export const TOKEN = object({
  id: { type: "integer", minimum: 1, description: "By which it is revoked" },
  account: NAME,
  name: NAME,
  rights: RIGHT_LIST,
  scope: SCOPE_OR_NULL,
  createdAt: TIME,
  expiresAt: TIME_OR_NULL,
  lastUsedAt: TIME_OR_NULL,
});

/** An object of just these members, all of them there but the named ones. */
export function object<Properties extends Readonly<Record<string, object>>>(
  properties: Properties,
  optional: readonly (keyof Properties)[] = [],
) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", additionalProperties: false, required, properties } as const;
}
