import { RIGHTS } from "../../../accounts/rights.ts";
import { ACCOUNT_TYPES } from "../../../accounts/store.ts";

const TEXT = { type: "string", minLength: 1, maxLength: 128 } as const;
const TIME = { type: "integer", minimum: 0, description: "Milliseconds since 1970" } as const;
const NULL = { type: "null" } as const;

/** An account's or a token's name. */
export const NAME = { type: "string", minLength: 1, maxLength: 64 } as const;

/** A password in clear. */
export const PASSWORD = { type: "string", minLength: 1, maxLength: 1_024 } as const;

/** `admin` or `manager`. */
export const TYPE = { type: "string", enum: ACCOUNT_TYPES } as const;

/** Names of rights. */
export const RIGHT_LIST = {
  type: "array",
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
    sites: { type: "array", maxItems: 5_000, items: TEXT },
    panels: { type: "array", maxItems: 5_000, items: TEXT },
  },
} as const;

/** A scope, or `null` for everything. */
export const SCOPE_OR_NULL = { anyOf: [SCOPE, NULL] } as const;

/** A time, or `null` for none. */
export const TIME_OR_NULL = { anyOf: [TIME, NULL] } as const;

/** An account as it is told: never what checks its password. */
export const ACCOUNT = object({ name: NAME, type: TYPE, scope: SCOPE_OR_NULL, createdAt: TIME });

/** A personal token as it is told. */
export const TOKEN = object({
  id: { type: "integer", minimum: 1 },
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
