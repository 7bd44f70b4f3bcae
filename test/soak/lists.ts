/**
 * Every list of a large ugly data set, held against plain SQL and a naive filter.
 *
 * `script/soak lists [--events N] [--panels N] [--stages N] [--queries N] [--seed N]
 *    [--opened twice|anew]`
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { checkLists } from "../contract/list-property.ts";
import { folderPlace } from "../support/place.ts";
import { PlainSql } from "../support/plain-sql.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "300000" },
    panels: { type: "string", default: "5000" },
    stages: { type: "string", default: "6" },
    queries: { type: "string", default: "150" },
    seed: { type: "string", default: "1" },
    opened: { type: "string" },
  },
});
const opened = (["twice", "anew"] as const).find((how) => how === values.opened);
if (opened === undefined && values.opened !== undefined) {
  throw new Error(`--opened must be twice or anew, not "${values.opened}"`);
}
const size = {
  events: Number(values.events),
  panels: Number(values.panels),
  stages: Number(values.stages),
  queries: Number(values.queries),
  seed: Number(values.seed),
  opened,
};

await using place = await folderPlace((dataFolder) => SqliteStore.open({ dataFolder }))();
try {
  const { events, answers } = await checkLists(
    place,
    size,
    ({ folder }) => new PlainSql(join(folder, "doorbook.db")),
  );
  console.log(`passed: ${String(answers)} lists of a log of ${String(events)} events are exact`);
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}`);
  process.exitCode = 1;
}
