import assert from "node:assert/strict";
import { test } from "node:test";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import { renderDetail, renderName } from "../../../src/basip/texts/render-texts.ts";
import { isOwnEventKey, OWN_EVENT_KEYS, OWN_EVENTS } from "../../../src/event/own-events.ts";
import type { OwnEventKey } from "../../../src/event/own-events.ts";

const PANEL = { panel: "AA12-7", name: "Front" };
const FROM = "2026-03-01T08:00:00Z";
const TO = "2026-03-02T09:30:00Z";

/** Key, name, model, what is said of it, and what of an empty model; in English. */
const SAID = [
  [
    "doorbook_log_cleared",
    "Log cleared for one account",
    { account: "ann", panel: "AA12-7" },
    "Log of panel AA12-7 was cleared for one account: ann; no event was deleted",
    "Log was cleared for one account; no event was deleted",
  ],
  [
    "doorbook_panel_live",
    "Panel reports again",
    PANEL,
    "Panel AA12-7 (Front) reports again",
    "The panel reports again",
  ],
  [
    "doorbook_panel_silent",
    "Panel is silent",
    { ...PANEL, since: FROM },
    `Nothing was heard from panel AA12-7 (Front) since ${FROM}`,
    "Nothing was heard from the panel",
  ],
  [
    "doorbook_panel_refused",
    "Panel refuses the login",
    { ...PANEL, reason: "Wrong login or password" },
    "Panel AA12-7 (Front) refuses Doorbook's login: Wrong login or password",
    "The panel refuses Doorbook's login",
  ],
  [
    "doorbook_panel_catching_up",
    "Catching up with a panel",
    { ...PANEL, events: 4000 },
    "Events of panel AA12-7 (Front) are being caught up with, still to come: 4000",
    "Events of the panel are being caught up with",
  ],
  [
    "doorbook_clock_off",
    "Clock of a panel is off",
    { ...PANEL, offset: "+01:00:05" },
    "Clock of panel AA12-7 (Front) is off by +01:00:05",
    "Clock of the panel is off",
  ],
  [
    "doorbook_clock_right",
    "Clock of a panel is right again",
    PANEL,
    "Clock of panel AA12-7 (Front) is right again",
    "Clock of the panel is right again",
  ],
  [
    "doorbook_clock_jumped",
    "Clock of a panel jumped",
    { ...PANEL, from: "+00:00:00", to: "-01:00:00" },
    "Clock of panel AA12-7 (Front) jumped, off before by +00:00:00, off now by -01:00:00",
    "Clock of the panel jumped",
  ],
  [
    "doorbook_gap",
    "Events are missing",
    { ...PANEL, from: FROM, to: TO, count: 12, reason: "cleared" },
    `Events of panel AA12-7 (Front) are missing from ${FROM} to ${TO}, at least 12: its log was cleared`,
    "Events of the panel are missing",
  ],
  [
    "doorbook_syslog_lost",
    "Syslog lines were lost",
    { count: 3, protocol: "udp" },
    "Lines of syslog were lost on the way in over udp, number of lines: 3",
    "Lines of syslog were lost on the way in",
  ],
  [
    "doorbook_panel_added",
    "Panel added",
    { ...PANEL, account: "ann" },
    "Panel AA12-7 (Front) was added to Doorbook's list of panels by ann",
    "A panel was added to Doorbook's list of panels",
  ],
  [
    "doorbook_panel_changed",
    "Panel changed",
    { ...PANEL, account: "ann" },
    "Panel AA12-7 (Front) was changed in Doorbook's list of panels by ann",
    "A panel was changed in Doorbook's list of panels",
  ],
  [
    "doorbook_panel_removed",
    "Panel removed",
    { ...PANEL, account: "ann" },
    "Panel AA12-7 (Front) was removed from Doorbook's list of panels by ann",
    "A panel was removed from Doorbook's list of panels",
  ],
  [
    "doorbook_account_added",
    "Account added",
    { account: "bob", by: "ann", type: "admin", sites: ["Yard"], panels: ["AA12-7"] },
    "Account bob was added by ann, type: admin, sites: Yard, panels: AA12-7",
    "An account was added",
  ],
  [
    "doorbook_account_changed",
    "Account changed",
    {
      account: "bob",
      by: "ann",
      changed: ["password", "type", "scope"],
      type: "manager",
      sites: ["Yard"],
      panels: ["AA12-7"],
    },
    "Account bob was changed by ann: password, type, scope, type: manager, sites: Yard, panels: AA12-7",
    "An account was changed",
  ],
  [
    "doorbook_account_removed",
    "Account removed",
    { account: "bob", by: "ann" },
    "Account bob was removed by ann",
    "An account was removed",
  ],
  [
    "doorbook_token_made",
    "Personal token made",
    {
      account: "bob",
      by: "ann",
      token: "wallboard",
      rights: ["events:read"],
      sites: ["Yard"],
      panels: ["AA12-7"],
      expires: TO,
    },
    `Personal token wallboard of account bob was made by ann, rights: events:read, sites: Yard, panels: AA12-7, valid until ${TO}`,
    "A personal token was made",
  ],
  [
    "doorbook_token_revoked",
    "Personal token revoked",
    { account: "bob", by: "ann", token: "wallboard" },
    "Personal token wallboard of account bob was revoked by ann",
    "A personal token was revoked",
  ],
  [
    "doorbook_log_read",
    "Log was read",
    { account: "ann", token: "wallboard", query: "owner=Olena", count: 12 },
    "Log was read by ann with token wallboard, question: owner=Olena, further questions: 12",
    "Log was read",
  ],
  [
    "doorbook_owners_imported",
    "Owners' names taken in",
    { account: "ann", added: 12, changed: 3 },
    "Owners' names were taken in by ann, new: 12, changed: 3",
    "Owners' names were taken in",
  ],
  [
    "doorbook_owners_cleared",
    "Owners' names forgotten",
    { account: "ann", count: 15 },
    "Owners' names were forgotten by ann, number of names: 15",
    "Owners' names were forgotten",
  ],
  [
    "doorbook_site_changed",
    "Site changed",
    { account: "ann", site: "Yard", zone: "Europe/Kyiv" },
    "Site Yard was changed by ann, time zone: Europe/Kyiv",
    "A site was changed",
  ],
  [
    "doorbook_site_removed",
    "Site removed",
    { account: "ann", site: "Yard" },
    "Site Yard was removed by ann",
    "A site was removed",
  ],
  [
    "doorbook_log_imported",
    "Events imported",
    { account: "ann", file: "old.csv", added: 12, known: 3, refused: 1 },
    "Events were imported from old.csv by ann, new: 12, known: 3, refused: 1",
    "Events were imported",
  ],
  [
    "doorbook_log_exported",
    "Log was exported",
    {
      account: "ann",
      token: "audit",
      query: "olena",
      from: FROM,
      to: TO,
      format: "csv",
      count: 12,
    },
    `Events were exported by ann with token audit, events: 12, format: csv, question: olena, from: ${FROM}, to: ${TO}`,
    "Events were exported",
  ],
  [
    "doorbook_retention_set",
    "Retention rule set",
    {
      account: "ann",
      rule: "short",
      days: 30,
      categories: ["info"],
      site: "Yard",
      panel: "doorbook",
    },
    "Retention rule short was set by ann, events go after days: 30, categories: info, site Yard, events of doorbook",
    "Retention rule was set",
  ],
  [
    "doorbook_retention_removed",
    "Retention rule removed",
    { account: "ann", rule: "short" },
    "Retention rule short was removed by ann",
    "Retention rule was removed",
  ],
  [
    "doorbook_retention_edge",
    "Events become too old to keep",
    { rule: "short", before: FROM },
    `Events that happened before ${FROM} are no longer kept, retention rule: short`,
    "Events are no longer kept",
  ],
  [
    "doorbook_events_deleted",
    "Old events deleted",
    { rule: "short", before: FROM, count: 12345 },
    `Events that happened before ${FROM} were deleted, number of events: 12345, retention rule: short`,
    "Events were deleted",
  ],
  [
    "doorbook_hold_set",
    "Legal hold set",
    { account: "ann", hold: "case 7", query: "olena" },
    "Legal hold case 7 was set by ann, events kept: olena",
    "Legal hold was set",
  ],
  [
    "doorbook_hold_released",
    "Legal hold released",
    { account: "ann", hold: "case 7" },
    "Legal hold case 7 was released by ann",
    "Legal hold was released",
  ],
  [
    "doorbook_disk_low",
    "Disk space is low",
    { megabytes: 1812 },
    "Room on the server's disk is low, MB free: 1812",
    "Room on the server's disk is low",
  ],
  [
    "doorbook_disk_enough",
    "Disk space is enough again",
    { megabytes: 52_000 },
    "Room on the server's disk is enough again, MB free: 52000",
    "Room on the server's disk is enough again",
  ],
  [
    "doorbook_backup_made",
    "Backup made",
    { events: 990, seq: 1000 },
    "A backup was made, events: 990, up to number 1000",
    "A backup was made",
  ],
  [
    "doorbook_restored",
    "Log restored",
    { events: 990, seq: 1000, backup: FROM },
    `The log was restored from a backup of ${FROM}, events: 990, up to number 1000`,
    "The log was restored from a backup",
  ],
  [
    "doorbook_alarm_set",
    "Alarm set",
    { account: "ann", alarm: "tamper", state: "off", query: "late", target: "hook.example" },
    "Alarm tamper was set by ann, state: off, query: late, target: hook.example",
    "An alarm was set",
  ],
  [
    "doorbook_alarm_removed",
    "Alarm removed",
    { account: "ann", alarm: "tamper" },
    "Alarm tamper was removed by ann",
    "An alarm was removed",
  ],
  [
    "doorbook_alarm_failing",
    "Alarm not delivered",
    { alarm: "tamper", since: "2026-03-14T08:15:00.000Z", tries: 5, answer: "503" },
    "Alarm tamper cannot be delivered since 2026-03-14T08:15:00.000Z, tries: 5, last answer: 503",
    "An alarm cannot be delivered",
  ],
  [
    "doorbook_alarm_delivered_again",
    "Alarm delivered again",
    { alarm: "tamper", since: "2026-03-14T08:15:00.000Z" },
    "Alarm tamper is delivered again, after it was not since 2026-03-14T08:15:00.000Z",
    "An alarm is delivered again",
  ],
  [
    "doorbook_alarm_replayed",
    "Alarm sent again",
    {
      account: "ann",
      alarm: "tamper",
      from: "2026-03-14T00:00:00.000Z",
      to: "2026-03-15T00:00:00.000Z",
    },
    "Events of alarm tamper are sent again, asked for by ann, from 2026-03-14T00:00:00.000Z to 2026-03-15T00:00:00.000Z",
    "Events of an alarm are sent again",
  ],
] as const satisfies readonly (readonly [OwnEventKey, string, object, string, string])[];

