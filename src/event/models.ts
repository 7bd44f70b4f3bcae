/**
 * The models of events: which raw data a panel documents for them. They describe; nothing is refused
 * or dropped because it differs. Numbers of identifiers are integers by the page and strings on the
 * wire (observed); every reader takes both.
 *
 * Source: "Get logs list", `info.model`, anyOf MOD2 to MOD34, in the page's order and with its words.
 * MOD2, a firmware update's `status`, is not here: no event of the page carries it.
 */

/** The type of a field: a scalar, one of some strings, a list or an object. */
export type FieldType =
  | "string"
  | "integer"
  | "boolean"
  | "uuid"
  | readonly string[]
  | { readonly listOf: FieldType }
  | { readonly fields: ModelFields };

/** A field of a model with the page's words for it; where the page has none, `says` is empty. */
export interface Field {
  readonly type: FieldType;
  readonly says: string;
}

/** The fields of an object, by their wire names. */
export type ModelFields = Readonly<Record<string, Field>>;

/** A model: its number on the page (`none` for the empty one) and its fields. */
export interface Model {
  readonly id: string;
  readonly fields: ModelFields;
}

/** The types of identifier that the page names. */
export const IDENTIFIER_TYPES = [
  "card",
  "ukey",
  "input_code",
  "face_id",
  "qr",
  "license_plate",
] as const;

/** Who may ask for a lock to be opened. Source: "Get logs list", MOD10. */
export const REQUESTORS = ["web_ui", "link_app", "link_server", "link_guest_url", "api"] as const;

const field = (type: FieldType, says = ""): Field => ({ type, says });
const objects = (fields: ModelFields): FieldType => ({ listOf: { fields } });
const strings: FieldType = { listOf: "string" };

const accountType = field(["admin", "manager"], "Account type");
const openedLock = field("integer", "Opened lock number");

/** An event without raw data. */
export const EMPTY: Model = { id: "none", fields: {} };

export const M3: Model = { id: "M3", fields: { account_type: accountType } };

export const M4: Model = { id: "M4", fields: { account_type: accountType } };

const call: ModelFields = {
  number: field("string", "Call number"),
  answered: field("boolean", "Is call answered"),
};

export const M5: Model = { id: "M5", fields: call };

export const M6: Model = {
  id: "M6",
  fields: { ...call, answered: field("boolean", "Is call answered. Always 'true'") },
};

export const M7: Model = {
  id: "M7",
  fields: {
    number: field("integer", "Face ID number"),
    type: field("string", "Identifier type"),
    owner: field("string", "Identifier user name"),
    apartment_address: field("string", "Apartment address"),
    lock: field("integer", "Lock number"),
  },
};

export const M8: Model = {
  id: "M8",
  fields: {
    number: field("integer", "Identifier number"),
    type: field(IDENTIFIER_TYPES, "Identifier type"),
    owner: field("string", "Identifier owner name"),
    apartment_address: field("string", "Identifier address"),
    lock: field("integer", "Identifier lock number"),
  },
};

export const M9: Model = { id: "M9", fields: { code: field("string", "Access code") } };

/** M9 of a code that opened a lock, which it names (assumed). */
export const M9_WITH_LOCK: Model = { id: "M9 + lock", fields: { ...M9.fields, lock: openedLock } };

/** Whether its `lock` closes M9 or opens M10 the page does not show (assumed: M10). */
export const M10: Model = {
  id: "M10",
  fields: { lock: openedLock, requestor: field(REQUESTORS, "Requestor") },
};

export const M11: Model = {
  id: "M11",
  fields: { host: field("string", "Call host number"), lock: openedLock },
};

export const M12: Model = { id: "M12", fields: { lock: openedLock } };

export const M13: Model = { id: "M13", fields: { card: field("string", "card number") } };

export const M14: Model = { id: "M14", fields: { qr: field("string", "QR code") } };

export const M16: Model = {
  id: "M16",
  fields: {
    identifier_number: field("string", "Identifier number"),
    identifier_type: field(IDENTIFIER_TYPES, "Identifier type"),
  },
};

const credential: ModelFields = {
  identifier_number: field("string", "Identifier number"),
  auth_type: field("string", "Auth type"),
};
const user: ModelFields = {
  user_name: field("string", "User name"),
  user_info: field("string", "User info"),
};
const usedIdentifiers = field(objects({ ...credential, ...user }), "List of identifiers");
const apartments = field(strings, "List of Apartments");

