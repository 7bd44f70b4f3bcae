import assert from "node:assert/strict";
import { test } from "node:test";
import type { PageQuestion } from "../../../src/basip/log-dialect.ts";
import { startPanel } from "../../../src/emulator/emulator.ts";
import type { EmulatedPanel } from "../../../src/emulator/api.ts";
import { PANEL_FAMILIES } from "../../../src/emulator/families.ts";
import { FIRST_TOKEN, PaperPanel } from "../../support/paper-panel.ts";
import { pullFrom, told } from "../../support/pulled.ts";

const BOUNDARY_MS = 1_750_000_000_000;

/** Someone leaves so many times, each told apart by the lock. */
function pressTimes(panel: EmulatedPanel, count: number): void {
  const first = panel.state().happened;
  for (let nth = 0; nth < count; nth++) panel.pressExitButton(first + nth);
}

test("one page of 50 a cycle: 1,000 events between two readings are all there once", async () => {
  await using panel = await startPanel({});
  pressTimes(panel, 30);
  await using pulled = await pullFrom(panel);
  await pulled.readAll();

  pressTimes(panel, 1_000);
  await pulled.readAll();

  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
});

test("a hard-coded page: each page is asked for, the last one that is not full as well", async () => {
  await using panel = await PaperPanel.open();
  for (let nth = 0; nth < 333; nth++) panel.note(BOUNDARY_MS + nth * 1_000, { nth });
  await using pulled = await pullFrom(panel);

  await pulled.readAll();

  const nths = (await pulled.held()).map(({ model }) => JSON.parse(model ?? "") as { nth: number });
  assert.deepEqual(
    nths.map(({ nth }) => nth),
    Array.from({ length: 333 }, (_, nth) => nth),
  );
});

for (const { title, modelOf } of [
  { title: "alike", modelOf: () => ({}) },
  { title: "unlike", modelOf: (nth: number) => ({ nth }) },
]) {
  test(`the timestamp as an id: three ${title} events of one millisecond are three`, async () => {
    await using panel = await PaperPanel.open();
    for (let nth = 0; nth < 3; nth++) panel.note(BOUNDARY_MS, modelOf(nth));
    await using pulled = await pullFrom(panel);

    await pulled.readAll();
    await pulled.readAll();

    assert.equal((await pulled.held()).length, 3);
  });

  test(`the timestamp as an id: ${title} events of one millisecond across a page's border are all there once`, async () => {
    await using panel = await PaperPanel.open();
    for (let nth = 0; nth < 48; nth++) panel.note(BOUNDARY_MS - 48 + nth, { before: nth });
    for (let nth = 0; nth < 5; nth++) panel.note(BOUNDARY_MS, modelOf(nth));
    for (let nth = 0; nth < 60; nth++) panel.note(BOUNDARY_MS + 1 + nth, { after: nth });
    await using pulled = await pullFrom(panel);

    await pulled.readAll();
    await pulled.readAll();

    const held = await pulled.held();
    assert.equal(held.length, 113);
    assert.equal(held.filter(({ occurredAtMs }) => occurredAtMs === BOUNDARY_MS).length, 5);
  });

  test(`the timestamp as an id: 120 ${title} events of one millisecond, among others, are all there once`, async () => {
    await using panel = await PaperPanel.open();
    for (let nth = 0; nth < 30; nth++) panel.note(BOUNDARY_MS - 30 + nth, { before: nth });
    for (let nth = 0; nth < 120; nth++) panel.note(BOUNDARY_MS, modelOf(nth));
    for (let nth = 0; nth < 30; nth++) panel.note(BOUNDARY_MS + 1 + nth, { after: nth });
    await using pulled = await pullFrom(panel);

    await pulled.readAll();
    await pulled.readAll();

    const held = await pulled.held();
    assert.equal(held.length, 180);
    assert.equal(held.filter(({ occurredAtMs }) => occurredAtMs === BOUNDARY_MS).length, 120);
  });
}

