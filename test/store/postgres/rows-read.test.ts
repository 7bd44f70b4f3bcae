import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Kind } from "../../../src/event/kind.ts";
import { ALWAYS } from "../../../src/event/query.ts";
import type { Span, View } from "../../../src/event/query.ts";
import { DAY_MS, eventsInARow, question } from "../../support/events.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import type { PostgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";
import { TestSession } from "../../support/postgres-session.ts";

const PANELS = 40;

/** Events of the log; a search by the wrong index reads as many rows. */
const EVENTS = 20_000;

const PAGES = 16;

/** Some buckets, and the page itself twice: its places and its events. */
const ROWS_A_PAGE = 1_000;

const VIEWS: readonly (readonly [what: string, view: View])[] = [
  ["the fleet", { panels: undefined, floor: 0 }],
  ["a busy panel", { panels: ["p0"], floor: 0 }],
  ["a panel", { panels: ["p7"], floor: 0 }],
  ["a scope", { panels: Array.from({ length: 20 }, (_, i) => `p${String(i * 2)}`), floor: 0 }],
  ["a floor", { panels: undefined, floor: EVENTS / 4 }],
];

const isTamper = ({ key }: Kind): boolean => key === "tamper_event";

const SPANS: readonly (readonly [what: string, spanOf: (page: number) => Span])[] = [
  ["unfiltered", () => ALWAYS],
  ["of a rare kind", () => ({ ...ALWAYS, kinds: isTamper })],
  ["of all other kinds", () => ({ ...ALWAYS, kinds: (kind) => !isTamper(kind) })],
  ["in a window", (page) => ({ ...ALWAYS, fromMs: DAY_MS + page * 97_531, toMs: DAY_MS * 2 })],
];

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test("a page reads some buckets of the log, never all of it", async (context) => {
  await using place = postgresPlace(server);
  await fill(place);
  await using session = await TestSession.open(place);
  // as on a server that has seen to its tables, and on one that has not
  for (const upkeep of ["", "VACUUM ANALYZE"]) {
    if (upkeep !== "") await session.run(upkeep);
    for (const [whose, view] of VIEWS) {
      for (const [which, spanOf] of SPANS) {
        await context.test(`${whose}, ${which}, ${upkeep || "as written"}`, async () => {
          const opening = await rowsReadBy(session, place, view, spanOf, 0);

          const asking = await rowsReadBy(session, place, view, spanOf, PAGES);

          const rows = (asking - opening) / PAGES;
          assert.ok(rows > 0 && rows <= ROWS_A_PAGE, `${String(rows)} rows a page`);
        });
      }
    }
  }
});

async function fill(place: PostgresPlace): Promise<void> {
  await using log = await place.open();
  const each = EVENTS / PANELS / 2;
  for (let panel = 0; panel < PANELS; panel++) {
    const occurredAtMs = DAY_MS + panel * 7_919;
    await log.append(`p${String(panel)}`, eventsInARow(each - 5, { occurredAtMs }));
    await log.append(`p${String(panel)}`, eventsInARow(5, { occurredAtMs, key: "tamper_event" }));
  }
  await log.append("p0", eventsInARow(EVENTS / 2));
}

/** Rows that a store reads which is opened, has the view loaded, and is asked for so many pages. */
async function rowsReadBy(
  session: TestSession,
  place: PostgresPlace,
  view: View,
  spanOf: (page: number) => Span,
  pages: number,
): Promise<number> {
  const before = await rowsRead(session);
  {
    await using log = await place.open();
    const { total } = await log.list(question({ view, limit: 0 }));
    for (let page = 0; page < pages; page++) {
      const order = page % 2 === 0 ? "asc" : "desc";
      const offset = Math.floor((total * page) / pages / 2);
      await log.list(question({ view, spans: [spanOf(page)], offset, limit: 50, order }));
    }
  }
  // a session tells of what it read when it ends
  return (await rowsRead(session)) - before;
}

/** So far, by every way there is. */
async function rowsRead(session: TestSession): Promise<number> {
  const rows = await session.rows(
    `SELECT t.seq_tup_read + coalesce(sum(i.idx_tup_read + i.idx_tup_fetch), 0)::int8
     FROM pg_stat_user_tables AS t JOIN pg_stat_user_indexes AS i USING (relid)
     WHERE t.schemaname = current_schema() AND t.relname = 'event' GROUP BY t.seq_tup_read`,
  );
  return Number(rows[0]?.[0]);
}
