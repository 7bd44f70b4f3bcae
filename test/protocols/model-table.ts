/** A documented model as an event of a panel carries it. */
export interface ModelRow {
  readonly key: string;
  /** Its number on the page. */
  readonly id: string;
  /** Compact JSON. */
  readonly model: string;
  /** What the event's text says of it in every language. */
  readonly says: readonly string[];
}

/** The types of identifier. */
const TYPES = ["card", "ukey", "input_code", "face_id", "qr", "license_plate"];

function row(key: string, id: string, model: object, says: readonly string[] = []): ModelRow {
  return { key, id, model: JSON.stringify(model), says };
}

/** Logins. */
export const LOGIN_MODELS: readonly ModelRow[] = [
  "successful_login_api_call",
  "successful_login_gui_settings",
  "incorrect_login_api_call",
  "incorrect_login_gui_settings",
].flatMap((key) =>
  ["admin", "manager"].map((type) =>
    row(key, key === "successful_login_api_call" ? "M3" : "M4", { account_type: type }),
  ),
);

/** Calls. */
export const CALL_MODELS: readonly ModelRow[] = [
  row("incoming_call", "M6", { number: "101", answered: true }, ["101"]),
  row("outgoing_call", "M5", { number: "102", answered: true }, ["102"]),
  row("outgoing_call", "M5", { number: "102", answered: false }, ["102"]),
  row("outgoing_call_missed", "M29", { number: "104", answered: false }, ["104"]),
  row("outgoing_call_web", "M29", { number: "105", answered: true }, ["105"]),
  row("outgoing_call_web", "M29", { number: "105", answered: false }, ["105"]),
];

const OWNED = { owner: "Олена Кит", apartment_address: "7-B", lock: 31 };
const SAID = ["3090069", "Олена Кит", "7-B", "31"];

/** Identifiers that are known. */
export const IDENTIFIER_MODELS: readonly ModelRow[] = [
  ...TYPES.flatMap((type) => [
    row("access_denied_by_not_valid_identifier", "M8", { number: 3_090_069, type, ...OWNED }, SAID),
    row("access_granted_by_valid_identifier", "M27", { number: 3_090_069, type, ...OWNED }, SAID),
  ]),
  row(
    "access_denied_by_not_valid_face_identifier",
    "M7",
    { number: 3_090_069, type: "face", ...OWNED },
    SAID,
  ),
  ...[null, "7c9e6679-7425-40de-944b-e07fc1f90ae7"].map((link) =>
    row(
      "access_granted_by_valid_face_identifier",
      "M26",
      { number: 3_090_069, type: "face", ...OWNED, link_id: link },
      SAID,
    ),
  ),
];

/** Codes, and what nobody knows. */
export const UNKNOWN_MODELS: readonly ModelRow[] = [
  row("access_denied_by_not_valid_input_code", "M9", { code: "0042" }, ["0042"]),
  row("access_denied_by_unknown_card", "M13", { card: "00A1B2" }, ["00A1B2"]),
  row("access_denied_by_unknown_qr", "M14", { qr: "QR-77" }, ["QR-77"]),
  ...TYPES.map((type) =>
    row(
      "access_denied_unknown_identifier",
      "M16",
      { identifier_number: "5512", identifier_type: type },
      ["5512"],
    ),
  ),
  row(
    "identifiers_without_linkage_to_user_access_denied",
    "M19",
    { identifier_number: "5513", identifier_type: "card" },
    ["5513"],
  ),
];

/** Locks that were opened. */
export const LOCK_MODELS: readonly ModelRow[] = [
  row("access_granted_by_master_code", "M9 + lock", { code: "0042", lock: 31 }, ["0042", "31"]),
  ...["web_ui", "link_app", "link_server", "link_guest_url", "api"].map((requestor) =>
    row("access_granted_by_api_call", "M10", { lock: 31, requestor }, ["31"]),
  ),
  row("access_granted_by_call_host", "M11", { host: "sip:9@10.0.0.5", lock: 31 }, [
    "sip:9@10.0.0.5",
    "31",
  ]),
  ...[
    "access_granted_by_remote_server_api_call",
    "lock_was_opened_by_exit_btn",
    "lock_was_opened_by_free_access_button",
    "emergency_lock_is_opened",
  ].map((key) => row(key, "M12", { lock: 31 }, ["31"])),
];

