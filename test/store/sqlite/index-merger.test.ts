import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connection } from "../../../src/store/sqlite/connection.ts";
import { Delivery } from "../../../src/store/directory/delivery.ts";
import { IndexMerger } from "../../../src/store/sqlite/index-merger.ts";
import { LogWriter } from "../../../src/store/sqlite/log-writer.ts";
import { openForWriting } from "../../../src/store/sqlite/open-database.ts";
import { toColumns } from "../../../src/store/sqlite/protocol.ts";
import { WriterNames } from "../../../src/store/sqlite/writer-names.ts";
import { eventsInARow } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

/** What one process writes with, without its threads. */
class Process implements Disposable {
  readonly connection: Connection;
  readonly log: LogWriter;
  readonly merger: IndexMerger;

  constructor(folder: TestFolder, largestBatch?: number) {
    this.connection = openForWriting(folder.path, 1_024);
    this.log = new LogWriter(this.connection, new WriterNames(this.connection, undefined));
    this.log.load();
    this.merger = new IndexMerger(this.connection, this.log, largestBatch);
  }

  append(panel: string, count: number): void {
    this.connection.exec("BEGIN IMMEDIATE");
    this.log.begin(Date.now());
    this.log.append(panel, toColumns(eventsInARow(count)), new Delivery());
    this.connection.exec("COMMIT");
    this.log.committed();
  }

  mergeBatch(): void {
    while (!this.merger.step());
  }

  /** How far an index has come. */
  mergedThrough(name: string): number {
    return this.connection.one<[number]>("SELECT seq FROM merged WHERE name = ?", name)[0];
  }

  count(index: string): number {
    return this.connection.one<[number]>(`SELECT count(*) FROM ${index}`)[0];
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }
}

test("merges no more than a batch at a time, and goes on where it ended", async () => {
  await using folder = await TestFolder.make();
  using process = new Process(folder, 400);
  process.append("p1", 1_000);

  const steps = [];
  while (process.merger.isWorthwhile) {
    process.mergeBatch();
    steps.push([
      process.mergedThrough("by_time"),
      process.count("by_kind"),
      process.log.tail.length,
    ]);
  }

  // what is left is not worth a batch
  assert.deepEqual(steps, [
    [400, 400, 600],
    [800, 800, 200],
  ]);
  process.append("p1", 1_000);
  assert.equal(process.log.tail.length, 200, "what is merged and what is not is recognised");
});

test("comes to the end of filling an index also when another process has merged further", async () => {
  await using folder = await TestFolder.make();
  using other = new Process(folder);
  other.append("p1", 300);
  other.mergeBatch();
  other.connection.exec("DELETE FROM by_kind; UPDATE merged SET seq = 0 WHERE name = 'by_kind'");
  using one = new Process(folder);
  using another = new Process(folder);
  another.append("p2", 300);
  another.mergeBatch();

  let steps = 0;
  for (; one.merger.isDue && steps < 20; steps += 1) one.merger.step();

  assert.equal(one.merger.isDue, false, `after ${steps} steps`);
  assert.deepEqual([one.mergedThrough("by_kind"), one.count("by_kind")], [600, 600]);
});
