import assert from "node:assert/strict";
import { test } from "node:test";

import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import { renderEventName, renderName } from "../../../src/basip/texts/render-texts.ts";

/** Key, English (the page's second example, to the letter, in its order), Ukrainian. */
const NAMES = [
  ["sip_registration_lost", "SIP registration lost", "Втрачено SIP-реєстрацію"],
  ["access_denied_by_unknown_card", "Unknown identifier", "Невідомий ідентифікатор"],
  ["access_denied_by_not_valid_input_code", "Wrong input code", "Неправильний код доступу"],
  [
    "access_granted_by_remote_server_api_call",
    "Access granted by remote server",
    "Доступ дозволено віддаленим сервером",
  ],
  ["outgoing_call_missed", "Missed outgoing call", "Вихідний виклик без відповіді"],
  ["door_was_not_closed_too_long", "Door is not closed too long", "Двері надто довго відчинені"],
  ["access_denied_by_unknown_qr", "Unknown QR code", "Невідомий QR-код"],
  [
    "access_granted_by_call_host",
    "Lock opened by response device",
    "Замок відкрито з абонентського пристрою",
  ],
  ["door_was_closed", "Door was closed", "Двері зачинено"],
  [
    "lock_was_opened_by_free_access_button",
    "Lock opened by free access button",
    "Замок відкрито кнопкою вільного доступу",
  ],
  ["outgoing_call", "Outgoing call", "Вихідний виклик"],
  ["device_booted", "Device booted", "Пристрій запущено"],
  [
    "incorrect_login_gui_settings",
    "Failed login attempt to the GUI settings",
    "Невдала спроба входу до налаштувань на екрані пристрою",
  ],
  [
    "successful_login_gui_settings",
    "Entered to GUI settings",
    "Вхід до налаштувань на екрані пристрою",
  ],
  ["incoming_call", "Incoming call", "Вхідний виклик"],
  ["door_was_opened", "Door was opened", "Двері відчинено"],
  [
    "access_denied_by_remote_server_api_call",
    "Access denied by remote server",
    "Доступ заборонено віддаленим сервером",
  ],
  ["door_sensor_was_opened", "Door sensor opened", "Датчик дверей: двері відчинено"],
  [
    "access_denied_by_not_valid_face_identifier",
    "Not valid face identifier",
    "Недійсний ідентифікатор обличчя",
  ],
  [
    "incorrect_login_api_call",
    "Failed login attempt to the web interface",
    "Невдала спроба входу до вебінтерфейсу",
  ],
  ["access_denied_by_not_valid_identifier", "Not valid identifier", "Недійсний ідентифікатор"],
  ["access_granted_by_api_call", "Access granted", "Доступ дозволено"],
  [
    "access_granted_by_valid_identifier",
    "Lock opened by identifier",
    "Замок відкрито ідентифікатором",
  ],
  ["emergency_lock_is_opened", "The lock is open on alarm", "Замок відкрито за сигналом тривоги"],
  ["lock_was_opened_by_exit_btn", "Lock opened by exit button", "Замок відкрито кнопкою виходу"],
  ["access_granted_by_master_code", "General access code entered", "Введено загальний код доступу"],
  [
    "access_granted_by_valid_face_identifier",
    "Lock opened by face identifier",
    "Замок відкрито за розпізнаним обличчям",
  ],
  ["door_sensor_was_closed", "Door sensor closed", "Датчик дверей: двері зачинено"],
  ["successful_login_api_call", "Login to the web interface", "Вхід до вебінтерфейсу"],
  ["outgoing_call_web", "Outgoing call from web", "Вихідний виклик із вебінтерфейсу"],
  ["tamper_event", "Tamper triggered", "Спрацював тампер"],
  [
    "multi_access_granted",
    "Multi factor access granted",
    "Доступ дозволено після багатофакторної автентифікації",
  ],
  [
    "multi_access_denied",
    "Multi factor access denied",
    "Доступ заборонено під час багатофакторної автентифікації",
  ],
  [
    "identifiers_without_linkage_to_user_access_denied",
    "Identifiers without linkage to user are not allowed",
    "Доступ заборонено: ідентифікатор не прив’язаний до користувача",
  ],
  [
    "access_denied_unknown_identifier",
    "Access denied by unknown identifier",
    "Доступ заборонено: невідомий ідентифікатор",
  ],
  ["lift_call_success", "Successful lift call", "Ліфт викликано"],
  ["lift_call_error", "Failed to call the lift", "Не вдалося викликати ліфт"],
  ["lift_module_access_error", "Cannot access lift module", "Немає доступу до модуля ліфта"],
  [
    "access_granted_by_shared_identifier",
    "Access granted by shared identifier",
    "Доступ за спільним ідентифікатором дозволено",
  ],
  [
    "access_denied_by_not_valid_shared_identifier",
    "Access denied by shared identifier",
    "Доступ за спільним ідентифікатором заборонено",
  ],
] as const;

test("the table of this test has all keys", () => {
  assert.deepEqual(NAMES.map(([key]) => key).toSorted(), EVENT_KEYS.toSorted());
});

for (const [key, english, ukrainian] of NAMES) {
  test(`names ${key} in English and Ukrainian`, () => {
    assert.equal(renderName("en", key), english);
    assert.equal(renderName("uk", key), ukrainian);
  });
}

test("has a name for each key in each language of the panels", () => {
  for (const locale of LOCALES)
    for (const key of EVENT_KEYS) assert.match(renderName(locale, key), /^\S.*\S$/u);
});

for (const key of ["bond_lift_request", "constructor", "__proto__"]) {
  test(`names the unknown key ${key} by a readable form of itself`, () => {
    assert.match(renderName("uk", key), /^[A-Z][a-z ]+$/);
  });
}

for (const [extra, name] of [
  [undefined, "Bond lift request"],
  ['{"name":"Виклик ліфта"}', "Виклик ліфта"],
  ['{"name":{"key":"bond_lift_request","text":"Lift was bound"}}', "Lift was bound"],
  ['{"name":{"text":7}}', "Bond lift request"],
  ['{"name":" "}', "Bond lift request"],
  ['{"name":null,"other":1}', "Bond lift request"],
  ["[]", "Bond lift request"],
] as const) {
  test(`names an event of an unknown key that came with ${extra} "${name}"`, () => {
    assert.equal(renderEventName("en", { key: "bond_lift_request", model: "{}", extra }), name);
  });
}

test("keeps its own name for a known key, whatever came beside it", () => {
  const event = { key: "tamper_event", model: "{}", extra: '{"name":"Something else"}' };

  assert.equal(renderEventName("en", event), "Tamper triggered");
});
