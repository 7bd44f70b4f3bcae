import assert from "node:assert/strict";
import { test } from "node:test";

import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { renderDetail } from "../../../src/basip/texts/render-texts.ts";

const IDENTIFIER =
  '{"lock":0,"owner":"Administrator","number":"3090069","apartment_address":"","type":"card"}';
const RESIDENT =
  '{"number":12345678901234567890,"type":"qr","owner":"Олена Кит","apartment_address":"7","lock":1}';
const SHARED = `"used_identifiers_list":[{"name":"Delivery","users_list":[{"user_name":"Bob","user_info":"van"}],
  "number":"AA1234BB","type":"license_plate"}],"apartments_list":["7","8"]`;
const MULTI = `"used_identifiers_list":[
  {"identifier_number":"55","auth_type":"card","user_name":"Ann","user_info":""},
  {"identifier_number":"9","auth_type":"face_id","user_name":"","user_info":""}],"apartments_list":["7"]`;
const LIFT = `"user":{"link_id":null,"name":"Ann"},"destination":{"id":3,"short_name":"Lobby"}`;

/** Key, model; English with it and without; Ukrainian with it and without. */
const DETAILS = [
  [
    "access_denied_by_not_valid_identifier",
    RESIDENT,
    "Not valid identifier 12345678901234567890 was used, owner Олена Кит, apartment 7, lock 1 was not opened",
    "Not valid identifier was used",
    "Використано недійсний ідентифікатор 12345678901234567890, власник Олена Кит, квартира 7, замок 1 не відкрито",
    "Використано недійсний ідентифікатор",
  ],
  [
    "access_denied_by_not_valid_face_identifier",
    RESIDENT,
    "Not valid face identifier 12345678901234567890 was used, owner Олена Кит, apartment 7, lock 1 was not opened",
    "Not valid face identifier was used",
    "Використано недійсний ідентифікатор обличчя 12345678901234567890, власник Олена Кит, квартира 7, замок 1 не відкрито",
    "Використано недійсний ідентифікатор обличчя",
  ],
  [
    "access_denied_by_not_valid_input_code",
    '{"code":"0042"}',
    "Wrong input code 0042 was entered",
    "Wrong input code was entered",
    "Введено неправильний код доступу 0042",
    "Введено неправильний код доступу",
  ],
  [
    "access_denied_by_remote_server_api_call",
    "{}",
    "Access was denied by the remote server",
    "Access was denied by the remote server",
    "Віддалений сервер заборонив доступ",
    "Віддалений сервер заборонив доступ",
  ],
  [
    "access_denied_by_unknown_card",
    '{"card":"00A1B2"}',
    "Unknown identifier 00A1B2 was used",
    "Unknown identifier was used",
    "Використано невідомий ідентифікатор 00A1B2",
    "Використано невідомий ідентифікатор",
  ],
  [
    "access_denied_by_unknown_qr",
    '{"qr":"Zx9"}',
    "Unknown QR code Zx9 was used",
    "Unknown QR code was used",
    "Використано невідомий QR-код Zx9",
    "Використано невідомий QR-код",
  ],
  [
    "access_denied_unknown_identifier",
    '{"identifier_number":"77","identifier_type":"ukey"}',
    "Access was denied: unknown identifier 77 (UKEY)",
    "Access was denied: unknown identifier",
    "Доступ заборонено: невідомий ідентифікатор 77, тип: UKEY",
    "Доступ заборонено: невідомий ідентифікатор",
  ],
  [
    "access_denied_by_not_valid_shared_identifier",
    `{${SHARED},"reject_reasons":[
      {"not_enough_passes_for_shared_identifier":[{"owner_name":"Zed"}]},
      {"invalid_shared_identifier_time_rules":[{"owner_name":"Zed"},{"owner_name":"Yan"}]},
      {"not_valid_time_profile_for_shared_identifier":[{}]},
      {"not_valid_time_profile_for_user":{"user_name":"Bob","user_info":"van"}}]}`,
    "Access by shared identifier AA1234BB (licence plate, Delivery, users: Bob (van)) was denied, apartments: 7, 8, reason: no passes left for shared identifier of Zed; time rules do not allow shared identifier of Zed, Yan; time profile does not allow shared identifier; time profile does not allow user Bob (van)",
    "Access by shared identifier was denied",
    "Доступ за спільним ідентифікатором заборонено: номерний знак AA1234BB (Delivery), користувачі: Bob (van), квартири: 7, 8, причина: вичерпано ліміт проходів за спільним ідентифікатором (власник Zed); часові правила не дозволяють використання спільного ідентифікатора (власник Zed, власник Yan); часовий профіль не дозволяє використання спільного ідентифікатора; часовий профіль не дозволяє доступ користувачу Bob (van)",
    "Доступ за спільним ідентифікатором заборонено",
  ],
  [
    "identifiers_without_linkage_to_user_access_denied",
    '{"identifier_number":"77","identifier_type":"nfc"}',
    "Access was denied: identifier 77 (nfc) is not linked to any user",
    "Access was denied: identifier is not linked to any user",
    "Доступ заборонено: ідентифікатор 77 не прив’язаний до користувача, тип ідентифікатора: nfc",
    "Доступ заборонено: ідентифікатор не прив’язаний до користувача",
  ],
  [
    "multi_access_denied",
    `{${MULTI},"reject_reasons":[
      {"invalid_identifier":{"identifier_number":"55","auth_type":"card"}},
      {"invalid_identifier_time_rules":[{"identifier_number":"9","auth_type":"face_id"}]},
      {"not_enough_passes_for_identifier":[{"identifier_number":"55"}]},
      {"not_valid_time_profile_for_identifier":[{"auth_type":"card"}]},
      {"not_valid_time_profile_for_user":{"user_name":"Ann"}},
      {"not_enough_identifiers_for_current_authentication_type":["face_id","qr"]},
      {"recognition_type_is_not_enabled":{"recognition_type_is_not_enabled":"qr"}}]}`,
    "Multi factor access was denied, identifiers: card 55 (Ann), Face ID 9, apartments: 7, reason: not valid identifier (card 55); time rules do not allow identifier (Face ID 9); no passes left for identifier (55); time profile does not allow identifier (card); time profile does not allow user Ann; not enough identifiers, missing Face ID, QR code; recognition is not enabled for QR code",
    "Multi factor access was denied",
    "Доступ заборонено під час багатофакторної автентифікації, ідентифікатори: картка 55 (Ann), Face ID 9, квартири: 7, причина: недійсний ідентифікатор (картка 55); часові правила не дозволяють використання ідентифікатора (Face ID 9); вичерпано ліміт проходів за ідентифікатором (55); часовий профіль не дозволяє використання ідентифікатора (картка); часовий профіль не дозволяє доступ користувачу Ann; недостатньо ідентифікаторів, потрібно ще: Face ID, QR-код; розпізнавання не ввімкнено (QR-код)",
    "Доступ заборонено під час багатофакторної автентифікації",
  ],
  [
    "access_granted_by_api_call",
    '{"lock":1,"requestor":"web_ui"}',
    "Lock 1 opened from the web interface",
    "Lock opened by an API call",
    "Замок 1 відкрито з вебінтерфейсу",
    "Замок відкрито через API",
  ],
  [
    "access_granted_by_call_host",
    '{"host":"101","lock":1}',
    "Lock 1 was opened by response device 101",
    "Lock was opened by the response device",
    "Замок 1 відкрито з абонентського пристрою 101",
    "Замок відкрито з абонентського пристрою",
  ],
  [
    "access_granted_by_master_code",
    '{"code":"0000","lock":2}',
    "General access code 0000 was entered, lock 2 was opened",
    "General access code was entered",
    "Введено загальний код доступу 0000, замок 2 відкрито",
    "Введено загальний код доступу",
  ],
  [
    "access_granted_by_remote_server_api_call",
    '{"lock":"1"}',
    "Access was granted by the remote server, lock 1 was opened",
    "Access was granted by the remote server",
    "Віддалений сервер дозволив доступ, замок 1 відкрито",
    "Віддалений сервер дозволив доступ",
  ],
  [
    "access_granted_by_valid_identifier",
    IDENTIFIER,
    "Valid identifier 3090069 was used, owner Administrator, lock 0 was opened",
    "Valid identifier was used",
    "Використано дійсний ідентифікатор 3090069, власник Administrator, замок 0 відкрито",
    "Використано дійсний ідентифікатор",
  ],
  [
    "access_granted_by_valid_face_identifier",
    RESIDENT,
    "Valid face identifier 12345678901234567890 was used, owner Олена Кит, apartment 7, lock 1 was opened",
    "Valid face identifier was used",
    "Використано дійсний ідентифікатор обличчя 12345678901234567890, власник Олена Кит, квартира 7, замок 1 відкрито",
    "Використано дійсний ідентифікатор обличчя",
  ],
  [
    "access_granted_by_shared_identifier",
    `{${SHARED},"lock_number":1}`,
    "Access was granted by shared identifier AA1234BB (licence plate, Delivery, users: Bob (van)), apartments: 7, 8, lock 1 was opened",
    "Access was granted by shared identifier",
    "Доступ за спільним ідентифікатором дозволено: номерний знак AA1234BB (Delivery), користувачі: Bob (van), квартири: 7, 8, замок 1 відкрито",
    "Доступ за спільним ідентифікатором дозволено",
  ],
  [
    "multi_access_granted",
    `{${MULTI},"lock_number":1}`,
    "Multi factor access was granted, identifiers: card 55 (Ann), Face ID 9, apartments: 7, lock 1 was opened",
    "Multi factor access was granted",
    "Доступ дозволено після багатофакторної автентифікації, ідентифікатори: картка 55 (Ann), Face ID 9, квартири: 7, замок 1 відкрито",
    "Доступ дозволено після багатофакторної автентифікації",
  ],
  [
    "lock_was_opened_by_exit_btn",
    '{"lock":1}',
    "Lock 1 was opened by the exit button",
    "Lock was opened by the exit button",
    "Замок 1 відкрито кнопкою виходу",
    "Замок відкрито кнопкою виходу",
  ],
  [
    "lock_was_opened_by_free_access_button",
    '{"lock":1}',
    "Lock 1 was opened by the free access button",
    "Lock was opened by the free access button",
    "Замок 1 відкрито кнопкою вільного доступу",
    "Замок відкрито кнопкою вільного доступу",
  ],
  [
    "emergency_lock_is_opened",
    '{"lock":1}',
    "Lock 1 was opened because of an alarm",
    "Lock was opened because of an alarm",
    "Замок 1 відкрито за сигналом тривоги",
    "Замок відкрито за сигналом тривоги",
  ],
  [
    "door_was_opened",
    "{}",
    "Door was opened",
    "Door was opened",
    "Двері було відчинено",
    "Двері було відчинено",
  ],
  [
    "door_was_closed",
    "{}",
    "Door was closed",
    "Door was closed",
    "Двері було зачинено",
    "Двері було зачинено",
  ],
  [
    "door_sensor_was_opened",
    "{}",
    "Door sensor reported that the door was opened",
    "Door sensor reported that the door was opened",
    "Датчик зафіксував відчинення дверей",
    "Датчик зафіксував відчинення дверей",
  ],
  [
    "door_sensor_was_closed",
    "{}",
    "Door sensor reported that the door was closed",
    "Door sensor reported that the door was closed",
    "Датчик зафіксував зачинення дверей",
    "Датчик зафіксував зачинення дверей",
  ],
  [
    "lift_call_success",
    `{"info":{${LIFT},"lift":{"id":1,"short_name":"A"}}}`,
    "Lift A was called by Ann, destination Lobby",
    "Lift was called",
    "Викликано ліфт A, користувач Ann, пункт призначення Lobby",
    "Викликано ліфт",
  ],
  [
    "lift_call_error",
    `{"info":{${LIFT},"error":{"message":"Lift is busy"}}}`,
    "Lift call by Ann failed, destination Lobby, error: Lift is busy",
    "Lift call failed",
    "Не вдалося викликати ліфт, користувач Ann, пункт призначення Lobby, помилка: Lift is busy",
    "Не вдалося викликати ліфт",
  ],
  [
    "lift_module_access_error",
    '{"info":{"user":{"name":"Ann"},"error":{"message":"Timeout"}}}',
    "Lift module could not be accessed, user Ann, error: Timeout",
    "Lift module could not be accessed",
    "Немає доступу до модуля ліфта, користувач Ann, помилка: Timeout",
    "Немає доступу до модуля ліфта",
  ],
  [
    "incoming_call",
    '{"number":"101","answered":true}',
    "Incoming call from 101 was answered",
    "Incoming call",
    "Вхідний виклик із номера 101 прийнято",
    "Вхідний виклик",
  ],
  [
    "outgoing_call",
    '{"number":"101","answered":false}',
    "Outgoing call to 101 was not answered",
    "Outgoing call",
    "Вихідний виклик на номер 101 залишився без відповіді",
    "Вихідний виклик",
  ],
  [
    "outgoing_call_missed",
    '{"number":"101","answered":false}',
    "Outgoing call to 101 was missed",
    "Outgoing call was missed",
    "Вихідний виклик на номер 101 залишився без відповіді",
    "Вихідний виклик залишився без відповіді",
  ],
  [
    "outgoing_call_web",
    '{"number":"101","answered":true}',
    "Outgoing call to 101 from the web interface was answered",
    "Outgoing call from the web interface",
    "Вихідний виклик із вебінтерфейсу на номер 101 прийнято",
    "Вихідний виклик із вебінтерфейсу",
  ],
  [
    "device_booted",
    "{}",
    "Device started",
    "Device started",
    "Пристрій було запущено",
    "Пристрій було запущено",
  ],
  [
    "sip_registration_lost",
    "{}",
    "SIP registration was lost",
    "SIP registration was lost",
    "Пристрій втратив реєстрацію на SIP-сервері",
    "Пристрій втратив реєстрацію на SIP-сервері",
  ],
  [
    "successful_login_api_call",
    '{"account_type":"admin"}',
    "Successful (admin) login to the web interface",
    "Successful login to the web interface",
    "Успішний вхід до вебінтерфейсу (адміністратор)",
    "Успішний вхід до вебінтерфейсу",
  ],
  [
    "successful_login_gui_settings",
    '{"account_type":"manager"}',
    "Successful (manager) login to the GUI settings",
    "Successful login to the GUI settings",
    "Успішний вхід до налаштувань на екрані пристрою (менеджер)",
    "Успішний вхід до налаштувань на екрані пристрою",
  ],
  [
    "incorrect_login_api_call",
    '{"account_type":"admin"}',
    "Failed (admin) login attempt to the web interface",
    "Failed login attempt to the web interface",
    "Невдала спроба входу до вебінтерфейсу (адміністратор)",
    "Невдала спроба входу до вебінтерфейсу",
  ],
  [
    "incorrect_login_gui_settings",
    '{"account_type":"installer"}',
    "Failed (installer) login attempt to the GUI settings",
    "Failed login attempt to the GUI settings",
    "Невдала спроба входу до налаштувань на екрані пристрою (installer)",
    "Невдала спроба входу до налаштувань на екрані пристрою",
  ],
  [
    "door_was_not_closed_too_long",
    '{"lock_opened_time":30}',
    "Door was left open for too long, the lock had been open for 30 s",
    "Door was left open for too long",
    "Двері надто довго залишаються відчиненими, замок відкритий уже 30 с",
    "Двері надто довго залишаються відчиненими",
  ],
  [
    "tamper_event",
    "{}",
    "Tamper sensor was triggered",
    "Tamper sensor was triggered",
    "Спрацював датчик відкриття корпусу (тампер)",
    "Спрацював датчик відкриття корпусу (тампер)",
  ],
] as const;

