import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { questionsOf } from "./scope/questions.ts";
import type { Question } from "./scope/questions.ts";
import { HIDDEN, HIDDEN_PANELS, openServer, SEEN, UNHEARD } from "./scope/two-servers.ts";
import type { Server, Sight } from "./scope/two-servers.ts";

/** An answer that has not come to what there is by then fails. */
const ANSWER_MS = 30_000;

/** Where a stream says that it has shown all there is. */
const SHOWN_ALL = /^event: position\ndata: \{[^\n]*"behind":0\}\n\n/m;

/** Both have the same panels that are seen; only `whole` has others. */
let whole: Server;
let seen: Server;

before(async () => {
  whole = await openServer(true);
  seen = await openServer(false);
});

after(async () => {
  await whole[Symbol.asyncDispose]();
  await seen[Symbol.asyncDispose]();
});

/** What stays what it was to those who ask: first what only reads, last what ends a login. */
const RANKS = [
  ({ method, path }: Question) => method === "GET" && !path.includes("/logout"),
  ({ path }: Question) => !/logout|session|data\/clear/.test(path),
  ({ path }: Question) => !/logout|session/.test(path),
];

function rankOf(question: Question): number {
  const rank = RANKS.findIndex((isOf) => isOf(question));
  return rank === -1 ? RANKS.length : rank;
}

/** All questions of all routes. */
function allQuestions(): { readonly questions: readonly Question[]; readonly unasked: string[] } {
  const unasked: string[] = [];
  const questions = whole.routes.flatMap((route) =>
    [route.method].flat().flatMap((method) => {
      const asked = questionsOf(route, method);
      if (asked === undefined) unasked.push(`${method} ${route.url}`);
      return asked ?? [];
    }),
  );
  return { questions: questions.toSorted((a, b) => rankOf(a) - rankOf(b)), unasked };
}

/** The whole of an answer as a text, without what is made up anew each time. */
async function ask({ app }: Server, sight: Sight, question: Question): Promise<string> {
  const { method, path, body } = question;
  const response = await fetch(`${app.address}${path}`, {
    method,
    headers: { ...sight, connection: "close" },
    ...(body !== undefined && { body }),
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const headers = [...response.headers]
    .filter(([name]) => name !== "date")
    .map(([name, value]) => `${name}: ${value}`);
  const text = await readWhole(response);
  return unchanging([String(response.status), ...headers, text].join("\n"));
}

/** A stream of events never ends: it is read until it has shown all there is. */
async function readWhole(response: Response): Promise<string> {
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) {
    return response.text();
  }
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (SHOWN_ALL.test(text)) break;
  }
  return text;
}

/**
 * Secrets are random, and the state that an answer describes is a seq of the whole log, by design: with
 * what is made of it.
 */
function unchanging(text: string): string {
  return (
    text
      .replaceAll(/"token":"[^"]*"/g, '"token":"…"')
      .replaceAll(/doorbook_session=[0-9a-f]+/g, "doorbook_session=…")
      .replaceAll(/"asOf":\d+/g, '"asOf":0')
      .replaceAll(/"(receivedAt|heardSince)":\d+/g, '"$1":0')
      .replaceAll(/"(next|previous)":"[^"]*"/g, '"$1":"…"')
      // how far a stream has looked is such a seq as well
      .replaceAll(/^id: .*\nevent: position\ndata: .*\n\n/gm, "")
      .replaceAll(/^id: ?.*$/gm, "id: …")
      .replaceAll(/^doorbook-(as-of|resume): .*$/gm, "$1: …")
      .replaceAll(/filename="doorbook-\d+\./g, 'filename="doorbook-….')
      .replaceAll(/^content-length: \d+$/gm, "content-length: …")
  );
}

test("it is said how each route is asked, so that a new one is held to the scope as well", () => {
  const { unasked } = allQuestions();

  assert.deepEqual(
    unasked,
    [],
    "add to test/http/scope/questions.ts how these are asked: to ASKED; of the book's, which need a " +
      "schema, to VALUES a parameter's values, and to BODIES a body",
  );
});

test("the routes are all there, and the panels that are seen are seen by each way in", async () => {
  const urls = new Set(whole.routes.map(({ url }) => url));

  for (const url of ["/api/v1/log/items", "/panels/:serial/api/v0/log/list", "/book/v1/tokens"]) {
    assert.ok(urls.has(url), url);
  }
  for (const [name, sight] of Object.entries(whole.sights)) {
    if (name === "the cookie") continue;
    const path = "/api/v1/log/items?limit=50";
    assert.match(await ask(whole, sight, { method: "GET", path }), SEEN, name);
  }
  const admin = await whole.app.bearer();
  const text = await ask(whole, admin, { method: "GET", path: "/api/v1/log/items?limit=50" });
  assert.match(text, HIDDEN);
});

test("no answer of any route tells a caller with a scope of another's panel", async () => {
  const { questions } = allQuestions();
  let compared = 0;

  for (const question of questions) {
    for (const [name, sight] of Object.entries(whole.sights)) {
      if (!SOME_SIGHTS.has(name) && !/log|book(?!.*stream)/.test(question.path)) continue;
      const [answer, alone] = await Promise.all([
        ask(whole, sight, question),
        ask(seen, seen.sights[name] ?? {}, question),
      ]);

      const shown = `${name}: ${question.method} ${question.path} ${question.body ?? ""}`;
      // as if the other panels were not there: events, totals, dictionary, messages and all
      assert.ok(answer === alone, `${shown}\n${firstDifference(answer, alone)}`);
      // that token's own scope names a site that its account does not see
      const own = name === "two scopes" ? /Hidden yard/g : /$^/g;
      const told = withoutAsked(answer.replaceAll(own, ""), question);
      assert.doesNotMatch(told, HIDDEN, shown);
      compared += 1;
    }
  }

  assert.ok(compared > 800, String(compared));
});

/** Those that ask what tells nothing of the log as well, and what takes long. */
const SOME_SIGHTS = new Set(["a login's token", "a personal token with a scope"]);

/** Where two long texts part. */
function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return [one, other].map((text) => text.slice(Math.max(0, at - 200), at + 200)).join("\nnot\n");
}

/** Whoever names a serial or a value in a question may hear it again, and has learnt nothing. */
function withoutAsked(answer: string, { path, body = "" }: Question): string {
  const asked = [...`${decodeURIComponent(path)} ${body}`.matchAll(/hidden[\w -]*/gi)].map(String);
  return asked.reduce((text, one) => text.replaceAll(one, ""), answer);
}

test("under the base path of another's panel all is as if nobody had heard of its serial", async () => {
  const sight = await whole.app.bearer("scoped");

  for (const path of ["/api/v1/log/items?limit=50", "/api/v0/log/list", "/api/info"]) {
    const answers = new Set<string>();
    for (const serial of [...HIDDEN_PANELS, UNHEARD]) {
      const question = { method: "GET", path: `/panels/${serial}${path}` };
      answers.add((await ask(whole, sight, question)).replaceAll(serial, "SERIAL"));
    }
    assert.equal(answers.size, 1, path);
  }
});
