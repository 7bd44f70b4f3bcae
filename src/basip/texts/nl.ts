import type { LocaleTexts } from "./locale-texts.ts";

/** Dutch. All of it is ours. */
export const nl: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Ongeldig identificatiemiddel",
    access_denied_by_not_valid_face_identifier: "Ongeldige gezichts-ID",
    access_denied_by_not_valid_input_code: "Onjuiste toegangscode",
    access_denied_by_remote_server_api_call: "Toegang geweigerd door externe server",
    access_denied_by_unknown_card: "Onbekend identificatiemiddel",
    access_denied_by_unknown_qr: "Onbekende QR-code",
    access_denied_unknown_identifier: "Toegang geweigerd: onbekend identificatiemiddel",
    access_denied_by_not_valid_shared_identifier:
      "Toegang geweigerd voor gedeeld identificatiemiddel",
    identifiers_without_linkage_to_user_access_denied:
      "Identificatiemiddelen zonder gekoppelde gebruiker niet toegestaan",
    multi_access_denied: "Toegang geweigerd bij multifactorauthenticatie",
    access_granted_by_api_call: "Toegang verleend",
    access_granted_by_call_host: "Slot geopend vanaf opgeroepen toestel",
    access_granted_by_master_code: "Algemene toegangscode ingevoerd",
    access_granted_by_remote_server_api_call: "Toegang verleend door externe server",
    access_granted_by_valid_identifier: "Slot geopend met identificatiemiddel",
    access_granted_by_valid_face_identifier: "Slot geopend met gezichtsherkenning",
    access_granted_by_shared_identifier: "Toegang verleend met gedeeld identificatiemiddel",
    multi_access_granted: "Toegang verleend met multifactorauthenticatie",
    lock_was_opened_by_exit_btn: "Slot geopend met exitknop",
    lock_was_opened_by_free_access_button: "Slot geopend met knop voor vrije toegang",
    emergency_lock_is_opened: "Slot geopend wegens alarm",
    door_was_opened: "Deur geopend",
    door_was_closed: "Deur gesloten",
    door_sensor_was_opened: "Deurcontact geopend",
    door_sensor_was_closed: "Deurcontact gesloten",
    lift_call_success: "Liftoproep geslaagd",
    lift_call_error: "Liftoproep mislukt",
    lift_module_access_error: "Liftmodule niet bereikbaar",
    incoming_call: "Inkomende oproep",
    outgoing_call: "Uitgaande oproep",
    outgoing_call_missed: "Onbeantwoorde uitgaande oproep",
    outgoing_call_web: "Uitgaande oproep vanuit de webinterface",
    device_booted: "Apparaat opgestart",
    sip_registration_lost: "SIP-registratie weggevallen",
    successful_login_api_call: "Aanmelding bij de webinterface",
    successful_login_gui_settings: "Aanmelding bij het instellingenmenu op het apparaat",
    incorrect_login_api_call: "Mislukte aanmeldpoging bij de webinterface",
    incorrect_login_gui_settings: "Mislukte aanmeldpoging bij het instellingenmenu op het apparaat",
    door_was_not_closed_too_long: "Deur te lang open",
    tamper_event: "Sabotagecontact geactiveerd",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Ongeldig identificatiemiddel[ {number}] gebruikt[, houder {owner}][, appartement {apartment_address}][, slot {lock} niet geopend]",
    access_denied_by_not_valid_face_identifier:
      "Ongeldige gezichts-ID[ {number}] gebruikt[, houder {owner}][, appartement {apartment_address}][, slot {lock} niet geopend]",
    access_denied_by_not_valid_input_code: "Onjuiste toegangscode[ {code}] ingevoerd",
    access_denied_by_remote_server_api_call: "Toegang geweigerd door de externe server",
    access_denied_by_unknown_card: "Onbekend identificatiemiddel[ {card|number}] gebruikt",
    access_denied_by_unknown_qr: "Onbekende QR-code[ {qr|number}] gebruikt",
    access_denied_unknown_identifier:
      "Toegang geweigerd: onbekend identificatiemiddel[ {identifier_number|number}][ ({identifier_type|type:identifierType})]",
    access_denied_by_not_valid_shared_identifier:
      "Toegang geweigerd voor gedeeld identificatiemiddel[: {used_identifiers_list:sharedIdentifier}][, appartementen: {apartments_list}][, reden: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Toegang geweigerd: identificatiemiddel[ {identifier_number|number}][ ({identifier_type|type:identifierType})] niet aan een gebruiker gekoppeld",
    multi_access_denied:
      "Toegang geweigerd bij multifactorauthenticatie[, identificatiemiddelen: {used_identifiers_list:identifier}][, appartementen: {apartments_list}][, reden: {reject_reasons:rejectReason}]",
    access_granted_by_api_call:
      "Slot[ {lock}] geopend[ {requestor:requestor}| via een API-aanroep]",
    access_granted_by_call_host:
      "Slot[ {lock}] geopend vanaf [opgeroepen toestel {host}|het opgeroepen toestel]",
    access_granted_by_master_code:
      "Algemene toegangscode[ {code}] ingevoerd[, slot {lock} geopend]",
    access_granted_by_remote_server_api_call:
      "Toegang verleend door de externe server[, slot {lock} geopend]",
    access_granted_by_valid_identifier:
      "Geldig identificatiemiddel[ {number}] gebruikt[, houder {owner}][, appartement {apartment_address}][, slot {lock} geopend]",
    access_granted_by_valid_face_identifier:
      "Geldige gezichts-ID[ {number}] gebruikt[, houder {owner}][, appartement {apartment_address}][, slot {lock} geopend]",
    access_granted_by_shared_identifier:
      "Toegang verleend met gedeeld identificatiemiddel[: {used_identifiers_list:sharedIdentifier}][, appartementen: {apartments_list}][, slot {lock_number|lock} geopend]",
    multi_access_granted:
      "Toegang verleend met multifactorauthenticatie[, identificatiemiddelen: {used_identifiers_list:identifier}][, appartementen: {apartments_list}][, slot {lock_number|lock} geopend]",
    lock_was_opened_by_exit_btn: "Slot[ {lock}] geopend met de exitknop",
    lock_was_opened_by_free_access_button: "Slot[ {lock}] geopend met de knop voor vrije toegang",
    emergency_lock_is_opened: "Slot[ {lock}] geopend wegens een alarm",
    door_was_opened: "Deur geopend",
    door_was_closed: "Deur gesloten",
    door_sensor_was_opened: "Deur geopend volgens het deurcontact",
    door_sensor_was_closed: "Deur gesloten volgens het deurcontact",
    lift_call_success:
      "Lift[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}] opgeroepen[ door {info.user.name|user.name}][, bestemming {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Liftoproep[ door {info.user.name|user.name}] mislukt[, bestemming {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, fout: {info.error.message|error.message}]",
    lift_module_access_error:
      "Liftmodule niet bereikbaar[, gebruiker {info.user.name|user.name}][, fout: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Inkomende oproep[ van {number}][ {answered:answered}]",
    outgoing_call: "Uitgaande oproep[ naar {number}][ {answered:answered}]",
    outgoing_call_missed: "Uitgaande oproep[ naar {number}] niet beantwoord",
    outgoing_call_web:
      "Uitgaande oproep vanuit de webinterface[ naar {number}][, {answered:answered}]",
    device_booted: "Apparaat opgestart",
    sip_registration_lost: "SIP-registratie weggevallen",
    successful_login_api_call:
      "Geslaagde aanmelding[ ({account_type:accountType})] bij de webinterface[, aantal keren: {count}]",
    successful_login_gui_settings:
      "Geslaagde aanmelding[ ({account_type:accountType})] bij het instellingenmenu op het apparaat",
    incorrect_login_api_call:
      "Mislukte aanmeldpoging[ ({account_type:accountType})] bij de webinterface[, aantal keren: {count}]",
    incorrect_login_gui_settings:
      "Mislukte aanmeldpoging[ ({account_type:accountType})] bij het instellingenmenu op het apparaat",
    door_was_not_closed_too_long: "Deur te lang open[, slot al {lock_opened_time} s open]",
    tamper_event: "Sabotagecontact van het apparaat geactiveerd",
  },
  own: {
    doorbook_log_cleared: {
      name: "Logboek gewist voor één account",
      detail:
        "Logboek[ van paneel {panel}] gewist voor één account[: {account}]; er zijn geen gebeurtenissen verwijderd",
    },
    doorbook_panel_live: {
      name: "Paneel meldt zich weer",
      detail: "[Paneel {panel}|Het paneel][ ({name})] meldt zich weer",
    },
    doorbook_panel_silent: {
      name: "Paneel meldt zich niet meer",
      detail: "Niets gehoord van [paneel {panel}|het paneel][ ({name})][ sinds {since}]",
    },
    doorbook_panel_refused: {
      name: "Paneel weigert de aanmelding",
      detail:
        "[Paneel {panel}|Het paneel][ ({name})] weigert de aanmelding van Doorbook[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Achterstand van een paneel wordt ingelezen",
      detail:
        "Gebeurtenissen van [paneel {panel}|het paneel][ ({name})] worden ingelezen[, nog te gaan: {events}]",
    },
    doorbook_clock_off: {
      name: "Klok van een paneel loopt niet gelijk",
      detail:
        "De klok van [paneel {panel}|het paneel][ ({name})] loopt niet gelijk[, afwijking: {offset}]",
    },
    doorbook_clock_right: {
      name: "Klok van een paneel loopt weer gelijk",
      detail: "De klok van [paneel {panel}|het paneel][ ({name})] loopt weer gelijk",
    },
    doorbook_clock_jumped: {
      name: "Klok van een paneel versprong",
      detail:
        "De klok van [paneel {panel}|het paneel][ ({name})] versprong[, afwijking ervoor: {from}][, afwijking nu: {to}]",
    },
    doorbook_gap: {
      name: "Gebeurtenissen ontbreken",
      detail:
        "Er ontbreken gebeurtenissen van [paneel {panel}|het paneel][ ({name})][ vanaf {from}][ tot {to}][, minstens {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Syslogregels verloren",
      detail:
        "Syslogregels zijn bij ontvangst verloren gegaan[ via {protocol}][, aantal regels: {count}]",
    },
    doorbook_panel_added: {
      name: "Paneel toegevoegd",
      detail:
        "[Paneel {panel}|Een paneel][ ({name})] is toegevoegd aan de panelenlijst van Doorbook[ door {account}]",
    },
    doorbook_panel_changed: {
      name: "Paneel gewijzigd",
      detail:
        "[Paneel {panel}|Een paneel][ ({name})] is gewijzigd in de panelenlijst van Doorbook[ door {account}]",
    },
    doorbook_panel_removed: {
      name: "Paneel verwijderd",
      detail:
        "[Paneel {panel}|Een paneel][ ({name})] is verwijderd uit de panelenlijst van Doorbook[ door {account}]",
    },
    doorbook_account_added: {
      name: "Account toegevoegd",
      detail:
        "[Account {account}|Een account] is toegevoegd[ door {by}][, type: {type}][, locaties: {sites}][, panelen: {panels}]",
    },
    doorbook_account_changed: {
      name: "Account gewijzigd",
      detail:
        "[Account {account}|Een account] is gewijzigd[ door {by}][: {changed:accountChange}][, type: {type}][, locaties: {sites}][, panelen: {panels}]",
    },
    doorbook_account_removed: {
      name: "Account verwijderd",
      detail: "[Account {account}|Een account] is verwijderd[ door {by}]",
    },
    doorbook_token_made: {
      name: "Persoonlijk token aangemaakt",
      detail:
        "[Persoonlijk token {token}|Een persoonlijk token][ van account {account}] is aangemaakt[ door {by}][, rechten: {rights}][, locaties: {sites}][, panelen: {panels}][, geldig tot {expires}]",
    },
    doorbook_token_revoked: {
      name: "Persoonlijk token ingetrokken",
      detail:
        "[Persoonlijk token {token}|Een persoonlijk token][ van account {account}] is ingetrokken[ door {by}]",
    },
    doorbook_log_read: {
      name: "Logboek geraadpleegd",
      detail:
        "Logboek geraadpleegd[ door {account}][ met token {token}][, vraag: {query}][, overige vragen: {count}]",
    },
    doorbook_owners_imported: {
      name: "Namen van eigenaars ingelezen",
      detail:
        "Namen van eigenaars zijn ingelezen[ door {account}][, nieuw: {added}][, gewijzigd: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Namen van eigenaars gewist",
      detail: "Namen van eigenaars zijn gewist[ door {account}][, aantal namen: {count}]",
    },
    doorbook_site_changed: {
      name: "Locatie gewijzigd",
      detail: "[Locatie {site}|Een locatie] is gewijzigd[ door {account}][, tijdzone: {zone}]",
    },
    doorbook_site_removed: {
      name: "Locatie verwijderd",
      detail: "[Locatie {site}|Een locatie] is verwijderd[ door {account}]",
    },
    doorbook_log_imported: {
      name: "Gebeurtenissen ingelezen",
      detail:
        "Gebeurtenissen zijn ingelezen[ uit {file}][ door {account}][, nieuw: {added}][, bekend: {known}][, geweigerd: {refused}]",
    },
    doorbook_log_exported: {
      name: "Logboek geëxporteerd",
      detail:
        "Gebeurtenissen geëxporteerd[ door {account}][ met token {token}][, gebeurtenissen: {count}][, formaat: {format}][, vraag: {query}][, van: {from}][, tot: {to}]",
    },
    doorbook_retention_set: {
      name: "Bewaarregel ingesteld",
      detail:
        "Bewaarregel[ {rule}] is ingesteld[ door {account}][, dagen tot verwijdering: {days}][, categorieën: {categories}][, locatie {site}][, gebeurtenissen van {panel}]",
    },
    doorbook_retention_removed: {
      name: "Bewaarregel verwijderd",
      detail: "Bewaarregel[ {rule}] is verwijderd[ door {account}]",
    },
    doorbook_retention_edge: {
      name: "Bewaartermijn van gebeurtenissen verstreken",
      detail: "Gebeurtenissen[ van vóór {before}] worden niet meer bewaard[, bewaarregel: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Oude gebeurtenissen verwijderd",
      detail:
        "Gebeurtenissen[ van vóór {before}] zijn verwijderd[, aantal gebeurtenissen: {count}][, bewaarregel: {rule}]",
    },
    doorbook_hold_set: {
      name: "Bewaarplicht ingesteld",
      detail:
        "Bewaarplicht[ {hold}] is ingesteld[ door {account}][, bewaarde gebeurtenissen: {query}]",
    },
    doorbook_hold_released: {
      name: "Bewaarplicht opgeheven",
      detail: "Bewaarplicht[ {hold}] is opgeheven[ door {account}]",
    },
    doorbook_disk_low: {
      name: "Weinig schijfruimte",
      detail: "Er is weinig ruimte op de schijf van de server[, MB vrij: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Weer genoeg schijfruimte",
      detail: "Er is weer genoeg ruimte op de schijf van de server[, MB vrij: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Back-up gemaakt",
      detail: "Er is een back-up gemaakt[, gebeurtenissen: {events}][, tot en met nummer {seq}]",
    },
    doorbook_restored: {
      name: "Logboek teruggezet",
      detail:
        "Het logboek is teruggezet vanuit een back-up[ van {backup}][, gebeurtenissen: {events}][, tot en met nummer {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarm ingesteld",
      detail:
        "[Alarm {alarm}|Een alarm] is ingesteld[ door {account}][, toestand: {state}][, zoekvraag: {query}][, doel: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarm verwijderd",
      detail: "[Alarm {alarm}|Een alarm] is verwijderd[ door {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarm niet bezorgd",
      detail:
        "[Alarm {alarm}|Een alarm] kan niet worden bezorgd[ sinds {since}][, pogingen: {tries}][, laatste antwoord: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarm weer bezorgd",
      detail: "[Alarm {alarm}|Een alarm] wordt weer bezorgd[, na een onderbreking sinds {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarm opnieuw verzonden",
      detail:
        "[Gebeurtenissen van alarm {alarm}|Gebeurtenissen van een alarm] worden opnieuw verzonden[, op verzoek van {account}][, van {from}][ tot {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|nummer {number|identifier_number}]",
    "kaart {card}",
    "code: {code}",
    "QR-code {qr}",
    "houder {owner|owner_name|user_name|info.user.name|user.name}",
    "appartement {apartment_address}",
    "appartementen: {apartments_list}",
    "slot {lock|lock_number}",
    "toestel {host}",
    "status: {status}",
    "fout: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "kaart",
      ukey: "UKEY",
      input_code: "toegangscode",
      face_id: "Face ID",
      qr: "QR-code",
      license_plate: "kenteken",
      other: "{value}",
    },
    accountType: { admin: "systeembeheerder", manager: "manager", other: "{value}" },
    requestor: {
      web_ui: "via de webinterface",
      link_app: "via de Link-app",
      link_server: "via de Link-server",
      link_guest_url: "via een gast-URL van Link",
      api: "via een API-aanroep",
      other: "op verzoek van {value}",
    },
    answered: { true: "beantwoord", false: "niet beantwoord" },
    accountChange: { password: "wachtwoord", type: "type", scope: "bereik" },
    gapReason: {
      cleared: "het logboek van het paneel is gewist",
      forgotten: "het paneel was ze vergeten voordat ze gelezen konden worden",
      unread: "het paneel heeft ze, maar ze kunnen niet worden gelezen",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][ gekoppeld aan {users_list:user}]|{name}[ gekoppeld aan {users_list:user}]|gekoppeld aan {users_list:user}]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}ongeldig identificatiemiddel[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}identificatiemiddel[ ({invalid_identifier_time_rules:identifier})] niet toegestaan volgens tijdregels",
      "{not_enough_passes_for_identifier?}maximumaantal passages bereikt voor identificatiemiddel[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}identificatiemiddel[ ({not_valid_time_profile_for_identifier:identifier})] niet toegestaan volgens tijdprofiel",
      "{not_valid_time_profile_for_user?}gebruiker[ {not_valid_time_profile_for_user:user}] niet toegestaan volgens tijdprofiel",
      "{not_enough_identifiers_for_current_authentication_type?}onvoldoende identificatiemiddelen[, ontbrekend: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}herkenning niet ingeschakeld[ voor {recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType}]",
      "{not_enough_passes_for_shared_identifier?}maximumaantal passages bereikt voor gedeeld identificatiemiddel[ van {not_enough_passes_for_shared_identifier:sharedOwner}]",
      "{invalid_shared_identifier_time_rules?}gedeeld identificatiemiddel[ van {invalid_shared_identifier_time_rules:sharedOwner}] niet toegestaan volgens tijdregels",
      "{not_valid_time_profile_for_shared_identifier?}gedeeld identificatiemiddel[ van {not_valid_time_profile_for_shared_identifier:sharedOwner}] niet toegestaan volgens tijdprofiel",
    ],
  },
};
