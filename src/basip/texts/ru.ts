import type { LocaleTexts } from "./locale-texts.ts";

/** Russian. All of it is ours. */
export const ru: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Недействительный идентификатор",
    access_denied_by_not_valid_face_identifier: "Недействительный идентификатор Face ID",
    access_denied_by_not_valid_input_code: "Неверный код доступа",
    access_denied_by_remote_server_api_call: "Доступ запрещён удалённым сервером",
    access_denied_by_unknown_card: "Неизвестный идентификатор",
    access_denied_by_unknown_qr: "Неизвестный QR-код",
    access_denied_unknown_identifier: "Доступ запрещён: неизвестный идентификатор",
    access_denied_by_not_valid_shared_identifier: "Доступ по общему идентификатору запрещён",
    identifiers_without_linkage_to_user_access_denied:
      "Доступ запрещён: идентификатор не привязан к пользователю",
    multi_access_denied: "Доступ запрещён при многофакторной аутентификации",
    access_granted_by_api_call: "Доступ разрешён",
    access_granted_by_call_host: "Замок открыт с абонентского устройства",
    access_granted_by_master_code: "Введён общий код доступа",
    access_granted_by_remote_server_api_call: "Доступ разрешён удалённым сервером",
    access_granted_by_valid_identifier: "Замок открыт по идентификатору",
    access_granted_by_valid_face_identifier: "Замок открыт по Face ID",
    access_granted_by_shared_identifier: "Доступ по общему идентификатору разрешён",
    multi_access_granted: "Доступ разрешён после многофакторной аутентификации",
    lock_was_opened_by_exit_btn: "Замок открыт кнопкой выхода",
    lock_was_opened_by_free_access_button: "Замок открыт кнопкой свободного доступа",
    emergency_lock_is_opened: "Замок открыт по сигналу тревоги",
    door_was_opened: "Дверь открыта",
    door_was_closed: "Дверь закрыта",
    door_sensor_was_opened: "Датчик двери: дверь открыта",
    door_sensor_was_closed: "Датчик двери: дверь закрыта",
    lift_call_success: "Лифт вызван",
    lift_call_error: "Не удалось вызвать лифт",
    lift_module_access_error: "Нет доступа к модулю управления лифтом",
    incoming_call: "Входящий вызов",
    outgoing_call: "Исходящий вызов",
    outgoing_call_missed: "Исходящий вызов без ответа",
    outgoing_call_web: "Исходящий вызов из веб-интерфейса",
    device_booted: "Устройство запущено",
    sip_registration_lost: "SIP-регистрация потеряна",
    successful_login_api_call: "Вход в веб-интерфейс",
    successful_login_gui_settings: "Вход в настройки на экране устройства",
    incorrect_login_api_call: "Неудачная попытка входа в веб-интерфейс",
    incorrect_login_gui_settings: "Неудачная попытка входа в настройки на экране устройства",
    door_was_not_closed_too_long: "Дверь слишком долго открыта",
    tamper_event: "Сработал тампер",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Предъявлен недействительный идентификатор[ {number}][, владелец {owner}][, квартира {apartment_address}][, замок {lock} не открыт]",
    access_denied_by_not_valid_face_identifier:
      "Предъявлен недействительный идентификатор Face ID[ {number}][, владелец {owner}][, квартира {apartment_address}][, замок {lock} не открыт]",
    access_denied_by_not_valid_input_code: "Введён неверный код доступа[ {code}]",
    access_denied_by_remote_server_api_call: "Доступ запрещён удалённым сервером",
    access_denied_by_unknown_card: "Предъявлен неизвестный идентификатор[ {card|number}]",
    access_denied_by_unknown_qr: "Предъявлен неизвестный QR-код[ {qr|number}]",
    access_denied_unknown_identifier:
      "Доступ запрещён: неизвестный идентификатор[ {identifier_number|number}][, тип: {identifier_type|type:identifierType}]",
    access_denied_by_not_valid_shared_identifier:
      "Доступ по общему идентификатору запрещён[: {used_identifiers_list:sharedIdentifier}][, квартиры: {apartments_list}][, причина: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Доступ запрещён: идентификатор[ {identifier_number|number}] не привязан к пользователю[, тип идентификатора: {identifier_type|type:identifierType}]",
    multi_access_denied:
      "Доступ запрещён при многофакторной аутентификации[, идентификаторы: {used_identifiers_list:identifier}][, квартиры: {apartments_list}][, причина: {reject_reasons:rejectReason}]",
    access_granted_by_api_call: "Замок[ {lock}] открыт[ {requestor:requestor}| через API]",
    access_granted_by_call_host: "Замок[ {lock}] открыт с абонентского устройства[ {host}]",
    access_granted_by_master_code: "Введён общий код доступа[ {code}][, замок {lock} открыт]",
    access_granted_by_remote_server_api_call:
      "Доступ разрешён удалённым сервером[, замок {lock} открыт]",
    access_granted_by_valid_identifier:
      "Предъявлен действительный идентификатор[ {number}][, владелец {owner}][, квартира {apartment_address}][, замок {lock} открыт]",
    access_granted_by_valid_face_identifier:
      "Предъявлен действительный идентификатор Face ID[ {number}][, владелец {owner}][, квартира {apartment_address}][, замок {lock} открыт]",
    access_granted_by_shared_identifier:
      "Доступ по общему идентификатору разрешён[: {used_identifiers_list:sharedIdentifier}][, квартиры: {apartments_list}][, замок {lock_number|lock} открыт]",
    multi_access_granted:
      "Доступ разрешён после многофакторной аутентификации[, идентификаторы: {used_identifiers_list:identifier}][, квартиры: {apartments_list}][, замок {lock_number|lock} открыт]",
    lock_was_opened_by_exit_btn: "Замок[ {lock}] открыт кнопкой выхода",
    lock_was_opened_by_free_access_button: "Замок[ {lock}] открыт кнопкой свободного доступа",
    emergency_lock_is_opened: "Замок[ {lock}] открыт по сигналу тревоги",
    door_was_opened: "Дверь открыта",
    door_was_closed: "Дверь закрыта",
    door_sensor_was_opened: "Датчик зафиксировал открытие двери",
    door_sensor_was_closed: "Датчик зафиксировал закрытие двери",
    lift_call_success:
      "Лифт[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}] вызван[, пользователь {info.user.name|user.name}][, пункт назначения: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Не удалось вызвать лифт[, пользователь {info.user.name|user.name}][, пункт назначения: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, ошибка: {info.error.message|error.message}]",
    lift_module_access_error:
      "Не удалось получить доступ к модулю управления лифтом[, пользователь {info.user.name|user.name}][, ошибка: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Входящий вызов[ с номера {number}][ {answered:answered}]",
    outgoing_call: "Исходящий вызов[ на номер {number}][ {answered:answered}]",
    outgoing_call_missed: "Исходящий вызов[ на номер {number}] остался без ответа",
    outgoing_call_web:
      "Исходящий вызов из веб-интерфейса[ на номер {number}][ {answered:answered}]",
    device_booted: "Устройство запущено",
    sip_registration_lost: "Регистрация на SIP-сервере потеряна",
    successful_login_api_call:
      "Успешный вход в веб-интерфейс[ ({account_type:accountType})][, количество входов: {count}]",
    successful_login_gui_settings:
      "Успешный вход в настройки на экране устройства[ ({account_type:accountType})]",
    incorrect_login_api_call:
      "Неудачная попытка входа в веб-интерфейс[ ({account_type:accountType})][, количество попыток: {count}]",
    incorrect_login_gui_settings:
      "Неудачная попытка входа в настройки на экране устройства[ ({account_type:accountType})]",
    door_was_not_closed_too_long:
      "Дверь слишком долго остаётся открытой[, замок открыт уже {lock_opened_time} с]",
    tamper_event: "Сработал датчик вскрытия корпуса (тампер)",
  },
  own: {
    doorbook_log_cleared: {
      name: "Журнал очищен для одной учётной записи",
      detail:
        "Журнал[ панели {panel}] очищен для одной учётной записи[: {account}]; ни одно событие не удалено",
    },
    doorbook_panel_live: {
      name: "Панель снова на связи",
      detail: "Панель[ {panel}][ ({name})] снова на связи",
    },
    doorbook_panel_silent: {
      name: "Панель молчит",
      detail: "Панель[ {panel}][ ({name})] молчит[ с {since}]",
    },
    doorbook_panel_refused: {
      name: "Панель отклоняет вход",
      detail: "Панель[ {panel}][ ({name})] отклоняет вход Doorbook[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Дочитываются события панели",
      detail: "Дочитываются события панели[ {panel}][ ({name})][, осталось: {events}]",
    },
    doorbook_clock_off: {
      name: "Часы панели идут неверно",
      detail: "Часы панели[ {panel}][ ({name})] идут неверно[, отклонение: {offset}]",
    },
    doorbook_clock_right: {
      name: "Часы панели снова идут верно",
      detail: "Часы панели[ {panel}][ ({name})] снова идут верно",
    },
    doorbook_clock_jumped: {
      name: "Скачок часов панели",
      detail:
        "Часы панели[ {panel}][ ({name})] сделали скачок[, отклонение до него: {from}][, отклонение теперь: {to}]",
    },
    doorbook_gap: {
      name: "Не хватает событий",
      detail:
        "Не хватает событий панели[ {panel}][ ({name})][ с {from}][ по {to}][, не менее {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Потеряны строки syslog",
      detail: "При приёме потеряны строки syslog[ по {protocol}][, количество строк: {count}]",
    },
    doorbook_panel_added: {
      name: "Панель добавлена",
      detail:
        "Панель[ {panel}][ ({name})] добавлена в список панелей Doorbook[, учётная запись: {account}]",
    },
    doorbook_panel_changed: {
      name: "Панель изменена",
      detail:
        "Панель[ {panel}][ ({name})] изменена в списке панелей Doorbook[, учётная запись: {account}]",
    },
    doorbook_panel_removed: {
      name: "Панель удалена",
      detail:
        "Панель[ {panel}][ ({name})] удалена из списка панелей Doorbook[, учётная запись: {account}]",
    },
    doorbook_account_added: {
      name: "Учётная запись добавлена",
      detail:
        "Учётная запись[ {account}] добавлена[, кем: {by}][, тип: {type}][, объекты: {sites}][, панели: {panels}]",
    },
    doorbook_account_changed: {
      name: "Учётная запись изменена",
      detail:
        "Учётная запись[ {account}] изменена[, кем: {by}][, что изменено: {changed:accountChange}][, тип: {type}][, объекты: {sites}][, панели: {panels}]",
    },
    doorbook_account_removed: {
      name: "Учётная запись удалена",
      detail: "Учётная запись[ {account}] удалена[, кем: {by}]",
    },
    doorbook_token_made: {
      name: "Личный токен создан",
      detail:
        "Личный токен[ {token}][ учётной записи {account}] создан[, кем: {by}][, права: {rights}][, объекты: {sites}][, панели: {panels}][, действителен до {expires}]",
    },
    doorbook_token_revoked: {
      name: "Личный токен отозван",
      detail: "Личный токен[ {token}][ учётной записи {account}] отозван[, кем: {by}]",
    },
    doorbook_log_read: {
      name: "Просмотр журнала",
      detail:
        "Журнал просмотрен[, учётная запись: {account}][, токен: {token}][, запрос: {query}][, других запросов: {count}]",
    },
    doorbook_owners_imported: {
      name: "Имена владельцев загружены",
      detail:
        "Имена владельцев загружены[, учётная запись: {account}][, новых: {added}][, изменённых: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Имена владельцев удалены",
      detail: "Имена владельцев удалены[, учётная запись: {account}][, количество имён: {count}]",
    },
    doorbook_site_changed: {
      name: "Объект изменён",
      detail: "Объект[ {site}] изменён[, учётная запись: {account}][, часовой пояс: {zone}]",
    },
    doorbook_site_removed: {
      name: "Объект удалён",
      detail: "Объект[ {site}] удалён[, учётная запись: {account}]",
    },
    doorbook_log_imported: {
      name: "События импортированы",
      detail:
        "События импортированы[ из {file}][, учётная запись: {account}][, новых: {added}][, известных: {known}][, отклонённых: {refused}]",
    },
    doorbook_log_exported: {
      name: "Экспорт журнала",
      detail:
        "События экспортированы[, учётная запись: {account}][, токен: {token}][, событий: {count}][, формат: {format}][, запрос: {query}][, с: {from}][, по: {to}]",
    },
    doorbook_retention_set: {
      name: "Правило хранения задано",
      detail:
        "Правило хранения[ {rule}] задано[, учётная запись: {account}][, дней до удаления: {days}][, категории: {categories}][, объект {site}][, события {panel}]",
    },
    doorbook_retention_removed: {
      name: "Правило хранения удалено",
      detail: "Правило хранения[ {rule}] удалено[, учётная запись: {account}]",
    },
    doorbook_retention_edge: {
      name: "Срок хранения событий истёк",
      detail: "События[, произошедшие до {before},] больше не хранятся[, правило хранения: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Старые события удалены",
      detail:
        "События[, произошедшие до {before},] удалены[, количество событий: {count}][, правило хранения: {rule}]",
    },
    doorbook_hold_set: {
      name: "Запрет на удаление установлен",
      detail:
        "Запрет на удаление[ {hold}] установлен[, учётная запись: {account}][, сохраняемые события: {query}]",
    },
    doorbook_hold_released: {
      name: "Запрет на удаление снят",
      detail: "Запрет на удаление[ {hold}] снят[, учётная запись: {account}]",
    },
    doorbook_disk_low: {
      name: "Мало места на диске",
      detail: "На диске сервера мало места[, свободно МБ: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Места на диске снова достаточно",
      detail: "На диске сервера снова достаточно места[, свободно МБ: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Резервная копия создана",
      detail: "Создана резервная копия[, событий: {events}][, до номера {seq}]",
    },
    doorbook_restored: {
      name: "Журнал восстановлен",
      detail:
        "Журнал восстановлен из резервной копии[ от {backup}][, событий: {events}][, до номера {seq}]",
    },
    doorbook_alarm_set: {
      name: "Тревога задана",
      detail:
        "[Тревога {alarm}|Тревога] задана[, учётная запись: {account}][, состояние: {state}][, запрос: {query}][, получатель: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Тревога удалена",
      detail: "[Тревога {alarm}|Тревога] удалена[, учётная запись: {account}]",
    },
    doorbook_alarm_failing: {
      name: "Тревога не доставляется",
      detail:
        "[Тревога {alarm}|Тревога] не доставляется[ с {since}][, попыток: {tries}][, последний ответ: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Тревога снова доставляется",
      detail: "[Тревога {alarm}|Тревога] снова доставляется[, не доставлялась с {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Тревога отправлена повторно",
      detail:
        "[События тревоги {alarm}|События тревоги] отправляются повторно[, учётная запись: {account}][, с {from}][ по {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|номер {number|identifier_number}]",
    "карта {card}",
    "код {code}",
    "QR-код {qr}",
    "владелец {owner|owner_name|user_name|info.user.name|user.name}",
    "квартира {apartment_address}",
    "квартиры: {apartments_list}",
    "замок {lock|lock_number}",
    "абонентское устройство {host}",
    "статус: {status}",
    "ошибка: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "карта",
      ukey: "UKEY",
      input_code: "код доступа",
      face_id: "Face ID",
      qr: "QR-код",
      license_plate: "номерной знак",
      other: "{value}",
    },
    accountType: { admin: "администратор", manager: "менеджер", other: "{value}" },
    requestor: {
      web_ui: "из веб-интерфейса",
      link_app: "из приложения Link",
      link_server: "с сервера Link",
      link_guest_url: "по гостевой ссылке Link",
      api: "через API",
      other: "(источник запроса: {value})",
    },
    answered: { true: "принят", false: "остался без ответа" },
    accountChange: { password: "пароль", type: "тип", scope: "область доступа" },
    gapReason: {
      cleared: "её журнал был очищен",
      forgotten: "панель забыла их раньше, чем их удалось прочитать",
      unread: "они есть у панели, но прочитать их нельзя",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][, пользователи: {users_list:user}]|{name}[, пользователи: {users_list:user}]|{users_list:user}]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["владелец {owner_name}"],
    rejectReason: [
      "{invalid_identifier?}недействительный идентификатор[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}ограничение по времени для идентификатора[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}исчерпан лимит проходов по идентификатору[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}временной профиль не разрешает доступ по идентификатору[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}временной профиль не разрешает доступ пользователю[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}недостаточно идентификаторов[, требуется ещё: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}распознавание не включено[ ({recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType})]",
      "{not_enough_passes_for_shared_identifier?}исчерпан лимит проходов по общему идентификатору[ ({not_enough_passes_for_shared_identifier:sharedOwner})]",
      "{invalid_shared_identifier_time_rules?}ограничение по времени для общего идентификатора[ ({invalid_shared_identifier_time_rules:sharedOwner})]",
      "{not_valid_time_profile_for_shared_identifier?}временной профиль не разрешает доступ по общему идентификатору[ ({not_valid_time_profile_for_shared_identifier:sharedOwner})]",
    ],
  },
};