const told = (key: string, model: object) => ({
  key,
  model: JSON.stringify(model),
  extra: undefined,
});

test("the table of this test has all of Doorbook's own events, each with its whole model", () => {
  assert.deepEqual(
    SAID.map(([key]) => key),
    OWN_EVENT_KEYS,
  );
  for (const [key, , model] of SAID) {
    assert.deepEqual(Object.keys(model).toSorted(), Object.keys(OWN_EVENTS[key].model).toSorted());
  }
});

for (const [key, name, model, whole, bare] of SAID) {
  test(`says ${key} in English, with its model and without`, () => {
    assert.equal(renderName("en", key), name);
    assert.equal(renderDetail("en", told(key, model)), whole);
    assert.equal(renderDetail("en", told(key, {})), bare);
  });

  test(`says all of the model of ${key} in each language`, () => {
    for (const locale of LOCALES) {
      const text = renderDetail(locale, told(key, model));
      for (const [member, value] of Object.entries(model)) {
        if (value !== "cleared" && member !== "changed")
          assert.ok(text.includes(String(value)), `${locale}: ${text}`);
      }
      assert.notEqual(renderName(locale, key), key);
    }
  });
}

test("says why events are missing in each language, and nothing of a reason that it does not know", () => {
  for (const locale of LOCALES) {
    const [bare, odd, ...said] = ["", "rust", "cleared", "forgotten", "unread"].map((reason) =>
      renderDetail(locale, told("doorbook_gap", { ...PANEL, reason })),
    );
    assert.equal(odd, bare);
    assert.equal(new Set([bare, ...said]).size, 4, locale);
  }
});

test("says what of an account was changed in each language", () => {
  for (const locale of LOCALES) {
    const said = [["password"], ["type"], ["scope"], ["password", "scope"], []].map((changed) =>
      renderDetail(locale, told("doorbook_account_changed", { account: "bob", changed })),
    );
    assert.equal(new Set(said).size, 5, locale);
  }
});

test("knows its own events by their keys alone", () => {
  assert.ok(OWN_EVENT_KEYS.every((key) => key.startsWith("doorbook_") && isOwnEventKey(key)));
  assert.ok(!isOwnEventKey("tamper_event") && !isOwnEventKey("constructor"));
});
