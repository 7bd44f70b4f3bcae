import assert from "node:assert/strict";
import type { ListQuery } from "../../../src/event/query.ts";
import type { Kind } from "../../../src/event/kind.ts";
import type { Random } from "../../support/random.ts";
import { PlainSql } from "../../support/plain-sql.ts";
import { ADMIN_HEADERS } from "../../support/server-process.ts";
import type { StoredLog, StoredPlace } from "./stored-log.ts";
import { SENT_KINDS } from "./traffic.ts";
import type { SentKind, Traffic } from "./traffic.ts";

/** A log that a server answers for and that was read from the file as well. */
export interface PagedLog {
  readonly address: string;
  readonly file: string;
  readonly traffic: Traffic;
  readonly stored: StoredLog;
}

/** The page of an answer. */
interface Page {
  readonly total: number;
  readonly items: readonly unknown[];
}

const LARGEST_PAGE = 50;
/** Pages that are asked for at a time. */
const READERS = 4;

/**
 * Asks for pages at random: of the fleet or one panel, of all or one kind, category or priority, all
 * time or a window, either order. Total and page must be those of COUNT, ORDER BY, LIMIT and OFFSET.
 *
 * @throws AssertionError naming the request
 */
export async function checkRandomPages(log: PagedLog, count: number, random: Random) {
  using sql = new PlainSql(log.file);
  for (let asked = 0; asked < count; asked++) {
    const { path, query } = arbitraryRequest(log, random);
    const total = sql.answer({ ...query, limit: 0 }).total;
    const pages = Math.max(1, Math.ceil(total / query.limit));
    const number = random.pick([1, pages, pages + 1, 1 + random.below(pages)] as const);
    const url = `${path}&page_number=${String(number)}`;

    const answer = await fetchPage(log.address, url);

    const expected = sql.answer({ ...query, offset: (number - 1) * query.limit });
    const items = expected.seqs.map((seq) => itemOf(log.traffic, log.stored.places[seq - 1]));
    assert.deepEqual(answer, { total: expected.total, items }, `GET ${url}`);
  }
}

/**
 * Walks page by page through the whole log, or through one panel's.
 *
 * @returns how many events it met, each in its place
 * @throws AssertionError naming the page
 */
export async function walk(log: PagedLog, panel?: number): Promise<number> {
  const { address, traffic, stored } = log;
  const places = stored.places
    .filter((place) => panel === undefined || place.panel === panel)
    .map((place) => ({ place, atMs: traffic.event(place.panel, place.number).createdAtMs }))
    // a stable sort: of one millisecond, seq decides
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ place }) => place);
  const pages = Math.ceil(places.length / LARGEST_PAGE) + 1;
  const base = panel === undefined ? "" : `/panels/${traffic.serial(panel)}`;
  let next = 0;
  let met = 0;
  const read = async (): Promise<void> => {
    while (next < pages) {
      const from = next * LARGEST_PAGE;
      next += 1;
      const url = `${base}/api/v1/log/items?limit=${String(LARGEST_PAGE)}&page_number=${String(next)}`;
      const items = places.slice(from, from + LARGEST_PAGE).map((place) => itemOf(traffic, place));
      assert.deepEqual(await fetchPage(address, url), { total: places.length, items }, url);
      met += items.length;
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return met;
}

function arbitraryRequest({ traffic }: PagedLog, random: Random) {
  const panel = random.isChosen(0.4) ? random.below(traffic.panels) : undefined;
  const base = panel === undefined ? "" : `/panels/${traffic.serial(panel)}`;
  const limit = random.pick([10, 20, 30, 50] as const);
  const order = random.pick(["asc", "desc"] as const);
  const search = new URLSearchParams({ limit: String(limit), sort_type: order });
  const { isWanted, ...filter } = arbitraryFilter(random);
  for (const [name, value] of Object.entries(filter)) search.set(name, value);
  const [fromMs, toMs] = arbitraryWindow(traffic, random);
  if (fromMs > 0) search.set("from", String(fromMs));
  if (toMs < Number.MAX_SAFE_INTEGER) search.set("to", String(toMs));
  const query: ListQuery = {
    view: { panels: panel === undefined ? undefined : [traffic.serial(panel)], floor: 0 },
    spans: [{ fromMs, toMs, kinds: isWanted && ((kind) => isWanted(shownKind(kind))) }],
    order,
    offset: 0,
    limit,
    asOf: undefined,
  };
  return { path: `${base}/api/v1/log/items?${search.toString()}`, query };
}

interface Filter {
  readonly isWanted?: (kind: SentKind) => boolean;
  readonly filter_field?: string;
  readonly filter_type?: string;
  readonly filter_value?: string;
}

function arbitraryFilter(random: Random): Filter {
  const { code, shown } = random.pick(SENT_KINDS);
  const triple = (filter_field: string, filter_value: string) => ({
    filter_field,
    filter_type: "equal",
    filter_value,
  });
  return random.pick<Filter>([
    {},
    { ...triple("name", code), isWanted: (kind) => kind.code === code },
    {
      ...triple("category", shown.category),
      isWanted: (kind) => kind.shown.category === shown.category,
    },
    {
      ...triple("priority", shown.priority),
      isWanted: (kind) => kind.shown.priority === shown.priority,
    },
  ]);
}

/** Bounds that events are at, in milliseconds: none reads as seconds. */
function arbitraryWindow(traffic: Traffic, random: Random): readonly [number, number] {
  const time = () =>
    traffic.event(random.below(traffic.panels), random.below(traffic.eventsEach)).createdAtMs;
  const [from = 0, to = 0] = [time(), time()].toSorted((a, b) => a - b);
  return random.pick([
    [0, Number.MAX_SAFE_INTEGER],
    [0, to],
    [from, Number.MAX_SAFE_INTEGER],
    [from, to + 1],
  ] as const);
}

function shownKind({ key, category, priority }: Kind): SentKind {
  const sent = SENT_KINDS.find(
    (kind) => kind.code === key && kind.category === category && kind.priority === priority,
  );
  if (sent === undefined) throw new Error(`nobody sent the kind ${String(key)}`);
  return sent;
}

async function fetchPage(address: string, url: string): Promise<Page> {
  const response = await fetch(address + url, { headers: ADMIN_HEADERS });
  const text = await response.text();
  assert.equal(response.status, 200, `GET ${url}: ${text}`);
  const { list_option, list_items } = JSON.parse(text) as {
    list_option: { pagination: { total_items: number } };
    list_items: { name: { key: string }; info: { model: unknown } }[];
  };
  const items = list_items.map(({ name, info, ...item }) => ({
    ...item,
    key: name.key,
    model: JSON.stringify(info.model),
  }));
  return { total: list_option.pagination.total_items, items };
}

function itemOf(traffic: Traffic, place: StoredPlace | undefined): unknown {
  if (place === undefined) throw new RangeError("no such seq");
  const { createdAtMs, kind, info } = traffic.event(place.panel, place.number);
  return {
    timestamp: createdAtMs,
    category: kind.shown.category,
    priority: kind.shown.priority,
    key: kind.code,
    model: JSON.stringify(JSON.parse(info)),
  };
}
