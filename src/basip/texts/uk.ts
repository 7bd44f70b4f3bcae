import type { LocaleTexts } from "./locale-texts.ts";

/** Ukrainian. All of it is ours. */
export const uk: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Недійсний ідентифікатор",
    access_denied_by_not_valid_face_identifier: "Недійсний ідентифікатор обличчя",
    access_denied_by_not_valid_input_code: "Неправильний код доступу",
    access_denied_by_remote_server_api_call: "Доступ заборонено віддаленим сервером",
    access_denied_by_unknown_card: "Невідомий ідентифікатор",
    access_denied_by_unknown_qr: "Невідомий QR-код",
    access_denied_unknown_identifier: "Доступ заборонено: невідомий ідентифікатор",
    access_denied_by_not_valid_shared_identifier: "Доступ за спільним ідентифікатором заборонено",
    identifiers_without_linkage_to_user_access_denied:
      "Доступ заборонено: ідентифікатор не прив’язаний до користувача",
    multi_access_denied: "Доступ заборонено під час багатофакторної автентифікації",
    access_granted_by_api_call: "Доступ дозволено",
    access_granted_by_call_host: "Замок відкрито з абонентського пристрою",
    access_granted_by_master_code: "Введено загальний код доступу",
    access_granted_by_remote_server_api_call: "Доступ дозволено віддаленим сервером",
    access_granted_by_valid_identifier: "Замок відкрито ідентифікатором",
    access_granted_by_valid_face_identifier: "Замок відкрито за розпізнаним обличчям",
    access_granted_by_shared_identifier: "Доступ за спільним ідентифікатором дозволено",
    multi_access_granted: "Доступ дозволено після багатофакторної автентифікації",
    lock_was_opened_by_exit_btn: "Замок відкрито кнопкою виходу",
    lock_was_opened_by_free_access_button: "Замок відкрито кнопкою вільного доступу",
    emergency_lock_is_opened: "Замок відкрито за сигналом тривоги",
    door_was_opened: "Двері відчинено",
    door_was_closed: "Двері зачинено",
    door_sensor_was_opened: "Датчик дверей: двері відчинено",
    door_sensor_was_closed: "Датчик дверей: двері зачинено",
    lift_call_success: "Ліфт викликано",
    lift_call_error: "Не вдалося викликати ліфт",
    lift_module_access_error: "Немає доступу до модуля ліфта",
    incoming_call: "Вхідний виклик",
    outgoing_call: "Вихідний виклик",
    outgoing_call_missed: "Вихідний виклик без відповіді",
    outgoing_call_web: "Вихідний виклик із вебінтерфейсу",
    device_booted: "Пристрій запущено",
    sip_registration_lost: "Втрачено SIP-реєстрацію",
    successful_login_api_call: "Вхід до вебінтерфейсу",
    successful_login_gui_settings: "Вхід до налаштувань на екрані пристрою",
    incorrect_login_api_call: "Невдала спроба входу до вебінтерфейсу",
    incorrect_login_gui_settings: "Невдала спроба входу до налаштувань на екрані пристрою",
    door_was_not_closed_too_long: "Двері надто довго відчинені",
    tamper_event: "Спрацював тампер",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Використано недійсний ідентифікатор[ {number}][, власник {owner}][, квартира {apartment_address}][, замок {lock} не відкрито]",
    access_denied_by_not_valid_face_identifier:
      "Використано недійсний ідентифікатор обличчя[ {number}][, власник {owner}][, квартира {apartment_address}][, замок {lock} не відкрито]",
    access_denied_by_not_valid_input_code: "Введено неправильний код доступу[ {code}]",
    access_denied_by_remote_server_api_call: "Віддалений сервер заборонив доступ",
    access_denied_by_unknown_card: "Використано невідомий ідентифікатор[ {card|number}]",
    access_denied_by_unknown_qr: "Використано невідомий QR-код[ {qr|number}]",
    access_denied_unknown_identifier:
      "Доступ заборонено: невідомий ідентифікатор[ {identifier_number|number}][, тип: {identifier_type|type:identifierType}]",
    access_denied_by_not_valid_shared_identifier:
      "Доступ за спільним ідентифікатором заборонено[: {used_identifiers_list:sharedIdentifier}][, квартири: {apartments_list}][, причина: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Доступ заборонено: ідентифікатор[ {identifier_number|number}] не прив’язаний до користувача[, тип ідентифікатора: {identifier_type|type:identifierType}]",
    multi_access_denied:
      "Доступ заборонено під час багатофакторної автентифікації[, ідентифікатори: {used_identifiers_list:identifier}][, квартири: {apartments_list}][, причина: {reject_reasons:rejectReason}]",
    access_granted_by_api_call: "Замок[ {lock}] відкрито[ {requestor:requestor}| через API]",
    access_granted_by_call_host: "Замок[ {lock}] відкрито з абонентського пристрою[ {host}]",
    access_granted_by_master_code:
      "Введено загальний код доступу[ {code}][, замок {lock} відкрито]",
    access_granted_by_remote_server_api_call:
      "Віддалений сервер дозволив доступ[, замок {lock} відкрито]",
    access_granted_by_valid_identifier:
      "Використано дійсний ідентифікатор[ {number}][, власник {owner}][, квартира {apartment_address}][, замок {lock} відкрито]",
    access_granted_by_valid_face_identifier:
      "Використано дійсний ідентифікатор обличчя[ {number}][, власник {owner}][, квартира {apartment_address}][, замок {lock} відкрито]",
    access_granted_by_shared_identifier:
      "Доступ за спільним ідентифікатором дозволено[: {used_identifiers_list:sharedIdentifier}][, квартири: {apartments_list}][, замок {lock_number|lock} відкрито]",
    multi_access_granted:
      "Доступ дозволено після багатофакторної автентифікації[, ідентифікатори: {used_identifiers_list:identifier}][, квартири: {apartments_list}][, замок {lock_number|lock} відкрито]",
    lock_was_opened_by_exit_btn: "Замок[ {lock}] відкрито кнопкою виходу",
    lock_was_opened_by_free_access_button: "Замок[ {lock}] відкрито кнопкою вільного доступу",
    emergency_lock_is_opened: "Замок[ {lock}] відкрито за сигналом тривоги",
    door_was_opened: "Двері було відчинено",
    door_was_closed: "Двері було зачинено",
    door_sensor_was_opened: "Датчик зафіксував відчинення дверей",
    door_sensor_was_closed: "Датчик зафіксував зачинення дверей",
    lift_call_success:
      "Викликано ліфт[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}][, користувач {info.user.name|user.name}][, пункт призначення {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Не вдалося викликати ліфт[, користувач {info.user.name|user.name}][, пункт призначення {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, помилка: {info.error.message|error.message}]",
    lift_module_access_error:
      "Немає доступу до модуля ліфта[, користувач {info.user.name|user.name}][, помилка: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Вхідний виклик[ із номера {number}][ {answered:answered}]",
    outgoing_call: "Вихідний виклик[ на номер {number}][ {answered:answered}]",
    outgoing_call_missed: "Вихідний виклик[ на номер {number}] залишився без відповіді",
    outgoing_call_web: "Вихідний виклик із вебінтерфейсу[ на номер {number}][ {answered:answered}]",
    device_booted: "Пристрій було запущено",
    sip_registration_lost: "Пристрій втратив реєстрацію на SIP-сервері",
    successful_login_api_call:
      "Успішний вхід до вебінтерфейсу[ ({account_type:accountType})][, кількість входів: {count}]",
    successful_login_gui_settings:
      "Успішний вхід до налаштувань на екрані пристрою[ ({account_type:accountType})]",
    incorrect_login_api_call:
      "Невдала спроба входу до вебінтерфейсу[ ({account_type:accountType})][, кількість спроб: {count}]",
    incorrect_login_gui_settings:
      "Невдала спроба входу до налаштувань на екрані пристрою[ ({account_type:accountType})]",
    door_was_not_closed_too_long:
      "Двері надто довго залишаються відчиненими[, замок відкритий уже {lock_opened_time} с]",
    tamper_event: "Спрацював датчик відкриття корпусу (тампер)",
  },
  own: {
    doorbook_log_cleared: {
      name: "Журнал очищено для одного облікового запису",
      detail:
        "Журнал[ панелі {panel}] очищено для одного облікового запису[: {account}]; жодної події не видалено",
    },
    doorbook_panel_live: {
      name: "Панель знову на зв’язку",
      detail: "Панель[ {panel}][ ({name})] знову на зв’язку",
    },
    doorbook_panel_silent: {
      name: "Панель мовчить",
      detail: "Панель[ {panel}][ ({name})] мовчить[ з {since}]",
    },
    doorbook_panel_refused: {
      name: "Панель відхиляє вхід",
      detail: "Панель[ {panel}][ ({name})] відхиляє вхід Doorbook[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Дочитуються події панелі",
      detail: "Дочитуються події панелі[ {panel}][ ({name})][, залишилося: {events}]",
    },
    doorbook_clock_off: {
      name: "Годинник панелі йде неправильно",
      detail: "Годинник панелі[ {panel}][ ({name})] йде неправильно[, відхилення: {offset}]",
    },
    doorbook_clock_right: {
      name: "Годинник панелі знову йде правильно",
      detail: "Годинник панелі[ {panel}][ ({name})] знову йде правильно",
    },
    doorbook_clock_jumped: {
      name: "Стрибок годинника панелі",
      detail:
        "Годинник панелі[ {panel}][ ({name})] зробив стрибок[, відхилення до нього: {from}][, відхилення тепер: {to}]",
    },
    doorbook_gap: {
      name: "Бракує подій",
      detail:
        "Бракує подій панелі[ {panel}][ ({name})][ з {from}][ до {to}][, щонайменше {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Втрачено рядки syslog",
      detail:
        "Під час приймання втрачено рядки syslog[ через {protocol}][, кількість рядків: {count}]",
    },
    doorbook_panel_added: {
      name: "Панель додано",
      detail:
        "Панель[ {panel}][ ({name})] додано до списку панелей Doorbook[, обліковий запис: {account}]",
    },
    doorbook_panel_changed: {
      name: "Панель змінено",
      detail:
        "Панель[ {panel}][ ({name})] змінено у списку панелей Doorbook[, обліковий запис: {account}]",
    },
    doorbook_panel_removed: {
      name: "Панель видалено",
      detail:
        "Панель[ {panel}][ ({name})] видалено зі списку панелей Doorbook[, обліковий запис: {account}]",
    },
    doorbook_account_added: {
      name: "Обліковий запис додано",
      detail:
        "Обліковий запис[ {account}] додано[, ким: {by}][, тип: {type}][, об’єкти: {sites}][, панелі: {panels}]",
    },
    doorbook_account_changed: {
      name: "Обліковий запис змінено",
      detail:
        "Обліковий запис[ {account}] змінено[, ким: {by}][, що змінено: {changed:accountChange}][, тип: {type}][, об’єкти: {sites}][, панелі: {panels}]",
    },
    doorbook_account_removed: {
      name: "Обліковий запис видалено",
      detail: "Обліковий запис[ {account}] видалено[, ким: {by}]",
    },
    doorbook_token_made: {
      name: "Особистий токен створено",
      detail:
        "Особистий токен[ {token}][ облікового запису {account}] створено[, ким: {by}][, права: {rights}][, об’єкти: {sites}][, панелі: {panels}][, дійсний до {expires}]",
    },
    doorbook_token_revoked: {
      name: "Особистий токен відкликано",
      detail: "Особистий токен[ {token}][ облікового запису {account}] відкликано[, ким: {by}]",
    },
    doorbook_log_read: {
      name: "Перегляд журналу",
      detail:
        "Журнал переглянуто[, обліковий запис: {account}][, токен: {token}][, запит: {query}][, інших запитів: {count}]",
    },
    doorbook_owners_imported: {
      name: "Імена власників завантажено",
      detail:
        "Імена власників завантажено[, обліковий запис: {account}][, нових: {added}][, змінених: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Імена власників видалено",
      detail: "Імена власників видалено[, обліковий запис: {account}][, кількість імен: {count}]",
    },
    doorbook_site_changed: {
      name: "Об’єкт змінено",
      detail: "Об’єкт[ {site}] змінено[, обліковий запис: {account}][, часовий пояс: {zone}]",
    },
    doorbook_site_removed: {
      name: "Об’єкт видалено",
      detail: "Об’єкт[ {site}] видалено[, обліковий запис: {account}]",
    },
    doorbook_log_imported: {
      name: "Події імпортовано",
      detail:
        "Події імпортовано[ з {file}][, обліковий запис: {account}][, нових: {added}][, відомих: {known}][, відхилених: {refused}]",
    },
    doorbook_log_exported: {
      name: "Експорт журналу",
      detail:
        "Події експортовано[, обліковий запис: {account}][, токен: {token}][, подій: {count}][, формат: {format}][, запит: {query}][, від: {from}][, до: {to}]",
    },
    doorbook_retention_set: {
      name: "Правило зберігання задано",
      detail:
        "Правило зберігання[ {rule}] задано[, обліковий запис: {account}][, днів до видалення: {days}][, категорії: {categories}][, об’єкт {site}][, події {panel}]",
    },
    doorbook_retention_removed: {
      name: "Правило зберігання видалено",
      detail: "Правило зберігання[ {rule}] видалено[, обліковий запис: {account}]",
    },
    doorbook_retention_edge: {
      name: "Термін зберігання подій минув",
      detail:
        "Події[, що сталися до {before},] більше не зберігаються[, правило зберігання: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Старі події видалено",
      detail:
        "Події[, що сталися до {before},] видалено[, кількість подій: {count}][, правило зберігання: {rule}]",
    },
    doorbook_hold_set: {
      name: "Заборону видалення встановлено",
      detail:
        "Заборону видалення[ {hold}] встановлено[, обліковий запис: {account}][, збережені події: {query}]",
    },
    doorbook_hold_released: {
      name: "Заборону видалення знято",
      detail: "Заборону видалення[ {hold}] знято[, обліковий запис: {account}]",
    },
    doorbook_disk_low: {
      name: "Мало місця на диску",
      detail: "На диску сервера мало місця[, вільно МБ: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Місця на диску знову достатньо",
      detail: "На диску сервера знову достатньо місця[, вільно МБ: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Резервну копію створено",
      detail: "Створено резервну копію[, подій: {events}][, до номера {seq}]",
    },
    doorbook_restored: {
      name: "Журнал відновлено",
      detail:
        "Журнал відновлено з резервної копії[ від {backup}][, подій: {events}][, до номера {seq}]",
    },
    doorbook_alarm_set: {
      name: "Тривогу задано",
      detail:
        "[Тривогу {alarm}|Тривогу] задано[, обліковий запис: {account}][, стан: {state}][, запит: {query}][, отримувач: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Тривогу видалено",
      detail: "[Тривогу {alarm}|Тривогу] видалено[, обліковий запис: {account}]",
    },
    doorbook_alarm_failing: {
      name: "Тривога не доставляється",
      detail:
        "[Тривога {alarm}|Тривога] не доставляється[ з {since}][, спроб: {tries}][, остання відповідь: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Тривога знову доставляється",
      detail: "[Тривога {alarm}|Тривога] знову доставляється[, не доставлялася з {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Тривогу надіслано повторно",
      detail:
        "[Події тривоги {alarm}|Події тривоги] надсилаються повторно[, обліковий запис: {account}][, з {from}][ до {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|номер {number|identifier_number}]",
    "картка {card}",
    "код {code}",
    "QR-код {qr}",
    "власник {owner|owner_name|user_name|info.user.name|user.name}",
    "квартира {apartment_address}",
    "квартири: {apartments_list}",
    "замок {lock|lock_number}",
    "абонентський пристрій {host}",
    "стан: {status}",
    "помилка: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "картка",
      ukey: "UKEY",
      input_code: "код доступу",
      face_id: "Face ID",
      qr: "QR-код",
      license_plate: "номерний знак",
      other: "{value}",
    },
    accountType: { admin: "адміністратор", manager: "менеджер", other: "{value}" },
    requestor: {
      web_ui: "з вебінтерфейсу",
      link_app: "із застосунку Link",
      link_server: "із сервера Link",
      link_guest_url: "за гостьовим посиланням Link",
      api: "через API",
      other: "(джерело запиту: {value})",
    },
    answered: { true: "прийнято", false: "залишився без відповіді" },
    accountChange: { password: "пароль", type: "тип", scope: "область доступу" },
    gapReason: {
      cleared: "її журнал було очищено",
      forgotten: "панель забула їх раніше, ніж їх вдалося прочитати",
      unread: "вони є в панелі, але прочитати їх не можна",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][, користувачі: {users_list:user}]|{name}[, користувачі: {users_list:user}]|{users_list:user}]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["власник {owner_name}"],
    rejectReason: [
      "{invalid_identifier?}недійсний ідентифікатор[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}часові правила не дозволяють використання ідентифікатора[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}вичерпано ліміт проходів за ідентифікатором[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}часовий профіль не дозволяє використання ідентифікатора[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}часовий профіль не дозволяє доступ користувачу[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}недостатньо ідентифікаторів[, потрібно ще: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}розпізнавання не ввімкнено[ ({recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType})]",
      "{not_enough_passes_for_shared_identifier?}вичерпано ліміт проходів за спільним ідентифікатором[ ({not_enough_passes_for_shared_identifier:sharedOwner})]",
      "{invalid_shared_identifier_time_rules?}часові правила не дозволяють використання спільного ідентифікатора[ ({invalid_shared_identifier_time_rules:sharedOwner})]",
      "{not_valid_time_profile_for_shared_identifier?}часовий профіль не дозволяє використання спільного ідентифікатора[ ({not_valid_time_profile_for_shared_identifier:sharedOwner})]",
    ],
  },
};
