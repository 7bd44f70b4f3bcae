import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import type { DoorbookClient } from "../../book-client/client.ts";
import { DoorbookError } from "../../book-client/doorbook-error.ts";
import type { ExportDownload, ExportQuery } from "../../book-client/export.ts";
import { choice, text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { countWords } from "../panels/state-words.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { StopSignals } from "../stop-signals.ts";
import { ExportProgress } from "./export/export-progress.ts";
import { PartFile } from "./export/kept-part.ts";
import type { KeptPart } from "./export/kept-part.ts";
import { RecordScanner } from "./export/record-scanner.ts";
import { CLIENT_OPTIONS, CLIENT_SETTINGS, openClient, zoneOf } from "./open-client.ts";
import { tellRefusal } from "./refusal.ts";
import { beginningOf, LAST } from "./time-options.ts";

const FORMAT = choice("csv", ["csv", "jsonl", "xlsx"], "CSV, JSON Lines or a workbook");
const ORDER = choice("desc", ["desc", "asc"], "newest first or oldest first");

function worded(placeholder: string, help: string): SettingDefinition<string> {
  return { ...text("", help), placeholder };
}

const FROM = worded("TIME", "first time: 2026-11-01, 2026-11-01T08:00, with an offset, or Unix ms");
const TO = worded("TIME", "last time, inclusive; a day is all of it");
const OUTPUT = worded("FILE", "where to write; a cut export of the same question goes on there");
const COLUMNS = worded(
  "LIST",
  "columns with commas between, beside seq and times; all when absent",
);

/** Exit codes: a workbook, or one without a file, that is cut begins anew. */
const EXIT = { whole: 0, cut: 1 } as const;

/** `doorbook export`: a file of all events that a question leaves. */
export const exportEvents: Command = {
  summary: "Export events: all that a question leaves, however many, as a file.",
  operands: [{ name: "QUERY", isOptional: true, isMany: true }],
  options: {
    format: { help: FORMAT.help, value: FORMAT },
    output: { help: OUTPUT.help, value: OUTPUT, short: "o" },
    from: { help: FROM.help, value: FROM },
    to: { help: TO.help, value: TO },
    last: { help: LAST.help, value: LAST },
    order: { help: ORDER.help, value: ORDER },
    columns: { help: COLUMNS.help, value: COLUMNS },
    bom: { help: "begin a CSV file with a byte order mark, as some spreadsheets want it" },
    progress: { help: "tell how far it is, also where standard error is no terminal" },
    ...CLIENT_OPTIONS,
  },
  settings: CLIENT_SETTINGS,
  notes: [
    "All events are of one state of the log, whatever arrives meanwhile.",
    "With --output, rows go to FILE.part until all are there. After a cut or Ctrl-C the same command goes on.",
    "Ends with 0 when all was written, 1 when it was cut, 2 when the question could not be answered, 3 when the server refuses the caller.",
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const { operands, options } = call;
  if (options.has("last") && (options.has("from") || options.has("to"))) {
    throw new UsageError("--last stands for --from and --to");
  }
  const q = operands.join(" ");
  const stopped = new AbortController();
  const signals = StopSignals.open();
  void signals.requested.then(() => stopped.abort(new Error("stopped")));
  const client = openClient(call, stopped.signal);
  const output = optionValue(options, "output", OUTPUT);
  try {
    const query = queryOf(call, q);
    if (output === "") return await new Export(client, query, call).toStandardOutput();
    return await new Export(client, query, call).toFile(output);
  } catch (error) {
    if (stopped.signal.aborted) return cut(output === "" ? "" : "stopped");
    if (error instanceof DoorbookError && error.code === "unreachable" && output !== "") {
      return cut(error.message);
    }
    return tellRefusal(error, q);
  }
}

function cut(why: string): number {
  if (why !== "") console.error(`doorbook: ${why}: the same command goes on`);
  return EXIT.cut;
}

function queryOf({ options }: Call, q: string): ExportQuery {
  const last = optionValue(options, "last", LAST);
  const said = (name: string, option: SettingDefinition<string>) =>
    optionValue(options, name, option) || undefined;
  const from = last === "" ? said("from", FROM) : String(beginningOf(last, zoneOf(options)));
  return {
    q,
    format: optionValue(options, "format", FORMAT),
    order: optionValue(options, "order", ORDER),
    from,
    to: said("to", TO),
    columns: said("columns", COLUMNS)?.split(","),
    bom: options.has("bom"),
  };
}

/** One export of one question. */
class Export {
  readonly #client: DoorbookClient;
  readonly #query: ExportQuery;
  readonly #call: Call;

  constructor(client: DoorbookClient, query: ExportQuery, call: Call) {
    this.#client = client;
    this.#query = query;
    this.#call = call;
  }

  async toStandardOutput(): Promise<number> {
    const download = await this.#client.export(this.#query);
    const { stdout } = process;
    return this.#receive(download, undefined, async (piece) => {
      if (stdout.write(piece)) return !stdout.destroyed;
      const isTaken = Promise.race([once(stdout, "drain"), once(stdout, "close")]);
      // a reader that went, as `head` does, is no failure to tell of
      return isTaken.then(
        () => !stdout.destroyed,
        () => false,
      );
    });
  }

  async toFile(path: string): Promise<number> {
    const part = new PartFile(path);
    const { format } = this.#query;
    const asked = this.#asked();
    const kept = format === "xlsx" ? undefined : await part.kept(asked, format);
    const from = kept?.from ?? this.#query.from?.toString();
    const again = { from, resume: kept?.resume, after: kept?.after };
    const download = await this.#client.export({ ...this.#query, ...again });
    // of a file without a row not even the header counts
    const goesOn = kept?.after === undefined ? undefined : kept;
    await using file = await part.open(goesOn === undefined);
    const { resume, total } = download;
    if (format !== "xlsx") await part.keep({ asked, from, resume, total });
    const code = await this.#receive(download, goesOn, async (piece) => {
      await writeAll(file, piece);
      return true;
    });
    if (code !== EXIT.whole) return code;
    await file.sync();
    await part.finish();
    console.log(`${countWords(total, "event")} in ${path}`);
    return code;
  }

  /** The question as it was typed, whose relative times are those of its first try. */
  #asked(): string {
    const { settings, operands, options } = this.#call;
    const said = ["format", "from", "to", "last", "order", "columns", "bom", "zone", "locale"];
    const values = said.map((name) => options.get(name) ?? null);
    return JSON.stringify([settings.url ?? "", operands, ...values]);
  }

  async #receive(
    download: ExportDownload,
    kept: KeptPart | undefined,
    write: (piece: Uint8Array) => Promise<boolean>,
  ): Promise<number> {
    const { format } = this.#query;
    const { total } = download;
    const scanner = format === "xlsx" ? undefined : (kept?.scanner ?? new RecordScanner(format));
    const headers = format === "csv" ? 1 : 0;
    const events = () => (scanner === undefined ? 0 : Math.max(0, scanner.records - headers));
    const progress = new ExportProgress(total, events(), this.#call.options.has("progress"));
    try {
      for await (const piece of download.pieces()) {
        if (!(await write(piece))) return EXIT.cut;
        scanner?.push(piece);
        progress.show(events());
      }
    } finally {
      progress.clear();
    }
    if (scanner === undefined || events() === total) return EXIT.whole;
    console.error(`doorbook: ${events()} of ${total} events came: the export is not whole`);
    return EXIT.cut;
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) {
    const { bytesWritten } = await file.write(piece, at);
    at += bytesWritten;
  }
}
