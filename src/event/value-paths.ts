import type { ValuePath } from "./event-condition.ts";

const REASONS = ["model", "reject_reasons"] as const;
const USED = ["model", "used_identifiers_list"] as const;

/** The reasons for a refusal that name the identifiers. Source: "Get logs list", MOD17. */
const REASONS_WITH_IDENTIFIERS = [
  "invalid_identifier",
  "invalid_identifier_time_rules",
  "not_enough_passes_for_identifier",
  "not_valid_time_profile_for_identifier",
] as const;

/** The reasons for a refusal that name the owners. Source: "Get logs list", MOD21. */
const REASONS_WITH_OWNERS = [
  "not_enough_passes_for_shared_identifier",
  "invalid_shared_identifier_time_rules",
  "not_valid_time_profile_for_shared_identifier",
] as const;

/**
 * Where events have what people ask for by one name, the likeliest place first. Source: "Get logs list",
 * `info.model`; of `account`, Doorbook's own events.
 */
export const VALUE_PATHS = {
  owner: [
    ["model", "owner"],
    [...USED, "user_name"],
    [...USED, "users_list", "user_name"],
    [...REASONS, "not_valid_time_profile_for_user", "user_name"],
    ...REASONS_WITH_OWNERS.map((reason): ValuePath => [...REASONS, reason, "owner_name"]),
    ["model", "info", "user", "name"],
  ],
  number: [
    ["model", "number"],
    ["model", "identifier_number"],
    ["model", "card"],
    ["model", "qr"],
    [...USED, "identifier_number"],
    [...USED, "number"],
    ...REASONS_WITH_IDENTIFIERS.map((reason): ValuePath => [
      ...REASONS,
      reason,
      "identifier_number",
    ]),
    ["model", "host"],
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
    [...USED, "auth_type"],
    [...USED, "type"],
    ...REASONS_WITH_IDENTIFIERS.map((reason): ValuePath => [...REASONS, reason, "auth_type"]),
  ],
  requestor: [["model", "requestor"]],
  code: [["model", "code"]],
  account: [
    ["extra", "account"],
    ["model", "account"],
  ],
} as const satisfies Readonly<Record<string, readonly ValuePath[]>>;

/** What people ask for by one name, wherever events have it. */
export type ValueName = keyof typeof VALUE_PATHS;