/** Models that say nothing: each is told like no model at all. */
const SILENT = [
  undefined,
  "{}",
  "null",
  "[]",
  "7",
  '"text"',
  '{"number":null,"owner":null,"lock":null,"code":null,"card":null,"qr":null,"host":null}',
  '{"number":"","owner":"","lock":"","code":" ","card":"","qr":"","host":"","account_type":""}',
  '{"number":{},"owner":[],"lock":true,"code":{"a":1},"card":[[]],"qr":false,"host":[null]}',
  '{"used_identifiers_list":[],"apartments_list":[""],"reject_reasons":[{}],"info":null}',
  '{"used_identifiers_list":{},"apartments_list":null,"reject_reasons":true,"info":[]}',
  '{"reject_reasons":[{"invalid_identifier":null,"invalid_identifier_time_rules":[]}]}',
  '{"info":{"user":null,"lift":"","destination":7,"error":{"message":{}}},"answered":null}',
  '{"identifier_number":{},"identifier_type":"","requestor":[],"lock_opened_time":{}}',
];

test("the table of this test has all keys, in the order of the catalog", () => {
  assert.deepEqual(
    DETAILS.map(([key]) => key),
    EVENT_KEYS,
  );
});

for (const [key, model, english, silentEnglish, ukrainian, silentUkrainian] of DETAILS) {
  test(`tells ${key} with the fields of its model`, () => {
    assert.equal(renderDetail("en", { key, model, extra: undefined }), english);
    assert.equal(renderDetail("uk", { key, model, extra: undefined }), ukrainian);
  });

  test(`tells ${key} in a sentence when the model says nothing`, () => {
    for (const silent of SILENT) {
      assert.equal(renderDetail("en", { key, model: silent, extra: undefined }), silentEnglish);
      assert.equal(renderDetail("uk", { key, model: silent, extra: undefined }), silentUkrainian);
    }
  });
}

