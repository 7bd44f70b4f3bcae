import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { AppError } from "../event/errors.ts";
import type { PanelSerial } from "../event/event.ts";
import { CSV_COLUMNS } from "../intake/import/csv-events.ts";
import { DELIVERY_BOUNDS } from "../intake/import/deliveries.ts";
import type { ImportTarget } from "../intake/import/imported-event.ts";
import { FORMATS, readFile } from "../intake/import/read-file.ts";
import type { FileReading } from "../intake/import/read-file.ts";
import { runImport } from "../intake/import/run-import.ts";
import type { ImportSummary } from "../intake/import/run-import.ts";
import { path, text } from "../setting-kinds.ts";
import type { SettingDefinition } from "../setting-kinds.ts";
import { UsageError } from "../usage-error.ts";
import { optionValue, optionValues } from "./arguments.ts";
import { CLIENT_OPTIONS, CLIENT_SETTINGS, openClient } from "./book/open-client.ts";
import type { Call, Command } from "./command.ts";
import { HttpTarget } from "./import/http-target.ts";
import { localTarget } from "./import/local-target.ts";
import { ImportProgressLine } from "./import/progress.ts";
import { Refusals } from "./import/refusals.ts";
import { SpannedTarget } from "./import/spanned-target.ts";
import { readSerial } from "./panels/serial.ts";
import { countWords, inThousands } from "./panels/state-words.ts";
import { tellOf } from "./tell-of.ts";
import { withStore } from "./with-store.ts";

/** Standard input among files. */
const STDIN = "-";

const MAPPING = /^(.+)=([^=]+)$/;

const MAP: SettingDefinition<string> = {
  ...text("", "a column's name there, and what it is here: Door=panel, Card=model.number"),
  placeholder: "THEIRS=OURS",
  expected: `a column's name, = and one of ${CSV_COLUMNS.join(", ")} or model.NAME`,
  parse: (raw) => (typeof raw === "string" && mappingOf(raw) !== undefined ? raw : undefined),
};

const PANEL = {
  ...text("", "the panel of events that name none, as those of a panel's own answers"),
  placeholder: "SERIAL",
};

const OWN_AS = {
  ...text("", "take in a Doorbook's own record as well, as events of this serial"),
  placeholder: "SERIAL",
};

const REPORT = path("", "write all events that were not taken there, an object a line");

