import { EVENT_CATALOG, isEventKey } from "../../../src/event/catalog.ts";
import type { ToldEvent } from "../../support/emulator-process.ts";
import { ADMIN_HEADERS } from "../../support/server-process.ts";

/** What a comparison of what happened with what the book holds found. */
export interface Comparison {
  /** What happened, but for what a panel forgot before it was acknowledged. */
  readonly happened: number;
  /** Held of it, each once. */
  readonly held: number;
  /** Of what a panel forgot too soon: how many there were, and how many the book has all the same. */
  readonly forgotten: number;
  readonly forgottenHeld: number;
  readonly keys: number;
  /** The first few faults, for people. */
  readonly faults: readonly string[];
}

/** An event as the panels' API shows it. */
export interface Item {
  readonly timestamp: number;
  readonly category: string;
  readonly priority: string;
  readonly name: { readonly key: string };
  readonly info: { readonly model: unknown };
}

const PAGE = 50;
const READERS = 4;
const MAX_FAULTS = 20;

/** Compares event by event, panel by panel, over the panels' own API. */
export async function compare(
  address: string,
  happened: readonly ToldEvent[],
): Promise<Comparison> {
  const byPanel = Map.groupBy(happened, ({ panel }) => panel);
  const result = { happened: 0, held: 0, forgotten: 0, forgottenHeld: 0 };
  const faults: string[] = [];
  for (const [serial, events] of byPanel) {
    const held = new Map<string, number>();
    for (const item of await readPanel(address, serial)) {
      const name = nameOfItem(item);
      held.set(name, (held.get(name) ?? 0) + 1);
    }
    for (const event of events) {
      const name = nameOfEvent(event);
      const isHeld = (held.get(name) ?? 0) > 0;
      if (isHeld) held.set(name, (held.get(name) ?? 0) - 1);
      if (event.isLost) {
        result.forgotten += 1;
        if (isHeld) result.forgottenHeld += 1;
      } else {
        result.happened += 1;
        if (isHeld) result.held += 1;
        else faults.push(`${serial}: lost ${name}`);
      }
    }
    for (const [name, count] of held) {
      if (count > 0) faults.push(`${serial}: ${String(count)} too many of ${name}`);
    }
  }
  const keys = new Set(happened.map(({ key }) => key)).size;
  return { ...result, keys, faults: faults.slice(0, MAX_FAULTS) };
}

/** Every event of a panel, page by page. */
export async function readPanel(address: string, serial: string): Promise<readonly Item[]> {
  const base = `${address}/panels/${encodeURIComponent(serial)}/api/v1/log/items?limit=${PAGE}`;
  const read = async (page: number) => {
    const response = await fetch(`${base}&page_number=${page}`, { headers: ADMIN_HEADERS });
    const answer = (await response.json()) as {
      list_option: { pagination: { total_items: number } };
      list_items: Item[];
    };
    return { total: answer.list_option.pagination.total_items, items: answer.list_items };
  };
  const first = await read(1);
  const pages = Math.ceil(first.total / PAGE);
  const items = [...first.items];
  let next = 2;
  const reader = async () => {
    while (next <= pages) items.push(...(await read(next++)).items);
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  if (items.length === first.total) return items;
  throw new Error(`${serial}: ${String(items.length)} events in pages, ${first.total} in all`);
}

/** What an event is told apart by, as it happened. */
export function nameOfEvent({ occurredAtMs, key, category, priority, model }: ToldEvent): string {
  const known = isEventKey(key) ? EVENT_CATALOG[key] : { category: "info", priority: "low" };
  const shown = [category ?? known.category, priority ?? known.priority];
  return JSON.stringify([occurredAtMs, key, ...shown, model]);
}

/** The same, as it is shown. */
export function nameOfItem({ timestamp, name, category, priority, info }: Item): string {
  return JSON.stringify([timestamp, name.key, category, priority, info.model]);
}
