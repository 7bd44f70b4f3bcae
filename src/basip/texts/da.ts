import type { LocaleTexts } from "./locale-texts.ts";

/** Danish. All of it is ours. */
export const da: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Ugyldigt identifikationsmiddel",
    access_denied_by_not_valid_face_identifier: "Ugyldigt ansigts-id",
    access_denied_by_not_valid_input_code: "Forkert dørkode",
    access_denied_by_remote_server_api_call: "Adgang nægtet af fjernserver",
    access_denied_by_unknown_card: "Ukendt identifikationsmiddel",
    access_denied_by_unknown_qr: "Ukendt QR-kode",
    access_denied_unknown_identifier: "Adgang nægtet: ukendt identifikationsmiddel",
    access_denied_by_not_valid_shared_identifier: "Adgang nægtet for delt identifikationsmiddel",
    identifiers_without_linkage_to_user_access_denied:
      "Identifikationsmidler uden tilknyttet bruger er ikke tilladt",
    multi_access_denied: "Adgang nægtet ved multifaktorgodkendelse",
    access_granted_by_api_call: "Adgang givet",
    access_granted_by_call_host: "Lås åbnet fra svarenhed",
    access_granted_by_master_code: "Fælles dørkode indtastet",
    access_granted_by_remote_server_api_call: "Adgang givet af fjernserver",
    access_granted_by_valid_identifier: "Lås åbnet med identifikationsmiddel",
    access_granted_by_valid_face_identifier: "Lås åbnet med ansigtsgenkendelse",
    access_granted_by_shared_identifier: "Adgang givet med delt identifikationsmiddel",
    multi_access_granted: "Adgang givet med multifaktorgodkendelse",
    lock_was_opened_by_exit_btn: "Lås åbnet med udgangsknap",
    lock_was_opened_by_free_access_button: "Lås åbnet med knap til fri adgang",
    emergency_lock_is_opened: "Lås åbnet på grund af alarm",
    door_was_opened: "Dør åbnet",
    door_was_closed: "Dør lukket",
    door_sensor_was_opened: "Dørkontakt åbnet",
    door_sensor_was_closed: "Dørkontakt lukket",
    lift_call_success: "Elevatorkald lykkedes",
    lift_call_error: "Elevatorkald mislykkedes",
    lift_module_access_error: "Elevatormodul ikke tilgængeligt",
    incoming_call: "Indgående opkald",
    outgoing_call: "Udgående opkald",
    outgoing_call_missed: "Ubesvaret udgående opkald",
    outgoing_call_web: "Udgående opkald fra webgrænsefladen",
    device_booted: "Enhed startet",
    sip_registration_lost: "SIP-registrering mistet",
    successful_login_api_call: "Login på webgrænsefladen",
    successful_login_gui_settings: "Login i indstillingsmenuen på enhedens skærm",
    incorrect_login_api_call: "Mislykket loginforsøg på webgrænsefladen",
    incorrect_login_gui_settings: "Mislykket loginforsøg i indstillingsmenuen på enhedens skærm",
    door_was_not_closed_too_long: "Dør åben for længe",
    tamper_event: "Sabotagekontakt udløst",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Ugyldigt identifikationsmiddel[ {number}] anvendt[, indehaver {owner}][, lejlighed {apartment_address}][, lås {lock} ikke åbnet]",
    access_denied_by_not_valid_face_identifier:
      "Ugyldigt ansigts-id[ {number}] anvendt[, indehaver {owner}][, lejlighed {apartment_address}][, lås {lock} ikke åbnet]",
    access_denied_by_not_valid_input_code: "Forkert dørkode[ {code}] indtastet",
    access_denied_by_remote_server_api_call: "Adgang nægtet af fjernserveren",
    access_denied_by_unknown_card: "Ukendt identifikationsmiddel[ {card|number}] anvendt",
    access_denied_by_unknown_qr: "Ukendt QR-kode[ {qr|number}] anvendt",
    access_denied_unknown_identifier:
      "Adgang nægtet: ukendt identifikationsmiddel[ {identifier_number|number}][ ({identifier_type|type:identifierType})]",
    access_denied_by_not_valid_shared_identifier:
      "Adgang nægtet for delt identifikationsmiddel[: {used_identifiers_list:sharedIdentifier}][, lejligheder: {apartments_list}][, årsag: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Adgang nægtet: identifikationsmiddel[ {identifier_number|number}][ ({identifier_type|type:identifierType})] ikke knyttet til en bruger",
    multi_access_denied:
      "Adgang nægtet ved multifaktorgodkendelse[, identifikationsmidler: {used_identifiers_list:identifier}][, lejligheder: {apartments_list}][, årsag: {reject_reasons:rejectReason}]",
    access_granted_by_api_call: "Lås[ {lock}] åbnet[ {requestor:requestor}| via et API-kald]",
    access_granted_by_call_host: "Lås[ {lock}] åbnet fra [svarenhed {host}|svarenheden]",
    access_granted_by_master_code: "Fælles dørkode[ {code}] indtastet[, lås {lock} åbnet]",
    access_granted_by_remote_server_api_call: "Adgang givet af fjernserveren[, lås {lock} åbnet]",
    access_granted_by_valid_identifier:
      "Gyldigt identifikationsmiddel[ {number}] anvendt[, indehaver {owner}][, lejlighed {apartment_address}][, lås {lock} åbnet]",
    access_granted_by_valid_face_identifier:
      "Gyldigt ansigts-id[ {number}] anvendt[, indehaver {owner}][, lejlighed {apartment_address}][, lås {lock} åbnet]",
    access_granted_by_shared_identifier:
      "Adgang givet med delt identifikationsmiddel[: {used_identifiers_list:sharedIdentifier}][, lejligheder: {apartments_list}][, lås {lock_number|lock} åbnet]",
    multi_access_granted:
      "Adgang givet med multifaktorgodkendelse[, identifikationsmidler: {used_identifiers_list:identifier}][, lejligheder: {apartments_list}][, lås {lock_number|lock} åbnet]",
    lock_was_opened_by_exit_btn: "Lås[ {lock}] åbnet med udgangsknappen",
    lock_was_opened_by_free_access_button: "Lås[ {lock}] åbnet med knappen til fri adgang",
    emergency_lock_is_opened: "Lås[ {lock}] åbnet på grund af en alarm",
    door_was_opened: "Dør åbnet",
    door_was_closed: "Dør lukket",
    door_sensor_was_opened: "Dør åbnet ifølge dørkontakten",
    door_sensor_was_closed: "Dør lukket ifølge dørkontakten",
    lift_call_success:
      "Elevator[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}] tilkaldt[ af {info.user.name|user.name}][, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Elevatorkald[ fra {info.user.name|user.name}] mislykkedes[, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, fejl: {info.error.message|error.message}]",
    lift_module_access_error:
      "Elevatormodul ikke tilgængeligt[, bruger {info.user.name|user.name}][, fejl: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Indgående opkald[ fra {number}][ {answered:answered}]",
    outgoing_call: "Udgående opkald[ til {number}][ {answered:answered}]",
    outgoing_call_missed: "Udgående opkald[ til {number}] ikke besvaret",
    outgoing_call_web: "Udgående opkald fra webgrænsefladen[ til {number}][, {answered:answered}]",
    device_booted: "Enhed startet",
    sip_registration_lost: "SIP-registrering mistet",
    successful_login_api_call:
      "Vellykket login[ ({account_type:accountType})] på webgrænsefladen[, antal gange: {count}]",
    successful_login_gui_settings:
      "Vellykket login[ ({account_type:accountType})] i indstillingsmenuen på enhedens skærm",
    incorrect_login_api_call:
      "Mislykket loginforsøg[ ({account_type:accountType})] på webgrænsefladen[, antal gange: {count}]",
    incorrect_login_gui_settings:
      "Mislykket loginforsøg[ ({account_type:accountType})] i indstillingsmenuen på enhedens skærm",
    door_was_not_closed_too_long: "Dør åben for længe[, lås åben i {lock_opened_time} s]",
    tamper_event: "Enhedens sabotagekontakt udløst",
  },
  own: {
    doorbook_log_cleared: {
      name: "Log ryddet for én konto",
      detail:
        "Log[ for panel {panel}] ryddet for én konto[: {account}]; ingen hændelser er slettet",
    },
    doorbook_panel_live: {
      name: "Panelet melder sig igen",
      detail: "[Panel {panel}|Panelet][ ({name})] melder sig igen",
    },
    doorbook_panel_silent: {
      name: "Panelet er tavst",
      detail: "Intet er hørt fra [panel {panel}|panelet][ ({name})][ siden {since}]",
    },
    doorbook_panel_refused: {
      name: "Panelet afviser login",
      detail: "[Panel {panel}|Panelet][ ({name})] afviser Doorbooks login[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Et panel indhentes",
      detail: "Hændelser fra [panel {panel}|panelet][ ({name})] indhentes[, resterende: {events}]",
    },
    doorbook_clock_off: {
      name: "Panelets ur går forkert",
      detail: "Uret i [panel {panel}|panelet][ ({name})] går forkert[, afvigelse: {offset}]",
    },
    doorbook_clock_right: {
      name: "Panelets ur går rigtigt igen",
      detail: "Uret i [panel {panel}|panelet][ ({name})] går rigtigt igen",
    },
    doorbook_clock_jumped: {
      name: "Panelets ur sprang",
      detail:
        "Uret i [panel {panel}|panelet][ ({name})] sprang[, afvigelse før: {from}][, afvigelse nu: {to}]",
    },
    doorbook_gap: {
      name: "Hændelser mangler",
      detail:
        "Der mangler hændelser fra [panel {panel}|panelet][ ({name})][, fra {from}][, til {to}][, mindst {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Syslog-linjer gik tabt",
      detail: "Syslog-linjer gik tabt på vej ind[ via {protocol}][, antal linjer: {count}]",
    },
    doorbook_panel_added: {
      name: "Panel tilføjet",
      detail:
        "[Panel {panel}|Et panel][ ({name})] blev føjet til Doorbooks panelliste[ af {account}]",
    },
    doorbook_panel_changed: {
      name: "Panel ændret",
      detail:
        "[Panel {panel}|Et panel][ ({name})] blev ændret i Doorbooks panelliste[ af {account}]",
    },
    doorbook_panel_removed: {
      name: "Panel fjernet",
      detail:
        "[Panel {panel}|Et panel][ ({name})] blev fjernet fra Doorbooks panelliste[ af {account}]",
    },
    doorbook_account_added: {
      name: "Konto tilføjet",
      detail:
        "[Kontoen {account}|En konto] blev tilføjet[ af {by}][, type: {type}][, steder: {sites}][, paneler: {panels}]",
    },
    doorbook_account_changed: {
      name: "Konto ændret",
      detail:
        "[Kontoen {account}|En konto] blev ændret[ af {by}][: {changed:accountChange}][, type: {type}][, steder: {sites}][, paneler: {panels}]",
    },
    doorbook_account_removed: {
      name: "Konto fjernet",
      detail: "[Kontoen {account}|En konto] blev fjernet[ af {by}]",
    },
    doorbook_token_made: {
      name: "Personligt token oprettet",
      detail:
        "[Det personlige token {token}|Et personligt token][ for kontoen {account}] blev oprettet[ af {by}][, rettigheder: {rights}][, steder: {sites}][, paneler: {panels}][, gyldigt til {expires}]",
    },
    doorbook_token_revoked: {
      name: "Personligt token tilbagekaldt",
      detail:
        "[Det personlige token {token}|Et personligt token][ for kontoen {account}] blev tilbagekaldt[ af {by}]",
    },
    doorbook_log_read: {
      name: "Loggen blev læst",
      detail:
        "Loggen blev læst[ af {account}][ med token {token}][, forespørgsel: {query}][, øvrige forespørgsler: {count}]",
    },
    doorbook_owners_imported: {
      name: "Ejernavne indlæst",
      detail: "Ejernavne blev indlæst[ af {account}][, nye: {added}][, ændrede: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Ejernavne slettet",
      detail: "Ejernavne blev slettet[ af {account}][, antal navne: {count}]",
    },
    doorbook_site_changed: {
      name: "Sted ændret",
      detail: "[Stedet {site}|Et sted] blev ændret[ af {account}][, tidszone: {zone}]",
    },
    doorbook_site_removed: {
      name: "Sted fjernet",
      detail: "[Stedet {site}|Et sted] blev fjernet[ af {account}]",
    },
    doorbook_log_imported: {
      name: "Hændelser importeret",
      detail:
        "Hændelser blev importeret[ fra {file}][ af {account}][, nye: {added}][, kendte: {known}][, afviste: {refused}]",
    },
    doorbook_log_exported: {
      name: "Loggen blev eksporteret",
      detail:
        "Hændelser blev eksporteret[ af {account}][ med token {token}][, hændelser: {count}][, format: {format}][, forespørgsel: {query}][, fra: {from}][, til: {to}]",
    },
    doorbook_retention_set: {
      name: "Opbevaringsregel sat",
      detail:
        "Opbevaringsreglen[ {rule}] blev sat[ af {account}][, dage til sletning: {days}][, kategorier: {categories}][, sted {site}][, hændelser fra {panel}]",
    },
    doorbook_retention_removed: {
      name: "Opbevaringsregel fjernet",
      detail: "Opbevaringsreglen[ {rule}] blev fjernet[ af {account}]",
    },
    doorbook_retention_edge: {
      name: "Hændelsers opbevaringstid udløbet",
      detail: "Hændelser[ fra før {before}] opbevares ikke længere[, opbevaringsregel: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Gamle hændelser slettet",
      detail:
        "Hændelser[ fra før {before}] blev slettet[, antal hændelser: {count}][, opbevaringsregel: {rule}]",
    },
    doorbook_hold_set: {
      name: "Slettespærre sat",
      detail: "Slettespærren[ {hold}] blev sat[ af {account}][, bevarede hændelser: {query}]",
    },
    doorbook_hold_released: {
      name: "Slettespærre ophævet",
      detail: "Slettespærren[ {hold}] blev ophævet[ af {account}]",
    },
    doorbook_disk_low: {
      name: "Lidt diskplads",
      detail: "Der er lidt plads på serverens disk[, ledige MB: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Nok diskplads igen",
      detail: "Der er igen nok plads på serverens disk[, ledige MB: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Sikkerhedskopi lavet",
      detail: "En sikkerhedskopi blev lavet[, hændelser: {events}][, til og med nummer {seq}]",
    },
    doorbook_restored: {
      name: "Log gendannet",
      detail:
        "Loggen blev gendannet fra en sikkerhedskopi[ fra {backup}][, hændelser: {events}][, til og med nummer {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarm sat",
      detail:
        "[Alarmen {alarm}|En alarm] blev sat[ af {account}][, tilstand: {state}][, forespørgsel: {query}][, mål: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarm fjernet",
      detail: "[Alarmen {alarm}|En alarm] blev fjernet[ af {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarm ikke leveret",
      detail:
        "[Alarmen {alarm}|En alarm] kan ikke leveres[ siden {since}][, forsøg: {tries}][, seneste svar: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarm leveret igen",
      detail: "[Alarmen {alarm}|En alarm] leveres igen[, efter afbrydelse siden {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarm sendt igen",
      detail:
        "[Hændelser fra alarmen {alarm}|Hændelser fra en alarm] sendes igen[, på anmodning af {account}][, fra {from}][ til {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|nummer {number|identifier_number}]",
    "kort {card}",
    "kode {code}",
    "QR-kode {qr}",
    "indehaver {owner|owner_name|user_name|info.user.name|user.name}",
    "lejlighed {apartment_address}",
    "lejligheder: {apartments_list}",
    "lås {lock|lock_number}",
    "svarenhed {host}",
    "status: {status}",
    "fejl: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "kort",
      ukey: "UKEY",
      input_code: "dørkode",
      face_id: "Face ID",
      qr: "QR-kode",
      license_plate: "nummerplade",
      other: "{value}",
    },
    accountType: { admin: "systemadministrator", manager: "manager", other: "{value}" },
    requestor: {
      web_ui: "via webgrænsefladen",
      link_app: "via Link-appen",
      link_server: "via Link-serveren",
      link_guest_url: "via en gæste-URL fra Link",
      api: "via et API-kald",
      other: "på anmodning fra {value}",
    },
    answered: { true: "besvaret", false: "ikke besvaret" },
    accountChange: { password: "adgangskode", type: "type", scope: "område" },
    gapReason: {
      cleared: "dets log blev ryddet",
      forgotten: "panelet havde glemt dem, før de kunne læses",
      unread: "panelet har dem, men de kan ikke læses",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][ tilknyttet {users_list:user}]|{name}[ tilknyttet {users_list:user}]|tilknyttet {users_list:user}]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}ugyldigt identifikationsmiddel[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}identifikationsmiddel[ ({invalid_identifier_time_rules:identifier})] ikke tilladt ifølge tidsregler",
      "{not_enough_passes_for_identifier?}tilladt antal adgange opbrugt for identifikationsmiddel[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}identifikationsmiddel[ ({not_valid_time_profile_for_identifier:identifier})] ikke tilladt ifølge tidsprofil",
      "{not_valid_time_profile_for_user?}bruger[ {not_valid_time_profile_for_user:user}] ikke tilladt ifølge tidsprofil",
      "{not_enough_identifiers_for_current_authentication_type?}ikke nok identifikationsmidler[, mangler: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}genkendelse ikke aktiveret[ for {recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType}]",
      "{not_enough_passes_for_shared_identifier?}tilladt antal adgange opbrugt for delt identifikationsmiddel[ tilhørende {not_enough_passes_for_shared_identifier:sharedOwner}]",
      "{invalid_shared_identifier_time_rules?}delt identifikationsmiddel[ tilhørende {invalid_shared_identifier_time_rules:sharedOwner}] ikke tilladt ifølge tidsregler",
      "{not_valid_time_profile_for_shared_identifier?}delt identifikationsmiddel[ tilhørende {not_valid_time_profile_for_shared_identifier:sharedOwner}] ikke tilladt ifølge tidsprofil",
    ],
  },
};
