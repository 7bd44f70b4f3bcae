import assert from "node:assert/strict";
import { test } from "node:test";
import { startPanel } from "../../src/emulator/emulator.ts";
import { openBook, toldOf, toldOfHappened } from "../support/book.ts";
import { wholeLog } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const WITHIN_MS = 30_000;

test("events doubled: a push that comes again, whole and in other words, is shown once", async () => {
  await using book = await openBook();
  const created_at = Date.now();
  const code = "access_granted_by_valid_identifier";
  const push = async (info: object) => book.push("AA-1", [{ created_at, code, info }]);

  await push({ lock: 0, number: "3090069", owner: "" });
  await push({ lock: 0, number: "3090069", owner: "" });
  await push({ number: 3_090_069, lock: 0 });

  assert.equal((await book.shown("AA-1")).length, 1);
});

test("events doubled: two alike events of one push are two, however often it comes", async () => {
  await using book = await openBook();
  const event = { created_at: Date.now(), code: "tamper_event" };

  for (let nth = 0; nth < 3; nth++) await book.push("AA-1", [event, event]);

  assert.equal((await book.shown("AA-1")).length, 2);
});

test("events doubled: a panel that pushes twice, is pulled and tells syslog as well is shown once", async () => {
  await using book = await openBook();
  const { hostname: host, port } = new URL(book.app.address);
  await using panel = await startPanel({
    serial: "AA-1",
    link: book.link,
    quirks: ["doubledPushes", "loginsBetweenBursts"],
  });
  await book.pull(panel);
  await eventually(WITHIN_MS, async () => {
    panel.openDoor();
    await panel.delivered();
    const { ways } = book.app.doorbook.intake.health.of("AA-1").health;
    assert.ok(ways.pull !== undefined && ways.push !== undefined);
  });

  panel.sendSyslogTo({ protocol: "http", host, port: Number(port) });
  for (let nth = 0; nth < 250; nth++) panel.pressExitButton(nth);
  await panel.delivered();
  await eventually(WITHIN_MS, async () => {
    const { untold, unshown } = panel.state();
    assert.deepEqual([untold, unshown], [0, 0]);
    return Promise.resolve();
  });

  assert.deepEqual(toldOf(await book.shown("AA-1")), toldOfHappened(panel.happened()));
  const held = await wholeLog(book.app.stores.log);
  assert.equal(held.filter(({ isEcho }) => isEcho === true).length, 250);
});

for (const { title, offsetMs } of [
  { title: "an hour behind", offsetMs: -HOUR_MS },
  { title: "a year ahead", offsetMs: YEAR_MS },
  { title: "at the beginning of 1970", offsetMs: -Date.UTC(2099, 0, 1) },
]) {
  test(`events re-dated with the server's clock: a time ${title} is shown as the panel sent it`, async () => {
    await using book = await openBook();
    await using pushing = await startPanel({ serial: "AA-1", link: book.link });
    await using pulled = await startPanel({ serial: "AA-2" });
    const startedMs = Date.now();
    for (const panel of [pushing, pulled]) {
      panel.setClock({ offsetMs });
      for (let nth = 0; nth < 5; nth++) panel.pressExitButton(nth);
    }
    await pushing.delivered();
    await book.pull(pulled);

    await eventually(WITHIN_MS, async () => {
      for (const panel of [pushing, pulled]) {
        const shown = await book.shown(panel.serial);
        assert.deepEqual(toldOf(shown), toldOfHappened(panel.happened()));
      }
    });

    const held = await book.app.stores.log.after(0, 1_000);
    const received = held.map(({ receivedAtMs }) => receivedAtMs);
    assert.ok(received.every((atMs) => atMs >= startedMs && atMs <= Date.now()));
  });
}

test("time zones added by hand: a time is Unix ms, whatever zone and form it came in", async () => {
  await using book = await openBook();
  const noonMs = Date.UTC(2026, 5, 15, 12);
  const zones = ["12:00:00.000Z", "15:00:00.000+03:00", "06:30:00.000-05:30", "12:00:00Z"];
  const lines = zones.map((zone, nth) => {
    return `<14> 2026-06-15T${zone} zone-${nth} panel EVENT:105:Door opened by exit button`;
  });

  await book.tell(lines);
  await book.push("AA-1", [{ created_at: noonMs, code: "tamper_event" }]);

  const serials = ["AA-1", ...zones.map((_, nth) => `syslog:zone-${nth}`)];
  const shown = await Promise.all(serials.map(async (serial) => book.shown(serial)));
  const window = `from=${noonMs}&to=${noonMs + 1}`;
  const within = await Promise.all(serials.map(async (serial) => book.shown(serial, window)));
  assert.deepEqual(
    shown.flat().map(({ timestamp }) => timestamp),
    serials.map(() => noonMs),
  );
  assert.deepEqual(within, shown);
});