test("the timestamp as an id: 2,000 events under a clock that stands still are all there once", async () => {
  await using panel = await startPanel({});
  // it loses all that it gains
  panel.setClock({ driftPpm: -1_000_000 });
  pressTimes(panel, 2_000);
  await using pulled = await pullFrom(panel);

  await pulled.readAll();

  assert.equal(new Set(panel.happened().map(({ occurredAtMs }) => occurredAtMs)).size, 1);
  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
});

test("`from` inclusive: the event of the boundary comes again, and is there once", async () => {
  await using panel = await PaperPanel.open();
  for (let nth = 0; nth < 120; nth++) panel.note(BOUNDARY_MS + nth * 1_000, { nth });
  await using pulled = await pullFrom(panel);

  await pulled.readAll();

  const boundaries = panel.questions.map((question) => Number(question.get("from") ?? 0));
  const isAsked = panel.events.some(({ timestamp }) => boundaries.includes(timestamp));
  assert.equal(isAsked, true);
  assert.equal((await pulled.held()).length, 120);
});

for (const family of PANEL_FAMILIES) {
  test(`paging shifts while events arrive: between all pages, nothing is lost or doubled (${family})`, async () => {
    await using panel = await startPanel({ family, quirks: ["newestFirst"] });
    pressTimes(panel, 400);
    let arriving = 300;
    const beforePage = () => {
      if (arriving > 0) pressTimes(panel, 7);
      arriving -= 7;
    };
    await using pulled = await pullFrom(panel, { beforePage });

    for (let cycle = 0; cycle < 8; cycle++) await pulled.readAll();

    assert.ok(arriving <= 0);
    assert.deepEqual(told(await pulled.held()), told(panel.happened()));
  });
}

test("paging shifts while events arrive: a panel that knows no times in questions loses nothing", async () => {
  await using panel = await PaperPanel.open();
  for (let nth = 0; nth < 230; nth++) panel.note(BOUNDARY_MS + nth * 1_000, { nth });
  panel.takeOver = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", panel.url);
    if (pathname !== "/api/v1/log/items") return false;
    searchParams.delete("from");
    searchParams.delete("to");
    response.end(panel.page(searchParams));
    return true;
  };
  let arriving = 60;
  const beforePage = () => {
    for (let nth = 0; arriving > 0 && nth < 3; nth++) {
      panel.note(BOUNDARY_MS + panel.events.length * 1_000, { nth: panel.events.length });
      arriving -= 1;
    }
  };
  await using pulled = await pullFrom(panel, { beforePage });

  for (let cycle = 0; cycle < 8; cycle++) await pulled.readAll();

  assert.ok(arriving <= 0);
  assert.equal((await pulled.held()).length, 290);
});

test("paging shifts while a full ring forgets an event for each that arrives: from the first page on nothing is missing", async () => {
  await using panel = await PaperPanel.open();
  let noted = 0;
  const note = () => panel.note(BOUNDARY_MS + noted * 1_000, { nth: noted++ });
  for (let nth = 0; nth < 400; nth++) note();
  let oldestAtFirstPage: number | undefined;
  const beforePage = ({ limit }: PageQuestion) => {
    const arriving = Math.min(5, 600 - noted);
    for (let nth = 0; nth < arriving; nth++) {
      note();
      panel.events.shift();
    }
    if (limit === 50) oldestAtFirstPage ??= noted - 400;
  };
  await using pulled = await pullFrom(panel, { beforePage });

  for (let cycle = 0; cycle < 3; cycle++) await pulled.readAll();

  const first = oldestAtFirstPage ?? 0;
  assert.equal(noted, 600);
  assert.deepEqual(
    (await pulled.held()).map(({ occurredAtMs }) => (occurredAtMs - BOUNDARY_MS) / 1_000),
    Array.from({ length: 600 - first }, (_, nth) => first + nth),
  );
});

test("a new login each cycle: a hundred readings need one, and flood no log", async () => {
  await using panel = await startPanel({ quirks: ["loginsLogged"] });
  await using pulled = await pullFrom(panel);

  for (let cycle = 0; cycle < 100; cycle++) {
    panel.pressExitButton(cycle);
    await pulled.readAll();
  }

  assert.equal(pulled.client.logins, 1);
  const logins = panel.happened().filter(({ key }) => key === "successful_login_api_call");
  assert.equal(logins.length, 1);
  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
});

