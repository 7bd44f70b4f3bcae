import type { Order } from "../event/query.ts";
import { badAnswer, DoorbookError } from "./doorbook-error.ts";
import { type BookQuery, bookParameters, renderSearch } from "./queries.ts";
import type { Session } from "./session.ts";
import { readAnswer, refusalOf } from "./transport.ts";
import { Deadline } from "./waiting.ts";

/** What exports are written as: RFC 4180, JSON Lines, Office Open XML. */
export type ExportFormat = "csv" | "jsonl" | "xlsx";

/** A question for a file of events. */
export interface ExportQuery extends BookQuery {
  readonly format: ExportFormat;
  /** `desc`, newest first, when absent. */
  readonly order?: Order | undefined;
  /** Beside those that always are there; all when absent. */
  readonly columns?: readonly string[] | undefined;
  /** Whether a CSV file begins with a byte order mark. */
  readonly bom?: boolean | undefined;
  /** The `resume` of a download that broke, to go on with it. */
  readonly resume?: string | undefined;
  /** With it: `occurredAt` in ms and `seq` of the last whole row, a dot between. */
  readonly after?: string | undefined;
  /** How long nothing may come, ms; 120,000 when absent. */
  readonly idleMs?: number | undefined;
}

/** A file that comes. */
export interface ExportDownload {
  /** How many events it holds in all, those before `after` too. */
  readonly total: number;
  /** The state of the log, a seq. */
  readonly asOf: number;
  /** What to go on with when it breaks. */
  readonly resume: string;
  /**
   * The file, piece by piece, once. Whoever stops reading ends it.
   *
   * @throws DoorbookError `unreachable`, `timeout` where it breaks; the reason of a signal
   */
  pieces(): AsyncGenerator<Uint8Array, void>;
}

/** Events that no index counts are counted before the answer begins. */
const BEGIN_MS = 1_800_000;

const IDLE_MS = 120_000;

/** Asks for a file. @throws DoorbookError */
export async function openExport(
  session: Session,
  query: ExportQuery,
  defaults: Pick<BookQuery, "zone" | "locale">,
): Promise<ExportDownload> {
  const { format, order, columns, bom, resume, after, signal, idleMs = IDLE_MS } = query;
  const search = renderSearch({
    ...bookParameters(query, defaults),
    format,
    order,
    columns: columns?.join(","),
    bom: bom === true ? "true" : undefined,
    resume,
    after,
  });
  const call = { path: `/book/v1/export${search}`, signal, timeoutMs: BEGIN_MS };
  const deadline = new Deadline([session.transport.signal, signal]);
  try {
    const response = await connect(session, call, deadline);
    deadline.rest();
    const header = (name: string) => response.headers.get(`doorbook-${name}`) ?? "";
    return {
      total: Number(header("total")),
      asOf: Number(header("as-of")),
      resume: header("resume"),
      pieces: () => read(session, response, { deadline, idleMs }),
    };
  } catch (error) {
    deadline.stop();
    throw error;
  }
}

async function connect(
  session: Session,
  call: Parameters<Session["authorized"]>[0],
  deadline: Deadline,
): Promise<Response> {
  const { transport } = session;
  let response = await transport.open(await session.authorized(call), deadline);
  if (response.status === 401) {
    const again = await session.renewed(call);
    if (again !== undefined) {
      await response.body?.cancel();
      response = await transport.open(again, deadline);
    }
  }
  if (response.status !== 200) {
    try {
      throw refusalOf(await readAnswer(response));
    } catch (error) {
      throw transport.explain(error, deadline);
    }
  }
  if (response.headers.has("doorbook-resume")) return response;
  await response.body?.cancel();
  throw badAnswer("is no export");
}

async function* read(
  { transport }: Session,
  response: Response,
  { deadline, idleMs }: { readonly deadline: Deadline; readonly idleMs: number },
): AsyncGenerator<Uint8Array, void> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  try {
    for (;;) {
      deadline.set(idleMs);
      const { value } = (await reader?.read()) ?? { value: undefined };
      // while a piece is handed over nobody waits for the server
      deadline.rest();
      if (value === undefined) return;
      yield value;
    }
  } catch (error) {
    if (error instanceof DoorbookError) throw error;
    throw transport.explain(error, deadline);
  } finally {
    deadline.stop();
    await reader?.cancel().catch(() => undefined);
  }
}
