import type { Locale } from "../../basip/texts/locales.ts";
import { AppError } from "../../event/errors.ts";
import type { PageContext } from "../find-page.ts";
import type { PagedQuestion } from "../page-cursor.ts";
import { readQuestion } from "../read-question.ts";
import type { ReadQuestion } from "../read-question.ts";
import type { ExportColumnName } from "./export-columns.ts";
import type { ExportFormat, ExportSpec } from "./export-spec.ts";
import { parsePlace, parseResume } from "./resume-cursor.ts";

/** An export as it was asked for. */
export interface AskedExport extends PagedQuestion {
  readonly format: ExportFormat;
  readonly columns: readonly ExportColumnName[] | undefined;
  readonly locale: Locale;
  /** Whether a CSV file begins with a byte order mark. */
  readonly bom?: boolean | undefined;
  /** The state to describe, a seq. */
  readonly asOf?: number | undefined;
  /** What an earlier answer said to go on with. */
  readonly resume?: string | undefined;
  /** Behind which row to go on. */
  readonly after?: string | undefined;
}

/** An export that can begin. */
export interface PlannedExport {
  readonly spec: ExportSpec;
  /** The moment that relative times go by, Unix ms. */
  readonly nowMs: number;
}

/** An index tells the number at once, or it is counted on the way. */
const COUNT_MS = 1_000;

/**
 * Reads what is to be exported, and in which state.
 *
 * @throws QueryError of `q`
 * @throws AppError `invalid` for what cannot be asked, `unavailable`
 */
export async function planExport(asked: AskedExport, context: PageContext): Promise<PlannedExport> {
  const { after: afterText, resume, order } = asked;
  if (afterText !== undefined && resume === undefined) {
    throw new AppError("invalid", "after needs resume: the header Doorbook-Resume of the answer");
  }
  if (afterText !== undefined && asked.format === "xlsx") {
    throw new AppError("invalid", "a workbook cannot go on: ask for it whole, or for CSV");
  }
  const state = resume === undefined ? undefined : parseResume(resume, asked);
  if (state !== undefined && asked.asOf !== undefined && asked.asOf !== state.asOf) {
    throw new AppError("invalid", `asOf is ${state.asOf} where resume is from: leave it out`);
  }
  const after = afterText === undefined ? undefined : parsePlace(afterText);
  const nowMs = state?.nowMs ?? context.nowMs;
  const { view, fleet, hidesEchoes } = context;
  const question = readQuestion(asked, { nowMs, panels: view.panels, fleet, hidesEchoes });
  const { asOf, total } = state ?? (await countNow(question, asked, context));
  const { where, fromMs, toMs, zone } = question;
  const { format, columns, locale, bom = false } = asked;
  const query = { view, where, fromMs, toMs, asOf, order, after };
  // a file that goes on has its header already
  const hasHead = after === undefined;
  const hasMark = bom && hasHead;
  return { spec: { query, format, columns, locale, zone, hasMark, hasHead, total }, nowMs };
}

function countNow(
  { where, fromMs, toMs }: ReadQuestion,
  { order, asOf }: AskedExport,
  { log, view, deadlineMs }: PageContext,
) {
  return log.find({
    view,
    where,
    fromMs,
    toMs,
    asOf,
    deadlineMs: Math.min(deadlineMs, COUNT_MS),
    order,
    start: { is: "offset", offset: 0 },
    limit: 0,
    total: "known",
  });
}