const USED = {
  used_identifiers_list: [
    { identifier_number: "5501", auth_type: "card", user_name: "Ann", user_info: "night shift" },
    { identifier_number: "5502", auth_type: "face_id", user_name: "Bob", user_info: "" },
  ],
  apartments_list: ["71", "72"],
};
const USED_SAID = ["5501", "Ann", "5502", "Bob", "71", "72"];

const credential = (number: string) => ({ identifier_number: number, auth_type: "card" });
const user = (name: string) => ({ user_name: name, user_info: "info" });

/** More than one factor. */
export const MULTI_MODELS: readonly ModelRow[] = [
  row("multi_access_granted", "M18", { ...USED, lock_number: 31 }, [...USED_SAID, "31"]),
  ...[
    [{ invalid_identifier: credential("5601") }, ["5601"]],
    [{ invalid_identifier_time_rules: [credential("5602")] }, ["5602"]],
    [{ not_enough_passes_for_identifier: [credential("5603")] }, ["5603"]],
    [
      { not_valid_time_profile_for_identifier: [credential("5604"), credential("5605")] },
      ["5604", "5605"],
    ],
    [{ not_valid_time_profile_for_user: user("Carol") }, ["Carol"]],
    [{ not_enough_identifiers_for_current_authentication_type: ["face_id", "card", "qr"] }, []],
    [{ recognition_type_is_not_enabled: { recognition_type_is_not_enabled: "qr" } }, []],
  ].map(([reason = {}, says = []]) =>
    row("multi_access_denied", "M17", { ...USED, reject_reasons: [reason] }, [
      ...USED_SAID,
      ...(Array.isArray(says) ? says : []),
    ]),
  ),
];

const SHARED = {
  used_identifiers_list: [
    {
      name: "Delivery van",
      users_list: [user("Dora"), user("Emil")],
      number: "AA1234BB",
      type: "license_plate",
    },
  ],
  apartments_list: ["71", "72"],
};
const SHARED_SAID = ["Delivery van", "Dora", "Emil", "AA1234BB", "71", "72"];

/** Identifiers that several people share. */
export const SHARED_MODELS: readonly ModelRow[] = [
  row("access_granted_by_shared_identifier", "M20", { ...SHARED, lock_number: 31 }, [
    ...SHARED_SAID,
    "31",
  ]),
  ...[
    { not_enough_passes_for_shared_identifier: [{ owner_name: "Farid" }] },
    { invalid_shared_identifier_time_rules: [{ owner_name: "Farid" }] },
    { not_valid_time_profile_for_shared_identifier: [{ owner_name: "Farid" }] },
    { not_valid_time_profile_for_user: user("Farid") },
  ].map((reason) =>
    row(
      "access_denied_by_not_valid_shared_identifier",
      "M21",
      { ...SHARED, reject_reasons: [reason] },
      [...SHARED_SAID, "Farid"],
    ),
  ),
];

/** A door held open. */
export const DOOR_MODELS: readonly ModelRow[] = [
  row("door_was_not_closed_too_long", "M28", { lock_opened_time: 135 }, ["135"]),
];

const LIFT_USER = { user: { link_id: null, name: "Ann" } };
const TO_LOBBY = { destination: { id: 81, short_name: "Lobby" } };
const FAILURE = { error: { message: "E-42 no answer" } };

/** Lifts. */
export const LIFT_MODELS: readonly ModelRow[] = [
  row(
    "lift_call_success",
    "M32",
    { info: { ...LIFT_USER, ...TO_LOBBY, lift: { id: 91, short_name: "West" } } },
    ["Ann", "Lobby", "West"],
  ),
  row("lift_call_error", "M33", { info: { ...LIFT_USER, ...TO_LOBBY, ...FAILURE } }, [
    "Ann",
    "Lobby",
    "E-42 no answer",
  ]),
  row("lift_module_access_error", "M34", { info: { ...LIFT_USER, ...FAILURE } }, [
    "Ann",
    "E-42 no answer",
  ]),
];

/** Updates of the firmware. */
export const UPDATE_MODELS: readonly ModelRow[] = [
  "checking",
  "downloading",
  "backuping",
  "installing",
  "finishing",
  "error",
].map((status) => row("firmware_update", "M2", { status }, [status]));
