import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { XStatic } from "typebox/schema";
import { EXPORT_COLUMN_NAMES } from "../../../book/export/export-columns.ts";
import { EXPORT_FORMATS } from "../../../book/export/export-spec.ts";
import type { ExportFormat } from "../../../book/export/export-spec.ts";
import { planExport } from "../../../book/export/plan-export.ts";
import type { PlannedExport } from "../../../book/export/plan-export.ts";
import { renderResume } from "../../../book/export/resume-cursor.ts";
import type { PagedQuestion } from "../../../book/page-cursor.ts";
import { OWN_PANEL } from "../../../event/event.ts";
import { ownEvent } from "../../../event/own-event.ts";
import { callerOf } from "../../auth-hook.ts";
import { askedColumns } from "../../book/asked-columns.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf, hidesEchoesIn } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { LOCALE_PARAMETER, ORDER_PARAMETER, QUESTION_PARAMETERS } from "../../book/parameters.ts";
import { refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

/** When a caller that was turned away should come again. */
const AGAIN_SECONDS = "30";

/** Proxies must not gather what is to be read as it comes. */
const UNBUFFERED = "x-accel-buffering";

const FORMATS: readonly ExportFormat[] = ["csv", "jsonl", "xlsx"];

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  required: ["format"],
  properties: {
    format: {
      type: "string",
      enum: FORMATS,
      description: "CSV (RFC 4180), JSON Lines, or a workbook of Office Open XML",
    },
    ...QUESTION_PARAMETERS,
    ...ORDER_PARAMETER,
    ...LOCALE_PARAMETER,
    columns: {
      type: "string",
      maxLength: 1000,
      description: `The columns, with commas between, beside seq, occurredAt, receivedAt and offset, which always are there; all when absent: ${EXPORT_COLUMN_NAMES.join(", ")}`,
      examples: ["panelName,owner,text"],
    },
    bom: {
      type: "boolean",
      default: false,
      description: "Whether a CSV file begins with a byte order mark, as some spreadsheets want it",
    },
    resume: {
      type: "string",
      maxLength: 500,
      description: "To go on with an export that was cut: the header Doorbook-Resume of its answer",
    },
    after: {
      type: "string",
      maxLength: 40,
      description:
        "With `resume`: the last whole row that came, its time in ms and its seq with a dot between; the answer goes on behind it, without a header row. Not for workbooks",
    },
  },
} as const;

const ANSWER = {
  description:
    "The file. `Doorbook-Total` is how many events it holds in all, `Doorbook-As-Of` the state of the log, `Doorbook-Resume` what to go on with after a cut. An answer that fails on the way breaks off its connection without an end.",
  headers: {
    "doorbook-total": { schema: { type: "integer" }, description: "How many events in all" },
    "doorbook-as-of": { schema: { type: "integer" }, description: "The state, a seq" },
    "doorbook-resume": { schema: { type: "string" }, description: "To go on with after a cut" },
  },
  content: Object.fromEntries(
    Object.values(EXPORT_FORMATS).map((type) => [
      type.split(";", 1)[0] ?? type,
      { schema: { type: "string" } },
    ]),
  ),
} as const;

const SCHEMA = {
  operationId: "exportEvents",
  tags: ["events"],
  summary: "Export events",
  description:
    "Every event that a query and a stretch of time leave, however many, as a file of one state of the log. Where no index tells how many there are they are counted first, which takes about as long as the export. Exporting is an event of the log.",
  querystring: PARAMETERS,
  response: { 200: ANSWER, ...refusalsOf() },
} as const;

/** What an export is asked for. */
type ExportQuery = XStatic<typeof PARAMETERS>;

/** Files of events. */
export function exportRoute(book: FastifyInstance, parts: BookParts): void {
  const options = {
    config: { right: "events:read" },
    // one without a body would count, and tell the log
    exposeHeadRoute: false,
    schema: SCHEMA,
  } as const;
  book.get<{ Querystring: ExportQuery }>("/export", options, async (request, reply) => {
    const { exports } = parts;
    const account = callerOf(request).account.id;
    const limit = exports.take(account);
    if (limit !== undefined) return refuse(reply, limit);
    const gone = new AbortController();
    reply.raw.once("close", () => {
      exports.release(account);
      gone.abort();
    });
    const { columns, locale, order = "desc", ...rest } = request.query;
    const asked = {
      ...rest,
      order,
      columns: askedColumns(columns),
      locale: askedLocale(request, locale),
    };
    const planned = await planExport(asked, await contextOf(request, parts));
    const { total, pieces } = await parts.startExport(planned.spec, gone.signal);
    try {
      await tell(request, parts, total);
    } catch (error) {
      await pieces.return();
      throw error;
    }
    setHeaders(reply, { planned, total, question: asked });
    return reply.send(Readable.from(pieces, { objectMode: false }));
  });
}

async function contextOf(request: FastifyRequest, parts: BookParts) {
  const { view, fleet } = askerOf(request, parts);
  const { log, now, searchMs: deadlineMs } = parts;
  const hidesEchoes = await hidesEchoesIn(view, parts);
  return { log, view, fleet, hidesEchoes, nowMs: now(), deadlineMs };
}

/** Tells the log who takes what out of it, before anything leaves. @throws AppError `unavailable` */
async function tell(
  request: FastifyRequest<{ Querystring: ExportQuery }>,
  { log, now }: BookParts,
  count: number,
): Promise<void> {
  const { account, token } = callerOf(request);
  const { format, q, from, to } = request.query;
  const model = { account: account.name, token: token?.name, query: q, from, to, format, count };
  await log.append(OWN_PANEL, [ownEvent("doorbook_log_exported", model, now())]);
}

interface Announced {
  readonly planned: PlannedExport;
  readonly total: number;
  readonly question: PagedQuestion;
}

function setHeaders(reply: FastifyReply, { planned, total, question }: Announced): void {
  const { spec, nowMs } = planned;
  const { asOf } = spec.query;
  const { format } = spec;
  reply.headers({
    "content-type": EXPORT_FORMATS[format],
    "content-disposition": `attachment; filename="doorbook-${asOf}.${format}"`,
    "doorbook-total": String(total),
    "doorbook-as-of": String(asOf),
    "doorbook-resume": renderResume({ asOf, nowMs, total }, question),
    [UNBUFFERED]: "no",
  });
}

const REFUSALS = {
  perAccount: [429, "This account has too many exports under way: wait for one"],
  all: [503, "Too many exports are under way: come again later"],
} as const;

function refuse(reply: FastifyReply, why: keyof typeof REFUSALS): FastifyReply {
  const [status, message] = REFUSALS[why];
  reply.header("retry-after", AGAIN_SECONDS);
  const error = { code: "too_many_exports", message };
  return answerJson(reply, status, JSON.stringify({ error }));
}
