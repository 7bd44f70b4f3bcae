import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic } from "../../support/app.ts";
import type { PushedEvent } from "../../support/book.ts";
import { openBook } from "../../support/book.ts";
import { CuttingRelay } from "../../support/cutting-relay.ts";
import { wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { Random } from "../../support/random.ts";
import { ResumingReader } from "../../support/resuming-reader.ts";
import { seqOf } from "../../support/stream-reader.ts";
import type { Frame } from "../../support/stream-reader.ts";

const CUTS = 200;
const WITHIN_MS = 20_000;
const PUSH_EVENTS = 10;
const DENIED = "access_denied_by_unknown_card";
const HOUR_MS = 3_600_000;

/** What a panel pushes: some events of a kind that is filtered by, some that are hours late. */
function packet(random: Random, nowMs: number): PushedEvent[] {
  return Array.from({ length: PUSH_EVENTS }, (_, n) => ({
    created_at: nowMs + n - (random.isChosen(0.2) ? random.below(9) * HOUR_MS : 0),
    code: random.isChosen(0.3) ? DENIED : "access_granted_by_valid_identifier",
    info: { number: String(random.below(1_000_000)), owner: "Їжак".repeat(random.below(8)) },
  }));
}

function lateOf({ data }: Frame): boolean {
  return (JSON.parse(data) as { late: boolean }).late;
}

test("shows readers whose connections are cut again and again each event once, in order", async () => {
  const random = new Random(6);
  await using book = await openBook();
  await using relay: CuttingRelay = await CuttingRelay.open(book.app.address, () =>
    relay.cuts < CUTS ? 200 + random.skewed(12_000) : Infinity,
  );
  await book.push("P0", packet(random, Date.now()));
  const headers = basic("admin", ADMIN_PASSWORD);
  const reader = (search: string) => new ResumingReader(() => relay.address, headers, search);
  await using whole = reader("?after=0");
  await using filtered = reader(`?after=0&q=${encodeURIComponent(`key eq '${DENIED}'`)}`);
  await using live = reader("");
  const all = [whole, filtered, live];

  for (let n = 0; relay.cuts < CUTS; n++) {
    const status = await book.push(`P${String(n % 7)}`, packet(random, Date.now() + n));
    assert.equal(status, 200);
  }
  await book.push("P0", packet(random, Date.now()));

  const log = await wholeLog(book.app.stores.log);
  const last = log.findLast(({ key }) => key === DENIED)?.seq;
  await eventually(WITHIN_MS, async () => {
    const ends = [log.length, last ?? Infinity, log.length];
    assert.ok(all.every(({ seqs }, i) => (seqs.at(-1) ?? 0) >= (ends[i] ?? Infinity)));
    return Promise.resolve();
  });
  // that somebody looked may come into the log at any time
  const seen = all.map(({ events }) => events.filter((event) => seqOf(event) <= log.length));
  const [ofWhole = [], ofFiltered = [], ofLive = []] = seen;
  const began = live.beganAt ?? Infinity;
  const seqsOf = (events: typeof log) => events.map(({ seq }) => seq);
  assert.deepEqual(ofWhole.map(seqOf), seqsOf(log));
  assert.deepEqual(ofFiltered.map(seqOf), seqsOf(log.filter(({ key }) => key === DENIED)));
  assert.deepEqual(ofLive.map(seqOf), seqsOf(log.filter(({ seq }) => seq > began)));
  assert.deepEqual(
    ofWhole.map(lateOf),
    log.map(({ isLate = false }) => isLate),
  );
  assert.ok(log.some(({ isLate }) => isLate));
  assert.ok(all.every(({ connections }) => connections > 10));
});