/** `doorbook import`: brings in other systems' events, panels' answers and exports. */
export const importEvents: Command = {
  summary: "Bring in events from files: exports, other systems' tables, panels' answers.",
  operands: [{ name: "FILE|-" }, { name: "FILE", isOptional: true, isMany: true }],
  options: {
    format: { help: `what the files are; found by what they begin with`, words: FORMATS },
    map: { help: MAP.help, value: MAP, isMany: true },
    panel: { help: PANEL.help, value: PANEL },
    zone: {
      ...CLIENT_OPTIONS.zone,
      help: "time zone of times that say no offset; they are refused when absent",
    },
    "own-as": { help: OWN_AS.help, value: OWN_AS },
    "dry-run": { help: "say what would be taken, and take nothing" },
    report: { help: REPORT.help, value: REPORT },
    progress: { help: "tell how far it is, also where standard error is no terminal" },
    account: CLIENT_OPTIONS.account,
  },
  settings: ["data", "adoptPanels", "lateSeconds", ...CLIENT_SETTINGS],
  notes: [
    "Files are JSON (an event a line, a list, or answers one after the other) or tables with the columns",
    "panel, occurredAt and key, compressed by gzip or not; - is standard input. What is in the log already",
    "is passed over, so an import that was cut can be run again. Without --url it goes into the data folder,",
    "beside a server that may be running.",
    "Ends with 0 when all events were taken or known, 1 when some were refused or it failed, 2 when it was",
    "asked for in a way that cannot be meant.",
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const { operands, options, settings } = call;
  const isDry = options.has("dry-run");
  const reading = readingOf(call);
  const ownAs = serialOf(optionValue(options, "own-as", OWN_AS));
  for (const file of operands) checkFile(file);
  if (operands.filter((file) => file === STDIN).length > 1) {
    throw new UsageError("standard input can be read once");
  }
  using refusals = new Refusals(optionValue(options, "report", REPORT));
  const importAll = async (
    target: ImportTarget,
    onTaken: (file: string, summary: ImportSummary) => Promise<void>,
  ) => {
    for (const file of operands) {
      const spanned = new SpannedTarget(target);
      const summary = await importOne(file, { target: spanned, reading, ownAs, refusals, call });
      if (!isDry) await onTaken(file, summary);
      tell(file, summary, isDry);
      if (spanned.span !== undefined) console.log(spanned.span);
    }
  };
  if (settings.url === undefined) {
    await withStore(settings, isDry ? "expect" : "make", async (store) =>
      importAll(await localTarget(store, settings, isDry), async (file, summary) => {
        const { added, known, refused } = summary;
        const model = { file: nameOf(file), added, known, refused };
        await tellOf(store, "doorbook_log_imported", model);
      }),
    );
  } else {
    // the server tells its log itself
    await importAll(new HttpTarget(openClient(call), isDry), () => Promise.resolve());
  }
  refusals.tellRest();
  return refusals.count === 0 ? 0 : 1;
}

interface OneImport {
  readonly target: ImportTarget;
  readonly reading: FileReading;
  readonly ownAs: PanelSerial | undefined;
  readonly refusals: Refusals;
  readonly call: Call;
}

async function importOne(
  file: string,
  { target, reading, ownAs, refusals, call }: OneImport,
): Promise<ImportSummary> {
  const progress = new ImportProgressLine(call.options.has("progress"));
  const chunks: AsyncIterable<Uint8Array> = file === STDIN ? process.stdin : createReadStream(file);
  let taken = 0;
  try {
    return await runImport(readFile(chunks, reading), target, {
      ownAs,
      bounds: boundsOf(call),
      onRefused: (refused) => {
        progress.clear();
        refusals.add(nameOf(file), refused);
      },
      onProgress: (how) => {
        ({ taken } = how);
        progress.show(how);
      },
    });
  } catch (cause) {
    progress.clear();
    throw cutShort(file, taken, cause);
  } finally {
    progress.clear();
  }
}

/** A body over HTTP is bounded in bytes, of which a character may take three. */
function boundsOf({ settings }: Call) {
  const { events, characters } = DELIVERY_BOUNDS;
  return { events, characters: settings.url === undefined ? characters : characters / 2 };
}

function cutShort(file: string, taken: number, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof AppError ? cause.code : "unavailable";
  const rest =
    taken === 0
      ? "nothing of it was taken"
      : `${countWords(taken, "event")} of it were gone through; the same command goes on from there`;
  return new AppError(code, `${nameOf(file)}: ${reason} (${rest})`, { cause });
}

function tell(file: string, { added, known, refused, own }: ImportSummary, isDry: boolean): void {
  const name = nameOf(file);
  const all = countWords(added + known, "event");
  console.log(
    `${name}: ${isDry ? "would take in" : "took in"} ${all}: ${inThousands(added)} new, ` +
      `${inThousands(known)} known, ${inThousands(refused)} refused.`,
  );
  if (own === 0) return;
  console.log(
    `${inThousands(own)} of the refused are of a Doorbook's own record, which nobody else writes: ` +
      "--own-as SERIAL takes them in under another serial.",
  );
}

function nameOf(file: string): string {
  return file === STDIN ? STDIN : basename(file);
}

function readingOf({ options }: Call): FileReading {
  const pairs = optionValues(options, "map").flatMap((pair) => [mappingOf(pair) ?? []].flat());
  const columns = new Map(pairs.map(({ theirs, ours }) => [theirs, ours]));
  return {
    source: "import",
    columns,
    format: FORMATS.find((format) => format === options.get("format")),
    panel: serialOf(optionValue(options, "panel", PANEL)),
    zone: options.get("zone"),
  };
}

function mappingOf(pair: string): { readonly theirs: string; readonly ours: string } | undefined {
  const [, theirs = "", ours = ""] = MAPPING.exec(pair) ?? [];
  const isOurs = CSV_COLUMNS.some((column) => column === ours) || /^model\../.test(ours);
  return theirs !== "" && isOurs ? { theirs, ours } : undefined;
}

function serialOf(text: string): PanelSerial | undefined {
  return text === "" ? undefined : readSerial(text);
}

/** @throws UsageError when a file cannot be read */
function checkFile(file: string): void {
  if (file === STDIN) return;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no file ${JSON.stringify(file)}`);
  if (stat.isDirectory()) throw new UsageError(`${JSON.stringify(file)} is a folder`);
}
