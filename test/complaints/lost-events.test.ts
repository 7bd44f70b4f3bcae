import assert from "node:assert/strict";
import { test } from "node:test";
import { startPanel } from "../../src/emulator/emulator.ts";
import type { EmulatedPanel } from "../../src/emulator/api.ts";
import { openBook, toldOf, toldOfHappened } from "../support/book.ts";
import type { Book } from "../support/book.ts";
import { eventually } from "../support/eventually.ts";

const HOUR_MS = 3_600_000;
const WITHIN_MS = 30_000;

/** Someone leaves so many times, each told apart by the lock. */
function pressTimes(panel: EmulatedPanel, count: number): void {
  const first = panel.state().happened;
  for (let nth = 0; nth < count; nth++) panel.pressExitButton(first + nth);
}

/** Waits until all that happened at a panel is shown, each event once. */
async function untilAllShown(book: Book, panel: EmulatedPanel): Promise<void> {
  await eventually(WITHIN_MS, async () => {
    const shown = await book.shown(panel.serial);
    assert.deepEqual(toldOf(shown), toldOfHappened(panel.happened()));
  });
}

test("lost events, one page a cycle: 500 events between two readings are all shown once", async () => {
  await using book = await openBook();
  await using panel = await startPanel({ serial: "AA-1" });
  pressTimes(panel, 20);
  await book.pull(panel);
  await untilAllShown(book, panel);

  pressTimes(panel, 500);

  await untilAllShown(book, panel);
});

test("lost events, older than 3 s dropped: a push of events of an hour and of years ago is shown whole", async () => {
  await using book = await openBook();
  const nowMs = Date.now();
  const ages = [0, 3_001, HOUR_MS, 24 * HOUR_MS, 5 * 365 * 24 * HOUR_MS].toReversed();
  const times = ages.map((ageMs) => nowMs - ageMs);

  const status = await book.push(
    "AA-1",
    times.map((created_at) => ({ created_at, code: "tamper_event" })),
  );

  assert.equal(status, 200);
  const shown = await book.shown("AA-1");
  assert.deepEqual(
    shown.map(({ timestamp }) => timestamp),
    times,
  );
  const held = await book.app.stores.log.after(0, 10);
  assert.deepEqual(
    held.map(({ isLate = false }) => isLate),
    [true, true, true, false, false],
  );
});

test("lost events, the queue after an outage thrown away: what a panel kept and pushes at once is shown whole", async () => {
  await using book = await openBook();
  await using panel = await startPanel({ serial: "AA-1", link: book.link, retryMs: 50 });
  pressTimes(panel, 10);
  await panel.delivered();

  panel.cutNetwork();
  pressTimes(panel, 730);
  panel.restoreNetwork();
  await panel.delivered();

  assert.deepEqual(toldOf(await book.shown("AA-1")), toldOfHappened(panel.happened()));
});

test("lost events, the queue after an outage thrown away: what a pulled panel noted meanwhile is shown whole", async () => {
  await using book = await openBook();
  await using panel = await startPanel({ serial: "AA-1" });
  pressTimes(panel, 10);
  await book.pull(panel);
  await untilAllShown(book, panel);

  panel.cutNetwork();
  pressTimes(panel, 230);
  panel.restoreNetwork();

  await untilAllShown(book, panel);
});

test("lost events, the queue after an outage thrown away: every line of syslog of one POST is shown", async () => {
  await using book = await openBook();
  const fromMs = Date.now() - HOUR_MS;
  const lines = Array.from({ length: 300 }, (_, nth) => {
    const time = new Date(fromMs + nth * 1_000).toISOString();
    return `<14> ${time} door-7 panel EVENT:105:Door opened by exit button`;
  });

  const status = await book.tell(lines);

  assert.equal(status, 200);
  const shown = await book.shown("syslog:door-7");
  assert.deepEqual(
    shown.map(({ timestamp }) => timestamp),
    lines.map((_, nth) => fromMs + nth * 1_000),
  );
});

test("lost events: a program that reads page by page while events come in gets every one", async () => {
  await using book = await openBook();
  const atMs = Date.now();
  const press = async (nth: number) =>
    book.push("AA-1", [{ created_at: atMs + nth, code: "tamper_event", info: { nth } }]);
  for (let nth = 0; nth < 120; nth++) await press(nth);

  const nths = new Set<number>();
  for (let number = 1; number <= 3; number++) {
    const page = await book.page("AA-1", `limit=50&sort_type=asc&page_number=${number}`);
    for (const { info } of page.list_items) nths.add((info.model as { nth: number }).nth);
    for (let more = 0; more < 5; more++) await press(120 + number * 5 + more);
  }

  assert.ok(Array.from({ length: 120 }, (_, nth) => nth).every((nth) => nths.has(nth)));
});
