import assert from "node:assert/strict";
import { test } from "node:test";
import { filledModel } from "../../script/reference/sample-model.ts";
import { EVENT_CATALOG, EVENT_KEYS } from "../../src/event/catalog.ts";
import { FIRST_MS } from "../protocols/sample-log.ts";
import { Twin } from "../protocols/twin.ts";
import { checked, withVerdict } from "./checked.ts";

/** Every event of the catalog once, three seconds apart, as panels are documented to send it. */
const EVENTS = EVENT_KEYS.map((code, nth) =>
  JSON.stringify({
    created_at: FIRST_MS + nth * 3000,
    category: EVENT_CATALOG[code].category,
    code,
    priority: EVENT_CATALOG[code].priority,
    info: filledModel(EVENT_CATALOG[code].model),
  }),
);

/** What cannot be asked of a twin that is called by an admin who knows the password. */
const NOT_ASKED = ["rights", "md5-in-capitals", "login-without-name", "wrong-login", "wrong-token"];
const NOT_THERE = ["management-server", "syslog"];

test("a twin agrees with all that is assumed", async () => {
  await using twin = await Twin.open();
  await twin.push(EVENTS);

  const check = await checked(twin.app.address);

  assert.deepEqual(withVerdict(check, "differs"), {});
  const unclear = Object.keys(withVerdict(check, "unclear"));
  assert.deepEqual(unclear.toSorted(), [...NOT_ASKED, ...NOT_THERE].toSorted());
  assert.equal(check.isComplete, true);
});

test("a run takes at most 130 calls", async () => {
  await using twin = await Twin.open();
  await twin.push(EVENTS);

  const { asked, firstCalls } = await checked(twin.app.address);

  const calls = asked.reduce((sum, { calls }) => sum + calls.length, firstCalls.length);
  assert.ok(calls <= 130, String(calls));
});

test("a twin agrees about wrong logins when they may be tried", async () => {
  await using twin = await Twin.open();

  const check = await checked(twin.app.address, {}, { isWrongLoginAllowed: true });

  const { agrees, unclear } = {
    agrees: withVerdict(check, "agrees"),
    unclear: withVerdict(check, "unclear"),
  };
  for (const id of NOT_ASKED.slice(1)) assert.ok(id in agrees, `${id}: ${unclear[id]}`);
});

test("a twin that is asked newest first differs in the order without sort_type alone", async () => {
  await using twin = await Twin.open({ settings: { defaultSort: "desc" } });
  await twin.push(EVENTS);

  const check = await checked(twin.app.address);

  assert.deepEqual(withVerdict(check, "differs"), {
    "default-order": "it is desc, and asc is false",
  });
});

test("a panel's own part of a fleet's log is asked below its base URL", async () => {
  await using twin = await Twin.open();
  await twin.push(EVENTS, "AA12-0001");

  const check = await checked(`${twin.app.address}/panels/AA12-0001`);

  // a login is an event of the fleet's log, of no panel's
  assert.deepEqual(Object.keys(withVerdict(check, "differs")), []);
  assert.equal(check.isComplete, true);
});

test("an empty log leaves open what needs events, and differs in nothing", async () => {
  await using twin = await Twin.open();

  const check = await checked(`${twin.app.address}/panels/NOBODY`);

  assert.deepEqual(Object.keys(withVerdict(check, "differs")), ["login-event"]);
});
