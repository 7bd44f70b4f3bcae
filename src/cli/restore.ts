import { restoreBackup } from "../store/sqlite/backup/restore.ts";
import type { FillStage } from "../store/sqlite/backup/fill-log.ts";
import { Pace } from "./backup/pace.ts";
import type { Call, Command } from "./command.ts";
import { countWords } from "./panels/state-words.ts";
import { tellOf } from "./tell-of.ts";
import { withStore } from "./with-store.ts";

const STAGES: Readonly<Record<FillStage, string>> = {
  events: "reading the events",
  indexes: "making the indexes",
  check: "checking the file",
};

/** `doorbook restore`: a data folder from a backup. */
export const restore: Command = {
  summary: "Make a data folder from a backup, while no server serves it.",
  operands: [{ name: "BACKUP" }],
  options: {
    replace: { help: "move a log that is there aside; it is kept as doorbook.db.before-restore-…" },
    progress: { help: "tell how far it is, also where standard error is no terminal" },
  },
  settings: ["data"],
  notes: [
    "All of the backup is read and compared first; where it is damaged, nothing is changed.",
    "Places in the log that was lost (cursors, ids of streams) are refused from then on.",
  ].join("\n"),
  run,
};

async function run({ settings, operands: [target = ""], options }: Call): Promise<number> {
  const pace = new Pace("read", options.has("progress"));
  // what SQLite sorts on the disk has its place where the log will have it
  process.env["SQLITE_TMPDIR"] ??= settings.data;
  const { manifest, before } = await restoreBackup({
    target,
    dataFolder: settings.data,
    replaces: options.has("replace"),
    nowMs: Date.now(),
    pace,
    began: ({ events }) => pace.began(events),
    stage: (stage) => pace.say(STAGES[stage]),
  }).finally(() => pace.end());
  const { events, seq, madeAtMs, beside } = manifest;
  const backup = new Date(madeAtMs).toISOString();
  await withStore(settings, "expect", (store) =>
    tellOf(store, "doorbook_restored", { events, seq, backup }),
  );
  console.log(
    `Restored ${countWords(events, "event")}, up to number ${seq}, of ${backup} into ${settings.data}.`,
  );
  if (before !== undefined) console.log(`The log that was there is kept as ${before}.`);
  if (beside.length === 0) {
    console.log("The backup has no key of the panels' passwords: see doorbook doctor.");
  }
  return 0;
}
