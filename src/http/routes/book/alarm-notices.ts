import type { FastifyInstance } from "fastify";
import type { Alarms } from "../../../alarms/alarms.ts";
import { MAX_NOTICES } from "../../../alarms/kept-alarms.ts";
import { AppError } from "../../../event/errors.ts";
import { MAX_OCCURRED_AT_MS } from "../../../event/event.ts";
import { accountOf } from "../../auth-hook.ts";
import { ALARM_NAME, NOTICE } from "../../book/alarm-schema.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { object } from "./schemas.ts";

const URL = "/alarms";

const ADMIN = { right: "admin" } as const;
const TAGS = ["alarms"];
const PARAMS = object({ name: ALARM_NAME });

const MOMENT = {
  type: "integer",
  minimum: 0,
  maximum: MAX_OCCURRED_AT_MS,
  description: "Milliseconds since 1970",
} as const;

interface ReplayBody {
  readonly from: number;
  readonly to: number;
}

interface Named {
  readonly name: string;
}

/** What alarms send: its list, a sample, and what is sent again. */
export function alarmNoticeRoutes(app: FastifyInstance, alarms: Alarms): void {
  app.get<{ Params: Named; Querystring: { limit: number } }>(
    `${URL}/:name/notices`,
    {
      config: ADMIN,
      schema: {
        operationId: "listNotices",
        tags: TAGS,
        summary: "What an alarm has sent",
        description: `The newest first; the newest ${MAX_NOTICES} are kept.`,
        params: PARAMS,
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: {
            limit: {
              type: "integer",
              minimum: 1,
              maximum: MAX_NOTICES,
              default: 50,
              description: "At most so many",
            },
          },
        },
        response: answersOf(
          {
            ...object({ notices: { type: "array", items: NOTICE } }),
            description: "The notices",
          },
          404,
        ),
      },
    },
    async (request, reply) => {
      const found = await alarms.notices(request.params.name, request.query.limit);
      const notices = found.map(({ atMs, isDelivered, ...rest }) => {
        return { ...rest, at: atMs, delivered: isDelivered };
      });
      return answerJson(reply, 200, JSON.stringify({ notices }));
    },
  );

  app.post<{ Params: Named }>(
    `${URL}/:name/test`,
    {
      config: ADMIN,
      schema: {
        operationId: "testAlarm",
        tags: TAGS,
        summary: "Send a sample",
        description: "One event that never happened, marked as a test, once.",
        params: PARAMS,
        response: answersOf(
          {
            ...object({
              delivered: { type: "boolean" },
              answer: { type: "string", description: "What came of it" },
            }),
            description: "What came of it",
          },
          404,
        ),
      },
    },
    async (request, reply) => {
      const { isDelivered, text } = await alarms.try(request.params.name);
      return answerJson(reply, 200, JSON.stringify({ delivered: isDelivered, answer: text }));
    },
  );

  app.post<{ Body: ReplayBody; Params: Named }>(
    `${URL}/:name/replay`,
    {
      config: ADMIN,
      schema: {
        operationId: "replayAlarm",
        tags: TAGS,
        summary: "Send events again",
        description:
          "What the alarm is for, of events that happened from `from` to `to`, both inclusive, marked as a replay, behind this answer: its notices tell what came of it. It is an event of the log.",
        params: PARAMS,
        body: {
          ...object({ from: MOMENT, to: MOMENT }),
          examples: [{ from: 1_795_464_000_000, to: 1_795_467_600_000 }],
        },
        response: {
          202: { ...object({ from: MOMENT, to: MOMENT }), description: "It has begun" },
          ...refusalsOf(404, 409),
        },
      },
    },
    async (request, reply) => {
      const { from, to } = request.body;
      if (to < from) throw new AppError("invalid", "to must not be before from");
      await alarms.replay(request.params.name, from, to, accountOf(request).name);
      return answerJson(reply, 202, JSON.stringify({ from, to }));
    },
  );
}