for (const [key, model, english] of [
  [
    "access_granted_by_api_call",
    '{"lock":1,"requestor":"link_app"}',
    "Lock 1 opened from the Link app",
  ],
  [
    "access_granted_by_api_call",
    '{"lock":1,"requestor":"link_server"}',
    "Lock 1 opened from the Link server",
  ],
  [
    "access_granted_by_api_call",
    '{"lock":1,"requestor":"link_guest_url"}',
    "Lock 1 opened by a Link guest URL",
  ],
  ["access_granted_by_api_call", '{"lock":1,"requestor":"api"}', "Lock 1 opened by an API call"],
  ["access_granted_by_api_call", '{"lock":1,"requestor":"kiosk"}', "Lock 1 opened by kiosk"],
  ["access_granted_by_api_call", '{"requestor":"web_ui"}', "Lock opened from the web interface"],
  ["access_granted_by_api_call", '{"lock":7}', "Lock 7 opened by an API call"],
  ["access_granted_by_valid_identifier", '{"number":3090069}', "Valid identifier 3090069 was used"],
  [
    "access_granted_by_valid_identifier",
    '{"lock":0}',
    "Valid identifier was used, lock 0 was opened",
  ],
  [
    "access_granted_by_valid_identifier",
    '{"owner":"{number} [x]"}',
    "Valid identifier was used, owner {number} [x]",
  ],
  [
    "access_granted_by_valid_identifier",
    '{"owner":"=CMD()"}',
    "Valid identifier was used, owner =CMD()",
  ],
  [
    "access_granted_by_valid_identifier",
    '{"owner":"\\u0416 \\"q\\""}',
    'Valid identifier was used, owner Ж "q"',
  ],
  ["access_denied_by_unknown_card", '{"number":"5"}', "Unknown identifier 5 was used"],
  ["incoming_call", '{"answered":true}', "Incoming call was answered"],
  ["incoming_call", '{"number":101,"answered":"maybe"}', "Incoming call from 101"],
  ["lift_call_success", '{"user":{"name":"Ann"},"lift":{"id":1}}', "Lift 1 was called by Ann"],
  [
    "lift_call_success",
    '{"info":{"destination":{"id":3,"short_name":""}}}',
    "Lift was called, destination 3",
  ],
  [
    "lift_module_access_error",
    '{"info":{"errormessage":"Off"}}',
    "Lift module could not be accessed, error: Off",
  ],
  ["multi_access_granted", '{"lock":2}', "Multi factor access was granted, lock 2 was opened"],
  [
    "multi_access_denied",
    '{"reject_reasons":["late"]}',
    "Multi factor access was denied, reason: late",
  ],
  [
    "multi_access_denied",
    '{"reject_reasons":[{"recognition_type_is_not_enabled":"face_id"}]}',
    "Multi factor access was denied, reason: recognition is not enabled for Face ID",
  ],
  [
    "multi_access_granted",
    '{"used_identifiers_list":[{"user_name":"Ann"},{"auth_type":"qr","user_name":"Bo"}]}',
    "Multi factor access was granted, identifiers: Ann, QR code (Bo)",
  ],
] as const) {
  test(`tells ${key} with ${model} as "${english}"`, () => {
    assert.equal(renderDetail("en", { key, model, extra: undefined }), english);
  });
}

