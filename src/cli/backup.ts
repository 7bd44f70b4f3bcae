import { existsSync } from "node:fs";
import { AppError } from "../event/errors.ts";
import { KEY_FILE } from "../fleet/secret-key.ts";
import { integer } from "../setting-kinds.ts";
import { makeBackup } from "../store/sqlite/backup/backup.ts";
import { readManifest } from "../store/sqlite/backup/manifest.ts";
import type { BackupManifest } from "../store/sqlite/backup/manifest.ts";
import { faultsOfTables, filesOf, verifyFiles } from "../store/sqlite/backup/verify.ts";
import { databasePath } from "../store/sqlite/open-database.ts";
import { UsageError } from "../usage-error.ts";
import { optionValue } from "./arguments.ts";
import { Pace } from "./backup/pace.ts";
import type { Call, Command } from "./command.ts";
import { countWords } from "./panels/state-words.ts";
import { tellOf } from "./tell-of.ts";
import { readVersion } from "./version.ts";
import { withStore } from "./with-store.ts";

const NO_BOUND = 1_000_000;

const MAX_MB = integer(NO_BOUND, 1, NO_BOUND, "copy at most so many MB of events a second");

/** `doorbook backup`: a copy of the log that can be restored. */
export const backup: Command = {
  summary: "Copy the log to a folder, while it is served or not; called again, only what is new.",
  operands: [{ name: "TARGET" }],
  options: {
    "verify-only": { help: "copy nothing: read the backup in TARGET and compare" },
    "without-key": { help: "leave out the key of the panels' passwords" },
    "max-mb": { help: MAX_MB.help, value: MAX_MB },
    progress: { help: "tell how far it is, also where standard error is no terminal" },
  },
  settings: ["data"],
  notes: [
    "TARGET is a folder for this alone. A backup that was cut goes on when it is called again.",
    "It has all of the data folder but the word index, which is made anew. Without the key,",
    "passwords of panels that are pulled have to be given again after a restore.",
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const { options, operands } = call;
  const [target = ""] = operands;
  if (!options.has("verify-only")) return copy(call, target);
  const others = ["without-key", "max-mb"].filter((name) => options.has(name));
  if (others.length > 0) throw new UsageError(`--verify-only stands without --${others.join()}`);
  return verify(target, options.has("progress"));
}

async function copy({ settings, options }: Call, target: string): Promise<number> {
  const { data } = settings;
  if (!existsSync(databasePath(data))) {
    throw new AppError(
      "not_found",
      `There is no log in the folder ${data}: name the right one with --data`,
    );
  }
  const rate = optionValue(options, "max-mb", MAX_MB);
  const bytesPerSecond = rate === NO_BOUND ? Infinity : rate * 1_000_000;
  const pace = new Pace("copied", options.has("progress"), bytesPerSecond);
  const manifest = await makeBackup({
    dataFolder: data,
    target,
    beside: options.has("without-key") ? [] : [KEY_FILE],
    version: readVersion(),
    nowMs: Date.now(),
    pace,
    began: (events) => pace.began(events),
  }).finally(() => pace.end());
  const { events, seq } = manifest;
  console.log(
    `Backed up ${countWords(events, "event")}, up to number ${seq}, to ${target} ` +
      `(${megabytes(manifest)} MB), and read back what is new.`,
  );
  await withStore(settings, "expect", (store) =>
    tellOf(store, "doorbook_backup_made", { events, seq }),
  ).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    console.error(`doorbook: the backup is made, but the log cannot tell of it: ${error.message}`);
  });
  return 0;
}

async function verify(target: string, isTold: boolean): Promise<number> {
  const manifest = readManifest(target);
  if (manifest === undefined) {
    throw new AppError("not_found", `There is no finished backup in the folder ${target}`);
  }
  const files = filesOf(manifest);
  const pace = new Pace("read", isTold);
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  const faults = [
    ...(await verifyFiles(target, files, (bytes) => {
      read += bytes;
      pace.say(`${Math.floor((100 * read) / all)} % read`);
    })),
    ...faultsOfTables(target, manifest),
  ];
  pace.end();
  for (const fault of faults) console.error(`doorbook: ${fault}`);
  if (faults.length > 0) return 1;
  const { events, seq, madeAtMs } = manifest;
  console.log(
    `The backup of ${new Date(madeAtMs).toISOString()} is as it was written: ` +
      `${countWords(events, "event")}, up to number ${seq}, ${megabytes(manifest)} MB.`,
  );
  return 0;
}

function megabytes(manifest: BackupManifest): string {
  const bytes = filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0);
  return (bytes / 1_000_000).toFixed(1);
}
