import type { FastifyInstance } from "fastify";
import type { AlarmChange } from "../../../alarms/alarm-changes.ts";
import type { Alarm } from "../../../alarms/alarm.ts";
import type { Alarms } from "../../../alarms/alarms.ts";
import type { AlarmNow } from "../../../alarms/alarms.ts";
import { ALARM_TEMPLATES, templateNamed } from "../../../alarms/templates.ts";
import { accountOf } from "../../auth-hook.ts";
import { ALARM, ALARM_NAME, ALARM_PROPERTIES, TEMPLATE } from "../../book/alarm-schema.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { alarmNoticeRoutes } from "./alarm-notices.ts";
import { DONE, object } from "./schemas.ts";

const URL = "/alarms";

const ADMIN = { right: "admin" } as const;
const TAGS = ["alarms"];
const PARAMS = object({ name: ALARM_NAME });
const OPTIONAL = [
  "query",
  "webhook",
  "emails",
  "threshold",
  "quietMinutes",
  "locale",
  "zone",
  "enabled",
] as const;

/** What is said of an alarm. */
interface AlarmBody {
  readonly query?: string;
  readonly webhook?: string;
  readonly emails?: readonly string[];
  readonly threshold?: Alarm["threshold"] | null;
  readonly quietMinutes?: number;
  readonly locale?: Alarm["locale"];
  readonly zone?: string;
  readonly enabled?: boolean;
}

interface Named {
  readonly name: string;
}

/** Alarms, for who has the right `admin`. */
export function alarmRoutes(app: FastifyInstance, { alarms }: { readonly alarms: Alarms }): void {
  listRoutes(app, alarms);
  changeRoutes(app, alarms);
  alarmNoticeRoutes(app, alarms);
}

function listRoutes(app: FastifyInstance, alarms: Alarms): void {
  app.get(
    URL,
    {
      config: ADMIN,
      schema: {
        operationId: "listAlarms",
        tags: TAGS,
        summary: "The alarms",
        description: "Every alarm, by name, with how far it has come.",
        response: answersOf({
          ...object({ alarms: { type: "array", items: ALARM, description: "By name" } }),
          description: "The alarms",
        }),
      },
    },
    async (_request, reply) => {
      const all = (await alarms.list()).map((one) => render(one));
      return answerJson(reply, 200, JSON.stringify({ alarms: all }));
    },
  );

  app.get(
    "/alarm-templates",
    {
      config: ADMIN,
      schema: {
        operationId: "listAlarmTemplates",
        tags: TAGS,
        summary: "Alarms to begin with",
        description: "Queries and thresholds that many want.",
        response: answersOf({
          ...object({ templates: { type: "array", items: TEMPLATE } }),
          description: "The templates",
        }),
      },
    },
    async (_request, reply) => {
      const templates = Object.keys(ALARM_TEMPLATES).flatMap((name) => {
        const template = templateNamed(name);
        if (template === undefined) return [];
        const { query, threshold = null, help: description } = template;
        return [{ name, query, threshold, description }];
      });
      return answerJson(reply, 200, JSON.stringify({ templates }));
    },
  );

  app.get<{ Params: Named }>(
    `${URL}/:name`,
    {
      config: ADMIN,
      schema: {
        operationId: "getAlarm",
        tags: TAGS,
        summary: "One alarm",
        description: "With how far it has come.",
        params: PARAMS,
        response: answersOf(ALARM, 404),
      },
    },
    async (request, reply) => {
      const found = await alarms.find(request.params.name);
      return answerJson(reply, 200, JSON.stringify(render(found)));
    },
  );
}

function changeRoutes(app: FastifyInstance, alarms: Alarms): void {
  app.post<{ Body: AlarmBody & Named }>(
    URL,
    {
      config: ADMIN,
      schema: {
        operationId: "addAlarm",
        tags: TAGS,
        summary: "Add an alarm",
        description:
          "For events that come from now on, to a webhook or to e-mail addresses. The secret of its webhook is told in this answer alone. It is an event of the log.",
        body: {
          ...object({ name: ALARM_NAME, ...ALARM_PROPERTIES }, OPTIONAL),
          examples: [
            {
              name: "tamper",
              query: "key eq 'tamper_event'",
              webhook: "http://127.0.0.1:9000/alarms",
            },
          ],
        },
        response: { 201: ALARM, ...refusalsOf(409) },
      },
    },
    async (request, reply) => {
      const { name, ...body } = request.body;
      const by = accountOf(request).name;
      const { secret } = await alarms.changes.add(name, changeOf(body), by);
      return answerJson(reply, 201, JSON.stringify(render(await alarms.find(name), secret)));
    },
  );

  app.patch<{ Body: AlarmBody & { readonly newSecret?: boolean }; Params: Named }>(
    `${URL}/:name`,
    {
      config: ADMIN,
      schema: {
        operationId: "changeAlarm",
        tags: TAGS,
        summary: "Change an alarm",
        description:
          "What is not named stays. `newSecret` makes another secret, which is told in this answer alone. It is an event of the log.",
        params: PARAMS,
        body: {
          ...object(
            {
              ...ALARM_PROPERTIES,
              newSecret: { type: "boolean", description: "Whether it gets another secret" },
            },
            [...OPTIONAL, "newSecret"],
          ),
          minProperties: 1,
          examples: [{ enabled: false }],
        },
        response: answersOf(ALARM, 404),
      },
    },
    async (request, reply) => {
      const { newSecret, ...body } = request.body;
      const { name } = request.params;
      const change = { ...changeOf(body), makesSecret: newSecret };
      const { secret } = await alarms.changes.change(name, change, accountOf(request).name);
      return answerJson(reply, 200, JSON.stringify(render(await alarms.find(name), secret)));
    },
  );

  app.delete<{ Params: Named }>(
    `${URL}/:name`,
    {
      config: ADMIN,
      schema: {
        operationId: "removeAlarm",
        tags: TAGS,
        summary: "Remove an alarm",
        description: "With the list of its notices. It is an event of the log.",
        params: PARAMS,
        response: { 204: DONE, ...refusalsOf(404) },
      },
    },
    async (request, reply) => {
      await alarms.changes.remove(request.params.name, accountOf(request).name);
      return reply.code(204).send();
    },
  );
}

function changeOf({ enabled, ...body }: AlarmBody): AlarmChange {
  return { ...body, isOn: enabled };
}

function render({ alarm, state }: AlarmNow, secret?: string) {
  const { name, query, target, threshold, quietMinutes, locale, zone, isOn } = alarm;
  const { position, deliveredAtMs, failing } = state;
  return {
    name,
    query,
    webhook: target.is === "webhook" ? target.url : null,
    emails: target.is === "email" ? target.to : null,
    threshold: threshold ?? null,
    quietMinutes,
    locale,
    zone,
    enabled: isOn,
    position: position.seq,
    deliveredAt: deliveredAtMs === 0 ? null : deliveredAtMs,
    failing: failing
      ? { since: failing.sinceMs, tries: failing.tries, answer: failing.answer }
      : null,
    ...(secret !== undefined && { secret }),
  };
}
