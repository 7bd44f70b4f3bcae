/** A documented key: its category, its priority, its English name. */
export interface DictionaryRow {
  readonly key: string;
  readonly category: string;
  readonly priority: string;
  readonly name: string;
}

type Rows = Readonly<Record<string, readonly [priority: string, name: string]>>;

function rows(category: string, keys: Rows): readonly DictionaryRow[] {
  return Object.entries(keys).map(([key, [priority, name]]) => ({ key, category, priority, name }));
}

/** Access was refused. */
export const DENIED = rows("access", {
  access_denied_by_not_valid_identifier: ["high", "Not valid identifier"],
  access_denied_by_not_valid_face_identifier: ["high", "Not valid face identifier"],
  access_denied_by_not_valid_input_code: ["high", "Wrong input code"],
  access_denied_by_remote_server_api_call: ["high", "Access denied by remote server"],
  access_denied_by_unknown_card: ["high", "Unknown identifier"],
  access_denied_by_unknown_qr: ["high", "Unknown QR code"],
  access_denied_unknown_identifier: ["high", "Access denied by unknown identifier"],
  access_denied_by_not_valid_shared_identifier: ["high", "Access denied by shared identifier"],
  identifiers_without_linkage_to_user_access_denied: [
    "high",
    "Identifiers without linkage to user are not allowed",
  ],
  multi_access_denied: ["high", "Multi factor access denied"],
});

/** Access was granted. */
export const GRANTED = rows("access", {
  access_granted_by_api_call: ["medium", "Access granted"],
  access_granted_by_call_host: ["medium", "Lock opened by response device"],
  access_granted_by_master_code: ["medium", "General access code entered"],
  access_granted_by_remote_server_api_call: ["medium", "Access granted by remote server"],
  access_granted_by_valid_identifier: ["medium", "Lock opened by identifier"],
  access_granted_by_valid_face_identifier: ["medium", "Lock opened by face identifier"],
  access_granted_by_shared_identifier: ["medium", "Access granted by shared identifier"],
  multi_access_granted: ["medium", "Multi factor access granted"],
});

/** What locks and doors did. */
export const LOCKS_AND_DOORS = rows("access", {
  lock_was_opened_by_exit_btn: ["low", "Lock opened by exit button"],
  lock_was_opened_by_free_access_button: ["low", "Lock opened by free access button"],
  emergency_lock_is_opened: ["critical", "The lock is open on alarm"],
  door_was_opened: ["low", "Door was opened"],
  door_was_closed: ["low", "Door was closed"],
  door_sensor_was_opened: ["low", "Door sensor opened"],
  door_sensor_was_closed: ["low", "Door sensor closed"],
});

/** Calls of a lift. */
export const LIFTS = rows("access", {
  lift_call_success: ["low", "Successful lift call"],
  lift_call_error: ["medium", "Failed to call the lift"],
  lift_module_access_error: ["medium", "Cannot access lift module"],
});

/** Calls, and the device itself. */
export const CALLS_AND_DEVICE = rows("info", {
  incoming_call: ["low", "Incoming call"],
  outgoing_call: ["low", "Outgoing call"],
  outgoing_call_missed: ["low", "Missed outgoing call"],
  outgoing_call_web: ["low", "Outgoing call from web"],
  device_booted: ["medium", "Device booted"],
  sip_registration_lost: ["high", "SIP registration lost"],
});

/** Logins. */
export const LOGINS = rows("system", {
  successful_login_api_call: ["medium", "Login to the web interface"],
  successful_login_gui_settings: ["medium", "Entered to GUI settings"],
  incorrect_login_api_call: ["high", "Failed login attempt to the web interface"],
  incorrect_login_gui_settings: ["high", "Failed login attempt to the GUI settings"],
});

/** Emergencies. */
export const EMERGENCIES = rows("emergency", {
  door_was_not_closed_too_long: ["high", "Door is not closed too long"],
  tamper_event: ["critical", "Tamper triggered"],
});

/** Every documented key. Source: "Get logs list"; where category and priority are from: section 3.3. */
export const DICTIONARY: readonly DictionaryRow[] = [
  ...DENIED,
  ...GRANTED,
  ...LOCKS_AND_DOORS,
  ...LIFTS,
  ...CALLS_AND_DEVICE,
  ...LOGINS,
  ...EMERGENCIES,
];
