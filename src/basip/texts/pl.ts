import type { LocaleTexts } from "./locale-texts.ts";

/** Polish. All of it is ours. */
export const pl: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Nieważny identyfikator",
    access_denied_by_not_valid_face_identifier: "Nieważny identyfikator twarzy",
    access_denied_by_not_valid_input_code: "Nieprawidłowy kod dostępu",
    access_denied_by_remote_server_api_call: "Zdalny serwer odmówił dostępu",
    access_denied_by_unknown_card: "Nieznany identyfikator",
    access_denied_by_unknown_qr: "Nieznany kod QR",
    access_denied_unknown_identifier: "Odmówiono dostępu: nieznany identyfikator",
    access_denied_by_not_valid_shared_identifier:
      "Odmówiono dostępu po użyciu wspólnego identyfikatora",
    identifiers_without_linkage_to_user_access_denied:
      "Odmówiono dostępu: identyfikator nieprzypisany do użytkownika",
    multi_access_denied: "Odmówiono dostępu przy uwierzytelnianiu wieloskładnikowym",
    access_granted_by_api_call: "Przyznano dostęp",
    access_granted_by_call_host: "Otwarto zamek z urządzenia odbiorczego",
    access_granted_by_master_code: "Wprowadzono ogólny kod dostępu",
    access_granted_by_remote_server_api_call: "Zdalny serwer przyznał dostęp",
    access_granted_by_valid_identifier: "Otwarto zamek identyfikatorem",
    access_granted_by_valid_face_identifier: "Otwarto zamek identyfikatorem twarzy",
    access_granted_by_shared_identifier: "Przyznano dostęp po użyciu wspólnego identyfikatora",
    multi_access_granted: "Przyznano dostęp po uwierzytelnieniu wieloskładnikowym",
    lock_was_opened_by_exit_btn: "Otwarto zamek przyciskiem wyjścia",
    lock_was_opened_by_free_access_button: "Otwarto zamek przyciskiem swobodnego dostępu",
    emergency_lock_is_opened: "Otwarto zamek z powodu alarmu",
    door_was_opened: "Otwarto drzwi",
    door_was_closed: "Zamknięto drzwi",
    door_sensor_was_opened: "Czujnik drzwi: otwarcie",
    door_sensor_was_closed: "Czujnik drzwi: zamknięcie",
    lift_call_success: "Przywołano windę",
    lift_call_error: "Nie udało się przywołać windy",
    lift_module_access_error: "Brak dostępu do modułu windy",
    incoming_call: "Połączenie przychodzące",
    outgoing_call: "Połączenie wychodzące",
    outgoing_call_missed: "Nieodebrane połączenie wychodzące",
    outgoing_call_web: "Połączenie wychodzące z interfejsu WWW",
    device_booted: "Uruchomiono urządzenie",
    sip_registration_lost: "Utracono rejestrację SIP",
    successful_login_api_call: "Logowanie do interfejsu WWW",
    successful_login_gui_settings: "Logowanie do ustawień na ekranie urządzenia",
    incorrect_login_api_call: "Nieudana próba logowania do interfejsu WWW",
    incorrect_login_gui_settings: "Nieudana próba logowania do ustawień na ekranie urządzenia",
    door_was_not_closed_too_long: "Drzwi otwarte zbyt długo",
    tamper_event: "Wykryto sabotaż",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Użyto nieważnego identyfikatora[ {number}][, właściciel {owner}][, mieszkanie {apartment_address}][, zamek {lock} nie został otwarty]",
    access_denied_by_not_valid_face_identifier:
      "Użyto nieważnego identyfikatora twarzy[ {number}][, właściciel {owner}][, mieszkanie {apartment_address}][, zamek {lock} nie został otwarty]",
    access_denied_by_not_valid_input_code: "Wprowadzono nieprawidłowy kod dostępu[ {code}]",
    access_denied_by_remote_server_api_call: "Zdalny serwer odmówił dostępu",
    access_denied_by_unknown_card: "Użyto nieznanego identyfikatora[ {card|number}]",
    access_denied_by_unknown_qr: "Użyto nieznanego kodu QR[ {qr|number}]",
    access_denied_unknown_identifier:
      "Odmówiono dostępu: nieznany identyfikator[ {identifier_number|number}][, typ: {identifier_type|type:identifierType}]",
    access_denied_by_not_valid_shared_identifier:
      "Odmówiono dostępu po użyciu wspólnego identyfikatora[: {used_identifiers_list:sharedIdentifier}][, mieszkania: {apartments_list}][, przyczyna: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Odmówiono dostępu: identyfikator[ {identifier_number|number}] nie jest przypisany do użytkownika[, typ identyfikatora: {identifier_type|type:identifierType}]",
    multi_access_denied:
      "Odmówiono dostępu przy uwierzytelnianiu wieloskładnikowym[, identyfikatory: {used_identifiers_list:identifier}][, mieszkania: {apartments_list}][, przyczyna: {reject_reasons:rejectReason}]",
    access_granted_by_api_call: "Otwarto zamek[ {lock}][ {requestor:requestor}| przez API]",
    access_granted_by_call_host: "Otwarto zamek[ {lock}] z urządzenia odbiorczego[ {host}]",
    access_granted_by_master_code:
      "Wprowadzono ogólny kod dostępu[ {code}][, zamek {lock} został otwarty]",
    access_granted_by_remote_server_api_call:
      "Zdalny serwer przyznał dostęp[, zamek {lock} został otwarty]",
    access_granted_by_valid_identifier:
      "Użyto ważnego identyfikatora[ {number}][, właściciel {owner}][, mieszkanie {apartment_address}][, zamek {lock} został otwarty]",
    access_granted_by_valid_face_identifier:
      "Użyto ważnego identyfikatora twarzy[ {number}][, właściciel {owner}][, mieszkanie {apartment_address}][, zamek {lock} został otwarty]",
    access_granted_by_shared_identifier:
      "Przyznano dostęp po użyciu wspólnego identyfikatora[: {used_identifiers_list:sharedIdentifier}][, mieszkania: {apartments_list}][, zamek {lock_number|lock} został otwarty]",
    multi_access_granted:
      "Przyznano dostęp po uwierzytelnieniu wieloskładnikowym[, identyfikatory: {used_identifiers_list:identifier}][, mieszkania: {apartments_list}][, zamek {lock_number|lock} został otwarty]",
    lock_was_opened_by_exit_btn: "Otwarto zamek[ {lock}] przyciskiem wyjścia",
    lock_was_opened_by_free_access_button: "Otwarto zamek[ {lock}] przyciskiem swobodnego dostępu",
    emergency_lock_is_opened: "Otwarto zamek[ {lock}] z powodu alarmu",
    door_was_opened: "Otwarto drzwi",
    door_was_closed: "Zamknięto drzwi",
    door_sensor_was_opened: "Czujnik wykrył otwarcie drzwi",
    door_sensor_was_closed: "Czujnik wykrył zamknięcie drzwi",
    lift_call_success:
      "Przywołano windę[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}][, użytkownik {info.user.name|user.name}][, miejsce docelowe: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Nie udało się przywołać windy[, użytkownik {info.user.name|user.name}][, miejsce docelowe: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, błąd: {info.error.message|error.message}]",
    lift_module_access_error:
      "Nie udało się uzyskać dostępu do modułu windy[, użytkownik {info.user.name|user.name}][, błąd: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Połączenie przychodzące[ z numeru {number}][ {answered:answered}]",
    outgoing_call: "Połączenie wychodzące[ na numer {number}][ {answered:answered}]",
    outgoing_call_missed: "Połączenie wychodzące[ na numer {number}] nie zostało odebrane",
    outgoing_call_web:
      "Połączenie wychodzące z interfejsu WWW[ na numer {number}][ {answered:answered}]",
    device_booted: "Uruchomiono urządzenie",
    sip_registration_lost: "Utracono rejestrację na serwerze SIP",
    successful_login_api_call:
      "Pomyślne logowanie do interfejsu WWW[ ({account_type:accountType})][, liczba logowań: {count}]",
    successful_login_gui_settings:
      "Pomyślne logowanie do ustawień na ekranie urządzenia[ ({account_type:accountType})]",
    incorrect_login_api_call:
      "Nieudana próba logowania do interfejsu WWW[ ({account_type:accountType})][, liczba prób: {count}]",
    incorrect_login_gui_settings:
      "Nieudana próba logowania do ustawień na ekranie urządzenia[ ({account_type:accountType})]",
    door_was_not_closed_too_long:
      "Drzwi pozostają otwarte zbyt długo[, zamek otwarty od {lock_opened_time} s]",
    tamper_event: "Zadziałał czujnik sabotażowy (tamper)",
  },
  own: {
    doorbook_log_cleared: {
      name: "Wyczyszczono dziennik dla jednego konta",
      detail:
        "Wyczyszczono dziennik[ panelu {panel}] dla jednego konta[: {account}]; nie usunięto żadnego zdarzenia",
    },
    doorbook_panel_live: {
      name: "Panel znów się zgłasza",
      detail: "Panel[ {panel}][ ({name})] znów się zgłasza",
    },
    doorbook_panel_silent: {
      name: "Panel milczy",
      detail: "Panel[ {panel}][ ({name})] milczy[ od {since}]",
    },
    doorbook_panel_refused: {
      name: "Panel odrzuca logowanie",
      detail: "Panel[ {panel}][ ({name})] odrzuca logowanie programu Doorbook[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Odczytywanie zaległych zdarzeń panelu",
      detail: "Odczytywane są zaległe zdarzenia panelu[ {panel}][ ({name})][, pozostało: {events}]",
    },
    doorbook_clock_off: {
      name: "Zegar panelu się nie zgadza",
      detail: "Zegar panelu[ {panel}][ ({name})] się nie zgadza[, odchyłka: {offset}]",
    },
    doorbook_clock_right: {
      name: "Zegar panelu znów się zgadza",
      detail: "Zegar panelu[ {panel}][ ({name})] znów się zgadza",
    },
    doorbook_clock_jumped: {
      name: "Zegar panelu przeskoczył",
      detail:
        "Zegar panelu[ {panel}][ ({name})] przeskoczył[, odchyłka przedtem: {from}][, odchyłka teraz: {to}]",
    },
    doorbook_gap: {
      name: "Brakuje zdarzeń",
      detail:
        "Brakuje zdarzeń panelu[ {panel}][ ({name})][ od {from}][ do {to}][, co najmniej {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Utracono wiersze syslog",
      detail: "Utracono wiersze syslog przy odbiorze[ przez {protocol}][, liczba wierszy: {count}]",
    },
    doorbook_panel_added: {
      name: "Dodano panel",
      detail:
        "Dodano panel[ {panel}][ ({name})] do listy paneli programu Doorbook[, konto: {account}]",
    },
    doorbook_panel_changed: {
      name: "Zmieniono panel",
      detail:
        "Zmieniono panel[ {panel}][ ({name})] na liście paneli programu Doorbook[, konto: {account}]",
    },
    doorbook_panel_removed: {
      name: "Usunięto panel",
      detail:
        "Usunięto panel[ {panel}][ ({name})] z listy paneli programu Doorbook[, konto: {account}]",
    },
    doorbook_account_added: {
      name: "Dodano konto",
      detail:
        "Dodano konto[ {account}][, przez: {by}][, typ: {type}][, obiekty: {sites}][, panele: {panels}]",
    },
    doorbook_account_changed: {
      name: "Zmieniono konto",
      detail:
        "Zmieniono konto[ {account}][, przez: {by}][, co zmieniono: {changed:accountChange}][, typ: {type}][, obiekty: {sites}][, panele: {panels}]",
    },
    doorbook_account_removed: {
      name: "Usunięto konto",
      detail: "Usunięto konto[ {account}][, przez: {by}]",
    },
    doorbook_token_made: {
      name: "Utworzono token osobisty",
      detail:
        "Utworzono token osobisty[ {token}][ konta {account}][, przez: {by}][, uprawnienia: {rights}][, obiekty: {sites}][, panele: {panels}][, ważny do {expires}]",
    },
    doorbook_token_revoked: {
      name: "Unieważniono token osobisty",
      detail: "Unieważniono token osobisty[ {token}][ konta {account}][, przez: {by}]",
    },
    doorbook_log_read: {
      name: "Przeglądano dziennik",
      detail:
        "Przeglądano dziennik[, konto: {account}][, token: {token}][, zapytanie: {query}][, dalsze zapytania: {count}]",
    },
    doorbook_owners_imported: {
      name: "Wczytano nazwiska właścicieli",
      detail:
        "Wczytano nazwiska właścicieli[, konto: {account}][, nowe: {added}][, zmienione: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Usunięto nazwiska właścicieli",
      detail: "Usunięto nazwiska właścicieli[, konto: {account}][, liczba nazwisk: {count}]",
    },
    doorbook_site_changed: {
      name: "Zmieniono obiekt",
      detail: "Zmieniono obiekt[ {site}][, konto: {account}][, strefa czasowa: {zone}]",
    },
    doorbook_site_removed: {
      name: "Usunięto obiekt",
      detail: "Usunięto obiekt[ {site}][, konto: {account}]",
    },
    doorbook_log_imported: {
      name: "Zaimportowano zdarzenia",
      detail:
        "Zaimportowano zdarzenia[ z {file}][, konto: {account}][, nowe: {added}][, znane: {known}][, odrzucone: {refused}]",
    },
    doorbook_log_exported: {
      name: "Wyeksportowano dziennik",
      detail:
        "Wyeksportowano zdarzenia[, konto: {account}][, token: {token}][, zdarzenia: {count}][, format: {format}][, zapytanie: {query}][, od: {from}][, do: {to}]",
    },
    doorbook_retention_set: {
      name: "Ustawiono regułę przechowywania",
      detail:
        "Ustawiono regułę przechowywania[ {rule}][, konto: {account}][, dni do usunięcia: {days}][, kategorie: {categories}][, obiekt {site}][, zdarzenia {panel}]",
    },
    doorbook_retention_removed: {
      name: "Usunięto regułę przechowywania",
      detail: "Usunięto regułę przechowywania[ {rule}][, konto: {account}]",
    },
    doorbook_retention_edge: {
      name: "Minął okres przechowywania zdarzeń",
      detail:
        "Zdarzenia[ sprzed {before}] nie są już przechowywane[, reguła przechowywania: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Usunięto stare zdarzenia",
      detail:
        "Usunięto zdarzenia[ sprzed {before}][, liczba zdarzeń: {count}][, reguła przechowywania: {rule}]",
    },
    doorbook_hold_set: {
      name: "Ustawiono blokadę usuwania",
      detail:
        "Ustawiono blokadę usuwania[ {hold}][, konto: {account}][, zachowywane zdarzenia: {query}]",
    },
    doorbook_hold_released: {
      name: "Zdjęto blokadę usuwania",
      detail: "Zdjęto blokadę usuwania[ {hold}][, konto: {account}]",
    },
    doorbook_disk_low: {
      name: "Mało miejsca na dysku",
      detail: "Na dysku serwera jest mało miejsca[, wolne MB: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Na dysku znów jest dość miejsca",
      detail: "Na dysku serwera znów jest dość miejsca[, wolne MB: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Wykonano kopię zapasową",
      detail: "Wykonano kopię zapasową[, zdarzenia: {events}][, do numeru {seq}]",
    },
    doorbook_restored: {
      name: "Przywrócono dziennik",
      detail:
        "Przywrócono dziennik z kopii zapasowej[ z {backup}][, zdarzenia: {events}][, do numeru {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarm ustawiony",
      detail:
        "[Alarm {alarm}|Alarm] został ustawiony[, konto: {account}][, stan: {state}][, zapytanie: {query}][, odbiorca: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarm usunięty",
      detail: "[Alarm {alarm}|Alarm] został usunięty[, konto: {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarm niedostarczony",
      detail:
        "[Alarmu {alarm}|Alarmu] nie można dostarczyć[ od {since}][, próby: {tries}][, ostatnia odpowiedź: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarm znów dostarczany",
      detail: "[Alarm {alarm}|Alarm] jest znów dostarczany[, po przerwie od {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarm wysłany ponownie",
      detail:
        "[Zdarzenia alarmu {alarm}|Zdarzenia alarmu] są wysyłane ponownie[, konto: {account}][, od {from}][ do {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|numer {number|identifier_number}]",
    "karta {card}",
    "kod {code}",
    "kod QR {qr}",
    "właściciel {owner|owner_name|user_name|info.user.name|user.name}",
    "mieszkanie {apartment_address}",
    "mieszkania: {apartments_list}",
    "zamek {lock|lock_number}",
    "urządzenie odbiorcze {host}",
    "status: {status}",
    "błąd: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "karta",
      ukey: "UKEY",
      input_code: "kod dostępu",
      face_id: "Face ID",
      qr: "kod QR",
      license_plate: "tablica rejestracyjna",
      other: "{value}",
    },
    accountType: { admin: "administrator", manager: "menedżer", other: "{value}" },
    requestor: {
      web_ui: "z interfejsu WWW",
      link_app: "z aplikacji Link",
      link_server: "z serwera Link",
      link_guest_url: "za pomocą adresu URL dla gości (Link)",
      api: "przez API",
      other: "(źródło żądania: {value})",
    },
    answered: { true: "zostało odebrane", false: "nie zostało odebrane" },
    accountChange: { password: "hasło", type: "typ", scope: "zakres" },
    gapReason: {
      cleared: "jego dziennik wyczyszczono",
      forgotten: "panel zapomniał je, zanim udało się je odczytać",
      unread: "panel je ma, ale nie można ich odczytać",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][, użytkownicy: {users_list:user}]|{name}[, użytkownicy: {users_list:user}]|{users_list:user}]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["właściciel {owner_name}"],
    rejectReason: [
      "{invalid_identifier?}nieważny identyfikator[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}ograniczenie czasowe identyfikatora[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}wyczerpano limit przejść dla identyfikatora[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}profil czasowy nie zezwala na użycie identyfikatora[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}profil czasowy nie zezwala na dostęp użytkownika[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}za mało identyfikatorów[, brakujące: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}rozpoznawanie nie jest włączone[ ({recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType})]",
      "{not_enough_passes_for_shared_identifier?}wyczerpano limit przejść dla wspólnego identyfikatora[ ({not_enough_passes_for_shared_identifier:sharedOwner})]",
      "{invalid_shared_identifier_time_rules?}ograniczenie czasowe wspólnego identyfikatora[ ({invalid_shared_identifier_time_rules:sharedOwner})]",
      "{not_valid_time_profile_for_shared_identifier?}profil czasowy nie zezwala na użycie wspólnego identyfikatora[ ({not_valid_time_profile_for_shared_identifier:sharedOwner})]",
    ],
  },
};