for (const [model, extra, english, ukrainian] of [
  [undefined, undefined, "Bond lift request", "Bond lift request"],
  ["{}", '{"text":""}', "Bond lift request", "Bond lift request"],
  ['{"unknown":1}', "{}", "Bond lift request", "Bond lift request"],
  [
    '{"number":12345678901234567890,"type":"card","owner":"Ann","apartment_address":"7","lock":1}',
    undefined,
    "Bond lift request: card 12345678901234567890, owner Ann, apartment 7, lock 1",
    "Bond lift request: картка 12345678901234567890, власник Ann, квартира 7, замок 1",
  ],
  [
    '{"number":"5","code":"42","card":"9","qr":"q","host":"101","status":"error"}',
    undefined,
    "Bond lift request: number 5, card 9, code 42, QR code q, host 101, status: error",
    "Bond lift request: номер 5, картка 9, код 42, QR-код q, абонентський пристрій 101, стан: error",
  ],
  ['{"lock":1}', '{"name":"Bound"}', "Bound: lock 1", "Bound: замок 1"],
  ['{"lock":1}', '{"text":"As the panel says it"}', "As the panel says it", "As the panel says it"],
  ['{"lock":1}', '{"info":{"text":"Said inside"}}', "Said inside", "Said inside"],
] as const) {
  test(`tells an unknown key with ${model} and ${extra} as "${english}"`, () => {
    const event = { key: "bond_lift_request", model, extra };

    assert.equal(renderDetail("en", event), english);
    assert.equal(renderDetail("uk", event), ukrainian);
  });
}

test("tells a known key in its own words, whatever came beside it", () => {
  const event = { key: "tamper_event", model: "{}", extra: '{"text":"Something else"}' };

  assert.equal(renderDetail("en", event), "Tamper sensor was triggered");
});

for (const [locale, sentence] of [
  ["en", "Successful (admin) login to the web interface, number of logins: 24"],
  ["uk", "Успішний вхід до вебінтерфейсу (адміністратор), кількість входів: 24"],
] as const) {
  test(`tells in ${locale} how many logins one event stands for`, () => {
    const told = {
      key: "successful_login_api_call",
      model: '{"account_type":"admin","count":24}',
      extra: undefined,
    };

    assert.equal(renderDetail(locale, told), sentence);
  });
}
