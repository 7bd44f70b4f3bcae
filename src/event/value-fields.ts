import type { ValuePath } from "./event-condition.ts";

const USED = "used_identifiers_list";
const REASONS = "reject_reasons";

/** Reasons why several factors were refused, by what they name. Source: "Get logs list", MOD17, MOD21. */
const IDENTIFIER_REASONS = [
  "invalid_identifier",
  "invalid_identifier_time_rules",
  "not_enough_passes_for_identifier",
  "not_valid_time_profile_for_identifier",
] as const;

const OWNER_REASONS = [
  "not_enough_passes_for_shared_identifier",
  "invalid_shared_identifier_time_rules",
  "not_valid_time_profile_for_shared_identifier",
] as const;

/**
 * Where events have what people ask for by one name: panels put it in a different member for each kind
 * of event. Of several values the first path's comes first. Source: "Get logs list", models; `account`
 * is where Doorbook's own events have it.
 */
export const VALUE_FIELDS = {
  number: [
    ["model", "number"],
    ["model", "identifier_number"],
    ["model", "card"],
    ["model", "qr"],
    ["model", USED, "identifier_number"],
    ["model", USED, "number"],
    ...IDENTIFIER_REASONS.map((reason) => ["model", REASONS, reason, "identifier_number"] as const),
    ["model", "host"],
  ],
  owner: [
    ["model", "owner"],
    ["model", USED, "user_name"],
    ["model", USED, "users_list", "user_name"],
    ["model", REASONS, "not_valid_time_profile_for_user", "user_name"],
    ...OWNER_REASONS.map((reason) => ["model", REASONS, reason, "owner_name"] as const),
    ["model", "info", "user", "name"],
  ],
  apartment: [
    ["model", "apartment_address"],
    ["model", "apartments_list"],
  ],
  lock: [
    ["model", "lock"],
    ["model", "lock_number"],
  ],
  type: [
    ["model", "type"],
    ["model", "identifier_type"],
    ["model", USED, "auth_type"],
    ["model", USED, "type"],
    ...IDENTIFIER_REASONS.map((reason) => ["model", REASONS, reason, "auth_type"] as const),
  ],
  requestor: [["model", "requestor"]],
  code: [["model", "code"]],
  account: [
    ["extra", "account"],
    ["model", "account"],
    ["model", "by"],
  ],
} as const satisfies Readonly<Record<string, readonly ValuePath[]>>;

/** A name of {@link VALUE_FIELDS}. */
export type ValueField = keyof typeof VALUE_FIELDS;
