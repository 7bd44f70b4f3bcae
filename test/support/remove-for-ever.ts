/** Appends to the log of a data folder and takes out of it for ever, as a process of its own. */
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { event } from "./events.ts";

const store = await SqliteStore.open({ dataFolder: process.argv[2] ?? "" });
const first = await store.head();

for (let nth = 0; ; nth += 1) {
  const number = first + nth;
  await store.append(`p${number % 3}`, [event({ occurredAtMs: number * 1_000 })]);
  const seqs = Array.from({ length: 20 }, (_, i) => nth * 20 + i + 1);
  process.send?.(await store.remove(seqs));
}
