import type { FastifyInstance } from "fastify";
import type { RetentionHold } from "../../../book/retention/hold.ts";
import type { RetentionPreview } from "../../../book/retention/preview.ts";
import type { RuleTerms } from "../../../book/retention/rule.ts";
import type { RetentionStatus, RuleStatus } from "../../../book/retention/status.ts";
import { accountOf } from "../../auth-hook.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import {
  HOLD,
  HOLD_BODY,
  NAMED,
  PREVIEW,
  RETENTION,
  RULE,
  TERMS_BODY,
} from "./retention-schemas.ts";
import { DONE } from "./schemas.ts";

const URL = "/retention";
const ADMIN = { right: "admin" } as const;
const TAGS = ["retention"];

interface TermsBody {
  readonly days: number;
  readonly categories?: readonly string[];
  readonly site?: string;
  readonly own?: boolean;
}

interface Named {
  readonly name: string;
}

/** How long events are kept, for who has the right `admin`. */
export function retentionRoutes(book: FastifyInstance, parts: BookParts): void {
  wholeRoutes(book, parts);
  ruleRoutes(book, parts);
  holdRoutes(book, parts);
}

function wholeRoutes(book: FastifyInstance, parts: BookParts): void {
  const { engine, changes } = parts.retention;
  const whole = async () => {
    await engine.refresh();
    return JSON.stringify(renderStatus(engine.status()));
  };

  const show = {
    operationId: "showRetention",
    tags: TAGS,
    summary: "How long events are kept",
    description: "The rules and holds, and what has been done by them.",
    response: answersOf(RETENTION),
  };
  book.get(URL, { config: ADMIN, schema: show }, async (_request, reply) =>
    answerJson(reply, 200, await whole()),
  );

  const run = {
    operationId: "runRetention",
    tags: TAGS,
    summary: "Apply the rules now",
    description:
      "New rules begin, and edges move as far as they are due, however far that is: see what would go first.",
    response: answersOf(RETENTION),
  };
  book.post(`${URL}/run`, { config: ADMIN, schema: run }, async (_request, reply) => {
    await engine.refresh();
    await changes.run(engine.status().rules);
    return answerJson(reply, 200, await whole());
  });

  const preview = {
    operationId: "previewRetention",
    tags: TAGS,
    summary: "See what a rule would take away",
    description: "Counts what would go if the rule were applied now. Nothing is changed.",
    body: TERMS_BODY,
    response: answersOf(PREVIEW, 422),
  };
  book.post<{ Body: TermsBody }>(
    `${URL}/preview`,
    { config: ADMIN, schema: preview },
    async (request, reply) => {
      const rule = await changes.checkRule("preview", termsOf(request.body));
      const found = await engine.preview(rule, parts.searchMs);
      return answerJson(reply, 200, JSON.stringify(renderPreview(found)));
    },
  );
}

function ruleRoutes(book: FastifyInstance, { retention: { engine, changes } }: BookParts): void {
  const set = {
    operationId: "setRetentionRule",
    tags: TAGS,
    summary: "Set a rule",
    description:
      "Adds it or gives it other terms. It begins an hour later, or when run. It is an event of the log.",
    params: NAMED,
    body: TERMS_BODY,
    response: answersOf({ ...RULE, description: "The rule" }),
  };
  book.put<{ Params: Named; Body: TermsBody }>(
    `${URL}/rules/:name`,
    { config: ADMIN, schema: set },
    async (request, reply) => {
      const { name } = request.params;
      await changes.setRule(name, termsOf(request.body), accountOf(request).name);
      await engine.refresh();
      const rules = engine.status().rules.filter((rule) => rule.name === name);
      return answerJson(reply, 200, JSON.stringify(rules.map(renderRule)[0]));
    },
  );

  const remove = {
    operationId: "removeRetentionRule",
    tags: TAGS,
    summary: "Remove a rule",
    description: "Nothing more goes by it. What it has taken out does not come back.",
    params: NAMED,
    response: { 204: DONE, ...refusalsOf(404) },
  };
  book.delete<{ Params: Named }>(
    `${URL}/rules/:name`,
    { config: ADMIN, schema: remove },
    async (request, reply) => {
      await changes.removeRule(request.params.name, accountOf(request).name);
      await engine.refresh();
      return reply.code(204).send();
    },
  );
}

function holdRoutes(book: FastifyInstance, { retention: { engine, changes } }: BookParts): void {
  const set = {
    operationId: "setHold",
    tags: TAGS,
    summary: "Set a legal hold",
    description:
      "Events that the query shows are kept past any rule until it is released. It counts from the next event that would go. It is an event of the log.",
    params: NAMED,
    body: HOLD_BODY,
    response: answersOf({ ...HOLD, description: "The hold" }),
  };
  book.put<{ Params: Named; Body: { readonly query: string } }>(
    `${URL}/holds/:name`,
    { config: ADMIN, schema: set },
    async (request, reply) => {
      const { query } = request.body;
      const hold = await changes.setHold(request.params.name, query, accountOf(request).name);
      await engine.refresh();
      return answerJson(reply, 200, JSON.stringify(renderHold(hold)));
    },
  );

  const release = {
    operationId: "releaseHold",
    tags: TAGS,
    summary: "Release a legal hold",
    description: "What it kept goes with the next move of a rule's edge, or when rules are run.",
    params: NAMED,
    response: { 204: DONE, ...refusalsOf(404) },
  };
  book.delete<{ Params: Named }>(
    `${URL}/holds/:name`,
    { config: ADMIN, schema: release },
    async (request, reply) => {
      await changes.releaseHold(request.params.name, accountOf(request).name);
      await engine.refresh();
      return reply.code(204).send();
    },
  );
}

function termsOf({ days, categories = [], site = "", own = false }: TermsBody): RuleTerms {
  return { days, categories, site, isOwn: own };
}

function renderStatus(status: RetentionStatus) {
  const { rules, holds, troubles, isWorking, waitingSinceMs } = status;
  return {
    rules: rules.map(renderRule),
    holds: holds.map(renderHold),
    troubles,
    working: isWorking,
    waitingSince: waitingSinceMs ?? null,
  };
}

function renderRule(rule: RuleStatus) {
  const { name, days, categories, site, isOwn, setAtMs, deleted, left, deletedEver, refused } =
    rule;
  return {
    name,
    days,
    categories,
    site,
    own: isOwn,
    setAt: setAtMs,
    state: rule.is,
    waitsUntil: rule.waitsUntilMs ?? null,
    edge: rule.edgeMs ?? null,
    movedAt: rule.movedAtMs ?? null,
    deleted,
    left,
    deletedEver,
    refused,
  };
}

function renderHold({ name, query, setAtMs }: RetentionHold) {
  return { name, query, setAt: setAtMs };
}

function renderPreview(preview: RetentionPreview) {
  const { edgeMs, count, byCategory, bySite, oldestMs, newestMs, held } = preview;
  return {
    edge: edgeMs,
    count,
    categories: byCategory,
    sites: bySite,
    oldest: oldestMs ?? null,
    newest: newestMs ?? null,
    held,
  };
}
