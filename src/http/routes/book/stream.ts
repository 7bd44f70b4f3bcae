import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StaleCursor } from "../../../book/stream/event-feed.ts";
import { parseCursor } from "../../../book/stream/stream-cursor.ts";
import type { StreamCursor } from "../../../book/stream/stream-cursor.ts";
import type { StreamLimits } from "../../../book/stream/stream-slots.ts";
import type { StreamEnd } from "../../../book/stream/subscription.ts";
import { AppError } from "../../../event/errors.ts";
import type { View } from "../../../event/query.ts";
import type { Caller } from "../../../accounts/caller.ts";
import { callerOf } from "../../auth-hook.ts";
import { identify } from "../../book-guard.ts";
import { noteLook } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { wholeViewOf } from "../../view-of.ts";
import { readStreamQuestion, STREAM_QUESTION } from "./stream-question.ts";
import type { StreamParameters } from "./stream-question.ts";

/** When a caller that was turned away should come again. */
const AGAIN_SECONDS = "10";

const QUERYSTRING = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...STREAM_QUESTION,
    after: {
      type: "string",
      maxLength: 100,
      description:
        "Where to go on: the id of the last event that was seen, or a seq of the present log, 0 " +
        "for its start. Without it the stream begins with what comes now. The header Last-Event-ID wins.",
    },
  },
} as const;

const ANSWER = {
  description:
    "Server-Sent Events. `event`: an event of the log, in the order of seq, late ones with " +
    "`late: true`. `position`: where the stream stands, at the start, every 15 s and when the history " +
    "has been shown. `gone`: at the start, up to which seq events behind the place to go on from were taken out " +
    "for good. `behind`: the same, for a reader that was too slow. `end`: why the stream ends.",
  content: { "text/event-stream": { schema: { type: "string" } } },
} as const;

const SCHEMA = {
  operationId: "followEvents",
  tags: ["events"],
  summary: "Follow the log live",
  description:
    "Events as they come, without a gap or a double: each has an id, and a reader that gives back the " +
    "last one goes on behind it, however long it was away. The answer does not end by itself.",
  querystring: QUERYSTRING,
  headers: {
    type: "object",
    properties: {
      "last-event-id": {
        type: "string",
        description: "As `after`; browsers send it by themselves.",
      },
    },
  },
  response: answersOf(ANSWER, 409),
} as const;

/** What a stream is asked for. */
interface StreamQuery extends StreamParameters {
  readonly after?: string;
}

/** What came, and comes: the log in the order of seq, as Server-Sent Events. */
export function streamRoute(book: FastifyInstance, parts: BookParts): void {
  const { streams } = parts;
  const options = {
    config: { right: "events:read" },
    // one without a body would never end
    exposeHeadRoute: false,
    schema: SCHEMA,
  } as const;
  book.get<{ Querystring: StreamQuery }>("/events/stream", options, async (request, reply) => {
    const question = readStreamQuestion(request.query, request, parts);
    const place = await streams.feed.placeOf(cursorOf(request));
    if (typeof place !== "number") return answerStale(reply, place);
    noteLook(request, parts, request.query.q);
    const askWhetherToEnd = async () => whyToEnd(request, parts, question.view);
    const account = callerOf(request).account.id;
    const limit = streams.serve(reply, { account, place, question, askWhetherToEnd });
    return limit === undefined ? reply : refuse(reply, limit);
  });
  book.addHook("preClose", (done) => {
    streams.stop();
    done();
  });
}

/** A browser that connects again says in a header how far it came; its URL stays as it was. */
function cursorOf({
  headers,
  query,
}: FastifyRequest<{ Querystring: StreamQuery }>): StreamCursor | undefined {
  const header = [headers["last-event-id"]].flat()[0];
  // what a reader sends that has seen no event yet
  const text = header === undefined || header === "" ? query.after : header;
  if (text === undefined) return undefined;
  const cursor = parseCursor(text);
  if (cursor !== undefined) return cursor;
  throw new AppError(
    "invalid",
    `${JSON.stringify(text.slice(0, 64))} is no place in the log: give the id of an event of the ` +
      "stream, a seq, or 0 for the start",
  );
}

/** Whether the caller may still see what it saw when it came. */
async function whyToEnd(
  request: FastifyRequest,
  { accounts, fleet }: BookParts,
  view: View,
): Promise<StreamEnd | undefined> {
  let caller: Caller;
  try {
    caller = await identify(accounts, request);
  } catch (error) {
    // what cannot be asked now is asked next time
    if (!(error instanceof AppError) || error.code !== "unauthorised") throw error;
    return { code: "unauthorised", message: "The login has ended: log in again" };
  }
  if (!caller.rights.has("events:read")) {
    return { code: "forbidden", message: "The right events:read has been withdrawn" };
  }
  if (isDeepStrictEqual(wholeViewOf(caller, fleet), view)) return undefined;
  return { code: "changed", message: "The panels that are seen have changed: come again" };
}

function answerStale(reply: FastifyReply, { message, epoch, head }: StaleCursor): FastifyReply {
  const error = { code: "stale_cursor", message, epoch, head };
  return answerJson(reply, 409, JSON.stringify({ error }));
}

const REFUSALS = {
  perAccount: [429, "too_many_streams", "This account has too many streams open: close one"],
  all: [503, "too_many_streams", "Too many streams are open: come again later"],
  stopping: [503, "unavailable", "The server stops: come again"],
} as const;

function refuse(reply: FastifyReply, why: keyof StreamLimits | "stopping"): FastifyReply {
  const [status, code, message] = REFUSALS[why];
  reply.header("retry-after", AGAIN_SECONDS);
  return answerJson(reply, status, JSON.stringify({ error: { code, message } }));
}
