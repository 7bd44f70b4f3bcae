import type { Locale } from "../../basip/texts/locales.ts";
import type { EventPlace, WalkQuery } from "../../event/book.ts";
import type { ExportColumnName } from "./export-columns.ts";

/** The formats of exports, with what the type of each is called. */
export const EXPORT_FORMATS = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** A format of exports. */
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** An export, as data that a thread can be handed. */
export interface ExportSpec {
  readonly query: WalkQuery;
  readonly format: ExportFormat;
  /** `undefined` for all. */
  readonly columns: readonly ExportColumnName[] | undefined;
  readonly locale: Locale;
  /** IANA time zone that times are told in. */
  readonly zone: string;
  /** Whether a CSV file begins with a byte order mark. */
  readonly hasMark: boolean;
  /** Whether it begins with its header: not where it goes on. */
  readonly hasHead: boolean;
  /** How many events there are in all, the place where it goes on aside; `undefined` to be counted. */
  readonly total: number | undefined;
}

/** A stretch of an export's time that is written by itself. */
export interface ExportSlice {
  readonly fromMs: number;
  readonly toMs: number;
  /** Where to go on; `undefined` for its beginning. */
  readonly after: EventPlace | undefined;
  /** Whether the file begins with it. */
  readonly isFirst: boolean;
}

/** An export under way. */
export interface StartedExport {
  readonly total: number;
  /** The file, piece by piece; whoever ends it early ends the work. @throws AppError */
  readonly pieces: AsyncGenerator<Uint8Array, void>;
}

/**
 * Begins an export, counting its events first where their number is not known.
 *
 * @param signal ends it
 * @throws AppError `unavailable`, `damaged`; the signal's reason
 */
export type StartExport = (spec: ExportSpec, signal: AbortSignal) => Promise<StartedExport>;
