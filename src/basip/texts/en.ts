import type { LocaleTexts } from "./locale-texts.ts";

/**
 * English.
 *
 * Source: names, "Get logs list", the second example, to the letter. Three details are known:
 * of `access_granted_by_valid_identifier` (observed), of `successful_login_api_call` ("Get logs list",
 * the second example) and of `access_granted_by_api_call` from the web interface (the first example;
 * that it belongs to this key is assumed). All else is ours, in their voice.
 */
export const en: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Not valid identifier",
    access_denied_by_not_valid_face_identifier: "Not valid face identifier",
    access_denied_by_not_valid_input_code: "Wrong input code",
    access_denied_by_remote_server_api_call: "Access denied by remote server",
    access_denied_by_unknown_card: "Unknown identifier",
    access_denied_by_unknown_qr: "Unknown QR code",
    access_denied_unknown_identifier: "Access denied by unknown identifier",
    access_denied_by_not_valid_shared_identifier: "Access denied by shared identifier",
    identifiers_without_linkage_to_user_access_denied:
      "Identifiers without linkage to user are not allowed",
    multi_access_denied: "Multi factor access denied",
    access_granted_by_api_call: "Access granted",
    access_granted_by_call_host: "Lock opened by response device",
    access_granted_by_master_code: "General access code entered",
    access_granted_by_remote_server_api_call: "Access granted by remote server",
    access_granted_by_valid_identifier: "Lock opened by identifier",
    access_granted_by_valid_face_identifier: "Lock opened by face identifier",
    access_granted_by_shared_identifier: "Access granted by shared identifier",
    multi_access_granted: "Multi factor access granted",
    lock_was_opened_by_exit_btn: "Lock opened by exit button",
    lock_was_opened_by_free_access_button: "Lock opened by free access button",
    emergency_lock_is_opened: "The lock is open on alarm",
    door_was_opened: "Door was opened",
    door_was_closed: "Door was closed",
    door_sensor_was_opened: "Door sensor opened",
    door_sensor_was_closed: "Door sensor closed",
    lift_call_success: "Successful lift call",
    lift_call_error: "Failed to call the lift",
    lift_module_access_error: "Cannot access lift module",
    incoming_call: "Incoming call",
    outgoing_call: "Outgoing call",
    outgoing_call_missed: "Missed outgoing call",
    outgoing_call_web: "Outgoing call from web",
    device_booted: "Device booted",
    sip_registration_lost: "SIP registration lost",
    successful_login_api_call: "Login to the web interface",
    successful_login_gui_settings: "Entered to GUI settings",
    incorrect_login_api_call: "Failed login attempt to the web interface",
    incorrect_login_gui_settings: "Failed login attempt to the GUI settings",
    door_was_not_closed_too_long: "Door is not closed too long",
    tamper_event: "Tamper triggered",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Not valid identifier[ {number}] was used[, owner {owner}][, apartment {apartment_address}][, lock {lock} was not opened]",
    access_denied_by_not_valid_face_identifier:
      "Not valid face identifier[ {number}] was used[, owner {owner}][, apartment {apartment_address}][, lock {lock} was not opened]",
    access_denied_by_not_valid_input_code: "Wrong input code[ {code}] was entered",
    access_denied_by_remote_server_api_call: "Access was denied by the remote server",
    access_denied_by_unknown_card: "Unknown identifier[ {card|number}] was used",
    access_denied_by_unknown_qr: "Unknown QR code[ {qr|number}] was used",
    access_denied_unknown_identifier:
      "Access was denied: unknown identifier[ {identifier_number|number}][ ({identifier_type|type:identifierType})]",
    access_denied_by_not_valid_shared_identifier:
      "Access by shared identifier[ {used_identifiers_list:sharedIdentifier}] was denied[, apartments: {apartments_list}][, reason: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Access was denied: identifier[ {identifier_number|number}][ ({identifier_type|type:identifierType})] is not linked to any user",
    multi_access_denied:
      "Multi factor access was denied[, identifiers: {used_identifiers_list:identifier}][, apartments: {apartments_list}][, reason: {reject_reasons:rejectReason}]",
    access_granted_by_api_call: "Lock[ {lock}] opened[ {requestor:requestor}| by an API call]",
    access_granted_by_call_host:
      "Lock[ {lock}] was opened by [response device {host}|the response device]",
    access_granted_by_master_code:
      "General access code[ {code}] was entered[, lock {lock} was opened]",
    access_granted_by_remote_server_api_call:
      "Access was granted by the remote server[, lock {lock} was opened]",
    access_granted_by_valid_identifier:
      "Valid identifier[ {number}] was used[, owner {owner}][, apartment {apartment_address}][, lock {lock} was opened]",
    access_granted_by_valid_face_identifier:
      "Valid face identifier[ {number}] was used[, owner {owner}][, apartment {apartment_address}][, lock {lock} was opened]",
    access_granted_by_shared_identifier:
      "Access was granted by shared identifier[ {used_identifiers_list:sharedIdentifier}][, apartments: {apartments_list}][, lock {lock_number|lock} was opened]",
    multi_access_granted:
      "Multi factor access was granted[, identifiers: {used_identifiers_list:identifier}][, apartments: {apartments_list}][, lock {lock_number|lock} was opened]",
    lock_was_opened_by_exit_btn: "Lock[ {lock}] was opened by the exit button",
    lock_was_opened_by_free_access_button: "Lock[ {lock}] was opened by the free access button",
    emergency_lock_is_opened: "Lock[ {lock}] was opened because of an alarm",
    door_was_opened: "Door was opened",
    door_was_closed: "Door was closed",
    door_sensor_was_opened: "Door sensor reported that the door was opened",
    door_sensor_was_closed: "Door sensor reported that the door was closed",
    lift_call_success:
      "Lift[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}] was called[ by {info.user.name|user.name}][, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Lift call[ by {info.user.name|user.name}] failed[, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, error: {info.error.message|error.message}]",
    lift_module_access_error:
      "Lift module could not be accessed[, user {info.user.name|user.name}][, error: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Incoming call[ from {number}][ {answered:answered}]",
    outgoing_call: "Outgoing call[ to {number}][ {answered:answered}]",
    outgoing_call_missed: "Outgoing call[ to {number}] was missed",
    outgoing_call_web: "Outgoing call[ to {number}] from the web interface[ {answered:answered}]",
    device_booted: "Device started",
    sip_registration_lost: "SIP registration was lost",
    successful_login_api_call:
      "Successful[ ({account_type:accountType})] login to the web interface[, number of logins: {count}]",
    successful_login_gui_settings:
      "Successful[ ({account_type:accountType})] login to the GUI settings",
    incorrect_login_api_call:
      "Failed[ ({account_type:accountType})] login attempt to the web interface[, number of attempts: {count}]",
    incorrect_login_gui_settings:
      "Failed[ ({account_type:accountType})] login attempt to the GUI settings",
    door_was_not_closed_too_long:
      "Door was left open for too long[, the lock had been open for {lock_opened_time} s]",
    tamper_event: "Tamper sensor was triggered",
  },
  own: {
    doorbook_log_cleared: {
      name: "Log cleared for one account",
      detail:
        "Log[ of panel {panel}] was cleared for one account[: {account}]; no event was deleted",
    },
    doorbook_panel_live: {
      name: "Panel reports again",
      detail: "[Panel {panel}|The panel][ ({name})] reports again",
    },
    doorbook_panel_silent: {
      name: "Panel is silent",
      detail: "Nothing was heard from [panel {panel}|the panel][ ({name})][ since {since}]",
    },
    doorbook_panel_refused: {
      name: "Panel refuses the login",
      detail: "[Panel {panel}|The panel][ ({name})] refuses Doorbook's login[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Catching up with a panel",
      detail:
        "Events of [panel {panel}|the panel][ ({name})] are being caught up with[, still to come: {events}]",
    },
    doorbook_clock_off: {
      name: "Clock of a panel is off",
      detail: "Clock of [panel {panel}|the panel][ ({name})] is off[ by {offset}]",
    },
    doorbook_clock_right: {
      name: "Clock of a panel is right again",
      detail: "Clock of [panel {panel}|the panel][ ({name})] is right again",
    },
    doorbook_clock_jumped: {
      name: "Clock of a panel jumped",
      detail:
        "Clock of [panel {panel}|the panel][ ({name})] jumped[, off before by {from}][, off now by {to}]",
    },
    doorbook_gap: {
      name: "Events are missing",
      detail:
        "Events of [panel {panel}|the panel][ ({name})] are missing[ from {from}][ to {to}][, at least {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Syslog lines were lost",
      detail:
        "Lines of syslog were lost on the way in[ over {protocol}][, number of lines: {count}]",
    },
    doorbook_panel_added: {
      name: "Panel added",
      detail:
        "[Panel {panel}|A panel][ ({name})] was added to Doorbook's list of panels[ by {account}]",
    },
    doorbook_panel_changed: {
      name: "Panel changed",
      detail:
        "[Panel {panel}|A panel][ ({name})] was changed in Doorbook's list of panels[ by {account}]",
    },
    doorbook_panel_removed: {
      name: "Panel removed",
      detail:
        "[Panel {panel}|A panel][ ({name})] was removed from Doorbook's list of panels[ by {account}]",
    },
    doorbook_account_added: {
      name: "Account added",
      detail:
        "[Account {account}|An account] was added[ by {by}][, type: {type}][, sites: {sites}][, panels: {panels}]",
    },
    doorbook_account_changed: {
      name: "Account changed",
      detail:
        "[Account {account}|An account] was changed[ by {by}][: {changed:accountChange}][, type: {type}][, sites: {sites}][, panels: {panels}]",
    },
    doorbook_account_removed: {
      name: "Account removed",
      detail: "[Account {account}|An account] was removed[ by {by}]",
    },
    doorbook_token_made: {
      name: "Personal token made",
      detail:
        "[Personal token {token}|A personal token][ of account {account}] was made[ by {by}][, rights: {rights}][, sites: {sites}][, panels: {panels}][, valid until {expires}]",
    },
    doorbook_token_revoked: {
      name: "Personal token revoked",
      detail:
        "[Personal token {token}|A personal token][ of account {account}] was revoked[ by {by}]",
    },
    doorbook_log_read: {
      name: "Log was read",
      detail:
        "Log was read[ by {account}][ with token {token}][, question: {query}][, further questions: {count}]",
    },
    doorbook_owners_imported: {
      name: "Owners' names taken in",
      detail: "Owners' names were taken in[ by {account}][, new: {added}][, changed: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Owners' names forgotten",
      detail: "Owners' names were forgotten[ by {account}][, number of names: {count}]",
    },
    doorbook_site_changed: {
      name: "Site changed",
      detail: "[Site {site}|A site] was changed[ by {account}][, time zone: {zone}]",
    },
    doorbook_site_removed: {
      name: "Site removed",
      detail: "[Site {site}|A site] was removed[ by {account}]",
    },
    doorbook_log_imported: {
      name: "Events imported",
      detail:
        "Events were imported[ from {file}][ by {account}][, new: {added}][, known: {known}][, refused: {refused}]",
    },
    doorbook_log_exported: {
      name: "Log was exported",
      detail:
        "Events were exported[ by {account}][ with token {token}][, events: {count}][, format: {format}][, question: {query}][, from: {from}][, to: {to}]",
    },
    doorbook_retention_set: {
      name: "Retention rule set",
      detail:
        "Retention rule[ {rule}] was set[ by {account}][, events go after days: {days}][, categories: {categories}][, site {site}][, events of {panel}]",
    },
    doorbook_retention_removed: {
      name: "Retention rule removed",
      detail: "Retention rule[ {rule}] was removed[ by {account}]",
    },
    doorbook_retention_edge: {
      name: "Events become too old to keep",
      detail: "Events[ that happened before {before}] are no longer kept[, retention rule: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Old events deleted",
      detail:
        "Events[ that happened before {before}] were deleted[, number of events: {count}][, retention rule: {rule}]",
    },
    doorbook_hold_set: {
      name: "Legal hold set",
      detail: "Legal hold[ {hold}] was set[ by {account}][, events kept: {query}]",
    },
    doorbook_hold_released: {
      name: "Legal hold released",
      detail: "Legal hold[ {hold}] was released[ by {account}]",
    },
    doorbook_disk_low: {
      name: "Disk space is low",
      detail: "Room on the server's disk is low[, MB free: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Disk space is enough again",
      detail: "Room on the server's disk is enough again[, MB free: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Backup made",
      detail: "A backup was made[, events: {events}][, up to number {seq}]",
    },
    doorbook_restored: {
      name: "Log restored",
      detail:
        "The log was restored from a backup[ of {backup}][, events: {events}][, up to number {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarm set",
      detail:
        "[Alarm {alarm}|An alarm] was set[ by {account}][, state: {state}][, query: {query}][, target: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarm removed",
      detail: "[Alarm {alarm}|An alarm] was removed[ by {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarm not delivered",
      detail:
        "[Alarm {alarm}|An alarm] cannot be delivered[ since {since}][, tries: {tries}][, last answer: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarm delivered again",
      detail: "[Alarm {alarm}|An alarm] is delivered again[, after it was not since {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarm sent again",
      detail:
        "[Events of alarm {alarm}|Events of an alarm] are sent again[, asked for by {account}][, from {from}][ to {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|number {number|identifier_number}]",
    "card {card}",
    "code {code}",
    "QR code {qr}",
    "owner {owner|owner_name|user_name|info.user.name|user.name}",
    "apartment {apartment_address}",
    "apartments: {apartments_list}",
    "lock {lock|lock_number}",
    "host {host}",
    "status: {status}",
    "error: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "card",
      ukey: "UKEY",
      input_code: "input code",
      face_id: "Face ID",
      qr: "QR code",
      license_plate: "licence plate",
      other: "{value}",
    },
    accountType: { other: "{value}" },
    requestor: {
      web_ui: "from the web interface",
      link_app: "from the Link app",
      link_server: "from the Link server",
      link_guest_url: "by a Link guest URL",
      api: "by an API call",
      other: "by {value}",
    },
    answered: { true: "was answered", false: "was not answered" },
    accountChange: { password: "password", type: "type", scope: "scope" },
    gapReason: {
      cleared: "its log was cleared",
      forgotten: "the panel had forgotten them before they could be read",
      unread: "the panel has them, but they cannot be read",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[{number}[ ({type:identifierType}[, {name}][, users: {users_list:user}])| ({name}[, users: {users_list:user}])| (users: {users_list:user})]|{name}[ (users: {users_list:user})]|(users: {users_list:user})]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}not valid identifier[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}time rules do not allow identifier[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}no passes left for identifier[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}time profile does not allow identifier[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}time profile does not allow user[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}not enough identifiers[, missing {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}recognition is not enabled[ for {recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType}]",
      "{not_enough_passes_for_shared_identifier?}no passes left for shared identifier[ of {not_enough_passes_for_shared_identifier:sharedOwner}]",
      "{invalid_shared_identifier_time_rules?}time rules do not allow shared identifier[ of {invalid_shared_identifier_time_rules:sharedOwner}]",
      "{not_valid_time_profile_for_shared_identifier?}time profile does not allow shared identifier[ of {not_valid_time_profile_for_shared_identifier:sharedOwner}]",
    ],
  },
};
