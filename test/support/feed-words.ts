/** Feeds the word index of a data folder for ever, as a process of its own. */
import { openForReading } from "../../src/store/sqlite/open-database.ts";
import { WordFeeder } from "../../src/store/sqlite/search/word-feeder.ts";

const dataFolder = process.argv[2] ?? "";
const feeder = new WordFeeder(dataFolder, openForReading(dataFolder, 1024), 50);

function feed(): void {
  const { seq } = feeder.step();
  process.send?.(seq);
  setImmediate(feed);
}

feed();