export const M17: Model = {
  id: "M17",
  fields: {
    used_identifiers_list: usedIdentifiers,
    apartments_list: apartments,
    reject_reasons: field(
      objects({
        invalid_identifier: field({ fields: credential }, "Invalid identifier info"),
        invalid_identifier_time_rules: field(
          objects(credential),
          "List of Identifiers with invalid time rule",
        ),
        not_enough_passes_for_identifier: field(
          objects(credential),
          "List of Identifiers with invalid pass rules",
        ),
        not_valid_time_profile_for_identifier: field(
          objects(credential),
          "List of Identifiers with not valid TimeProfile",
        ),
        not_valid_time_profile_for_user: field({ fields: user }, "User with not valid TimeProfile"),
        not_enough_identifiers_for_current_authentication_type: field(
          { listOf: ["face_id", "card", "qr"] },
          "Not enough identifier for multifactor access",
        ),
        recognition_type_is_not_enabled: field(
          {
            fields: {
              recognition_type_is_not_enabled: field(["qr", "face_id"], "Recognition type"),
            },
          },
          "Recognition is disabled but face_id/QR auth type is present in multifactor access or User's custom access rule",
        ),
      }),
      "List of reject reasons",
    ),
  },
};

export const M18: Model = {
  id: "M18",
  fields: {
    used_identifiers_list: usedIdentifiers,
    apartments_list: apartments,
    lock_number: openedLock,
  },
};

export const M19: Model = {
  id: "M19",
  fields: {
    identifier_number: field("string", "Identifier number"),
    identifier_type: field("string", "identifier type"),
  },
};

/** How the lists in M20 and M21 nest is assumed. */
const sharedIdentifiers = field(
  objects({
    name: field("string", "Identifier name"),
    users_list: field(objects(user), "List of Users"),
    number: field("string", "Identifier number"),
    type: field(["license_plate"], "Identifier type, only 'license_plate'"),
  }),
  "List of used Identifier names",
);
const sharedOwner: ModelFields = { owner_name: field("string", "Owner name") };

export const M20: Model = {
  id: "M20",
  fields: {
    used_identifiers_list: sharedIdentifiers,
    apartments_list: apartments,
    lock_number: openedLock,
  },
};

export const M21: Model = {
  id: "M21",
  fields: {
    used_identifiers_list: sharedIdentifiers,
    apartments_list: apartments,
    reject_reasons: field(
      objects({
        not_enough_passes_for_shared_identifier: field(
          objects(sharedOwner),
          "Not enough passes list",
        ),
        invalid_shared_identifier_time_rules: field(
          objects(sharedOwner),
          "Invalid shared identifier time rules",
        ),
        not_valid_time_profile_for_shared_identifier: field(
          objects(sharedOwner),
          "Not valid TimeProfile for shared Identifier",
        ),
        not_valid_time_profile_for_user: field(
          { fields: user },
          "Not valid TimeProfile for shared User",
        ),
      }),
      "List of reject reasons",
    ),
  },
};

const linkId = field(
  "uuid",
  "Unique entity set by the server to bind some parameters with each other. By default return null value",
);

/** The `link_id` that closes M26 on the page may open M27: it is optional in both (assumed). */
export const M26: Model = {
  id: "M26",
  fields: {
    number: field("integer", "Identifier number"),
    type: field("string", "Identifier type"),
    owner: field("string", "Owner name"),
    apartment_address: field("string", "Address"),
    lock: field("integer", "Opened lock"),
    link_id: linkId,
  },
};

export const M27: Model = {
  id: "M27",
  fields: { ...M26.fields, type: field(IDENTIFIER_TYPES, "Identifier type") },
};

/** The time is in seconds. */
export const M28: Model = {
  id: "M28",
  fields: { lock_opened_time: field("integer", "Lock is open time in seconds") },
};

export const M29: Model = { id: "M29", fields: call };

const named = (id: string, shortName: string): ModelFields => ({
  id: field("integer", id),
  short_name: field("string", shortName),
});
const caller = field(
  { fields: { link_id: linkId, name: field("string", "User name") } },
  "Caller user info",
);
const destination = field(
  { fields: named("Destination id", "Destination short name") },
  "Destination info",
);
const liftError = field({ fields: { message: field("string", "Error message") } }, "Error message");

const lift = (fields: ModelFields): ModelFields => ({
  info: field({ fields }, "Lift call information"),
});

export const M32: Model = {
  id: "M32",
  fields: lift({
    user: caller,
    destination,
    lift: field({ fields: named("Lift id", "Lift name") }, "Lift info"),
  }),
};

export const M33: Model = {
  id: "M33",
  fields: lift({ user: caller, destination, error: liftError }),
};

/** The page prints `errormessage`; read as M33's `error.message` (assumed). */
export const M34: Model = { id: "M34", fields: lift({ user: caller, error: liftError }) };