test("a new login each cycle: a token that died is replaced once, and nothing is read twice", async () => {
  await using panel = await PaperPanel.open();
  await using pulled = await pullFrom(panel);
  await pulled.readAll();

  panel.takeOver = ({ headers }, response) => {
    if (headers.authorization !== `Bearer ${FIRST_TOKEN}`) return false;
    response.writeHead(401).end('{"error":"Log In"}');
    return true;
  };
  for (let nth = 0; nth < 10; nth++) {
    panel.note(BOUNDARY_MS + nth * 1_000, { nth });
    await pulled.readAll();
  }

  assert.equal(panel.logins, 2);
  assert.equal((await pulled.held()).length, 10);
});

test("clearing: the panel's log is untouched, and nothing else than its log is asked for", async () => {
  await using panel = await PaperPanel.open();
  for (let nth = 0; nth < 130; nth++) panel.note(BOUNDARY_MS + nth * 1_000, { nth });
  const before = structuredClone(panel.events);
  await using pulled = await pullFrom(panel);

  for (let cycle = 0; cycle < 20; cycle++) await pulled.readAll();

  assert.deepEqual(panel.events, before);
  assert.deepEqual(
    new Set(panel.calls),
    new Set([
      "GET /api/info",
      "GET /api/v1/login",
      "GET /api/v1/log/items",
      "GET /api/v1/device/time",
    ]),
  );
});

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

for (const { title, offsetsMs } of [
  { title: "an hour back", offsetsMs: [-HOUR_MS] },
  { title: "a year ahead", offsetsMs: [YEAR_MS] },
  { title: "back and forth between two readings", offsetsMs: [-HOUR_MS, YEAR_MS, -YEAR_MS, 0] },
  { title: "a year ahead and right again", offsetsMs: [YEAR_MS, 0] },
]) {
  test(`clocks are wrong and jump: what happens with the clock ${title} is there once, as sent`, async () => {
    await using panel = await startPanel({});
    const startedMs = Date.now();
    pressTimes(panel, 70);
    await using pulled = await pullFrom(panel);
    await pulled.readAll();

    for (const offsetMs of offsetsMs) {
      panel.setClock({ offsetMs });
      pressTimes(panel, 60);
    }
    await pulled.readAll();
    pressTimes(panel, 10);
    for (let cycle = 0; cycle < 4; cycle++) await pulled.readAll();

    const held = await pulled.held();
    assert.deepEqual(told(held), told(panel.happened()));
    const offsetMs = pulled.health.clockOffsetMs ?? 0;
    assert.ok(Math.abs(offsetMs - (offsetsMs.at(-1) ?? 0)) <= 3_000, `offset ${offsetMs}`);
    const isOurs = held.every(({ receivedAtMs }) => {
      return receivedAtMs >= startedMs && receivedAtMs <= Date.now();
    });
    assert.equal(isOurs, true);
  });
}

test("clocks are wrong and jump: an event behind what was read, by seconds, is there at the next reading", async () => {
  await using panel = await startPanel({});
  pressTimes(panel, 70);
  await using pulled = await pullFrom(panel);
  await pulled.readAll();

  panel.setClock({ offsetMs: -30_000 });
  pressTimes(panel, 1);
  panel.setClock({ offsetMs: 0 });
  pressTimes(panel, 1);
  await pulled.readAll();

  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
});

test("clocks are wrong and jump: whenever one jumps, over many readings, nothing is lost", async () => {
  await using panel = await startPanel({});
  await using pulled = await pullFrom(panel);
  const offsetsMs = [0, HOUR_MS, 0, -HOUR_MS, -2 * HOUR_MS, YEAR_MS, 0, 60_000, -90_000, 0];

  for (const offsetMs of offsetsMs) {
    panel.setClock({ offsetMs });
    pressTimes(panel, 55);
    await pulled.readAll();
    pressTimes(panel, 5);
  }
  for (let cycle = 0; cycle < 4; cycle++) await pulled.readAll();

  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
});
