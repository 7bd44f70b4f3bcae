import { openForReading } from "../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { WordFeeder } from "../../src/store/sqlite/search/word-feeder.ts";
import type { MakePlace } from "./place.ts";
import { folderPlace } from "./place.ts";

/** How far the word index follows the log: one run of so many events after every so many appends. */
export interface Feeding {
  readonly runEvents: number;
  readonly everyAppends: number;
}

/** Stores whose word index is fed by the test itself, so that it knows how far behind it is. */
export function fedPlace(feeding: Feeding): MakePlace<SqliteStore> {
  return folderPlace(async (dataFolder) => {
    const store = await SqliteStore.open({ dataFolder });
    const log = openForReading(dataFolder, 1024);
    const feeder = new WordFeeder(dataFolder, log, feeding.runEvents);
    const append = store.append.bind(store);
    const close = store[Symbol.asyncDispose].bind(store);
    let appends = 0;
    return Object.assign(store, {
      append: async (...delivery: Parameters<typeof append>) => {
        const appended = await append(...delivery);
        appends += 1;
        if (appends % feeding.everyAppends === 0) feeder.step();
        return appended;
      },
      [Symbol.asyncDispose]: async () => {
        feeder[Symbol.dispose]();
        log.close();
        await close();
      },
    });
  });
}
