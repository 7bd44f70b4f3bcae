import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { BUSY_PANEL, Events, PANELS, Random, serialOf, START_MS, USUAL_PANEL } from "./dataset.ts";

/** A log to measure on. */
export interface Dataset {
  readonly name: string;
  readonly events: number;
  /** Over how many days its events are spread; 0 for one millisecond. */
  readonly days: number;
}

export const DATASETS = {
  "100k": { name: "100k", events: 100_000, days: 90 },
  "1M": { name: "1M", events: 1_000_000, days: 90 },
  "10M": { name: "10M", events: 10_000_000, days: 90 },
  "10M-9y": { name: "10M-9y", events: 10_000_000, days: 9 * 365 },
  "one-ms": { name: "one-ms", events: 100_000, days: 0 },
} as const satisfies Record<string, Dataset>;

const DAY_MS = 86_400_000;

/** Changes whenever the events do, so that logs of an older form are made anew. */
const FORM = "3";

/** The share of events that arrive late, as histories of single panels. */
const LATE_SHARE = 0.1;

const BUSY_SHARE = 0.05;

const PUSH_EVENTS = 100;

/** Where measurements keep their data folders: made once, used by every run. */
export function benchFolder(): string {
  const folder = join(process.env["DOORBOOK_BENCH"] ?? join(tmpdir(), "doorbook-bench"));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The data folder of a dataset, filled when it is not there. */
export async function filled(dataset: Dataset): Promise<string> {
  const folder = join(benchFolder(), dataset.name);
  if (existsSync(join(folder, `filled-${FORM}`))) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  console.error(`filling ${dataset.name}: ${dataset.events} events`);
  await using store = await SqliteStore.open({ dataFolder: partial });
  await fill(store, dataset);
  await settle(store);
  await store[Symbol.asyncDispose]();
  writeFileSync(join(partial, `filled-${FORM}`), "");
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return folder;
}

/** Live pushes of many panels in rising time; between them whole histories of single panels. */
async function fill(store: SqliteStore, { events: total, days }: Dataset): Promise<void> {
  const random = new Random(7);
  const events = new Events(11);
  const stepMs = (days * DAY_MS) / (total * (1 - LATE_SHARE));
  let liveMs = START_MS;
  let isFirst = true;
  const nextPanel = (): number => {
    if (isFirst) {
      isFirst = false;
      return USUAL_PANEL;
    }
    return random.next() < BUSY_SHARE ? BUSY_PANEL : random.below(PANELS);
  };
  const next = (): Promise<unknown> => {
    const panel = serialOf(nextPanel());
    if (days === 0)
      return store.append(
        panel,
        delivery(() => START_MS),
      );
    if (random.next() < LATE_SHARE) {
      let atMs = START_MS + random.next() * (liveMs - START_MS);
      return store.append(
        panel,
        delivery(() => (atMs += random.next() * 600_000)),
      );
    }
    return store.append(
      panel,
      delivery(() => (liveMs += stepMs)),
    );
  };
  const delivery = (time: () => number) =>
    Array.from({ length: PUSH_EVENTS }, () => events.next(Math.floor(time())));
  for (let done = 0; done < total;) {
    const pushes = Math.min(16, Math.ceil((total - done) / PUSH_EVENTS));
    await Promise.all(Array.from({ length: pushes }, next));
    done += pushes * PUSH_EVENTS;
  }
}

/** Waits until the indexes have caught up, as they have on a server that is not just starting. */
async function settle(store: SqliteStore): Promise<void> {
  while (store.examine(false).unmerged > 300) await new Promise((done) => setTimeout(done, 500));
}
