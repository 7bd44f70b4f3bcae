import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArguments } from "../../src/cli/arguments.ts";
import { search } from "../../src/cli/book/search.ts";
import { mergeSettings } from "../../src/settings.ts";
import { eventJson } from "../support/book-events.ts";
import { runCommand } from "../support/command-runner.ts";
import type { Ended } from "../support/run-doorbook.ts";
import { type AnswerCall, json, ScriptedServer } from "../support/scripted-server.ts";

const page = (events: readonly string[], rest: object = {}): AnswerCall => {
  const told = JSON.stringify({ asOf: 9, total: null, next: null, ...rest });
  return (response) => response.end(`{"events":[${events.join(",")}],${told.slice(1)}`);
};

interface Searched extends Ended {
  readonly asked: readonly URL[];
}

/** Runs a command against a server that answers as its script says. */
async function run(args: readonly string[], ...script: AnswerCall[]): Promise<Searched> {
  await using server = await ScriptedServer.open(...script);
  const env = { DOORBOOK_URL: server.url, DOORBOOK_TOKEN: "dbk_1" };
  const ended = await runCommand(args, { env });
  return { ...ended, asked: server.calls.map((call) => new URL(call.slice(4), server.url)) };
}

test("finds events, in columns without colours where no terminal reads", async () => {
  const args = ["search", "owner eq 'Olena'", "late", "--zone", "UTC", "--locale", "uk", "-n", "5"];
  const { code, stdout, stderr, asked } = await run(args, page([eventJson()]));

  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(
    stdout,
    "2026-11-23 20:00:00  AA12-0001  ✓ granted  Access granted  Olena, card 3090069\n",
  );
  assert.deepEqual(Object.fromEntries(asked[0]?.searchParams ?? []), {
    q: "owner eq 'Olena' late",
    zone: "UTC",
    locale: "uk",
    order: "desc",
    limit: "5",
  });
});

test("writes JSON, a line an event, over as many pages as there are", async () => {
  const { stdout, asked } = await run(
    ["search", "--all", "--json", "--order", "asc"],
    page([eventJson({ seq: 1 })], { next: "c" }),
    page([eventJson({ seq: 2, modelText: '{"n":12345678901234567890}' })]),
  );

  const lines = stdout.trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line): unknown => JSON.parse(line).seq),
    [1, 2],
  );
  assert.match(stdout, /"n":12345678901234567890/);
  assert.equal(asked[1]?.searchParams.get("after"), "c");
});

test("ends with 1 when nothing is found, as grep does", async () => {
  const { code, stdout, stderr } = await run(["search", "nobody"], page([]));

  assert.deepEqual([code, stdout, stderr], [1, "", ""]);
});

test("shows where a query is wrong, and ends with 2", async () => {
  const error = { code: "bad_query", message: "Expected a value after 'eq'", position: 13 };
  const { code, stdout, stderr } = await run(["search", "Їжак owner eq"], json(400, { error }));

  assert.deepEqual([code, stdout], [2, ""]);
  assert.equal(
    stderr,
    "doorbook: Expected a value after 'eq'\n  Їжак owner eq\n               ^\n",
  );
});

for (const [status, error] of [
  [401, { code: "unauthorised", message: "Log in" }],
  [403, { code: "forbidden", message: "This needs the right events:read" }],
] as const) {
  test(`ends with 3 when it is refused by ${status}, and shows no token`, async () => {
    const { code, stderr } = await run(["search"], json(status, { error }));

    assert.equal(code, 3);
    assert.ok(stderr.startsWith(`doorbook: ${error.message}\n`), stderr);
    assert.doesNotMatch(stderr, /dbk_1/);
  });
}

test("says when a login that came too often can be tried again", async () => {
  await using server = await ScriptedServer.open((response) => {
    response.writeHead(429, { "retry-after": "42" }).end('{"error":"Too many attempts"}');
  });
  const env = { DOORBOOK_URL: server.url, DOORBOOK_PASSWORD: "x" };

  const { code, stderr } = await runCommand(["search", "--account", "olena"], { env });

  assert.deepEqual([code, stderr], [2, "doorbook: Too many attempts\nTry again in 42 s.\n"]);
});

test("refuses what cannot be a token, with its variable's name and not its value", async () => {
  const env = { DOORBOOK_TOKEN: "dbk_a dbk_b" };

  const { code, stderr } = await runCommand(["search"], { env });

  assert.equal(code, 2);
  assert.match(stderr, /DOORBOOK_TOKEN must be a token/);
  assert.doesNotMatch(stderr, /dbk_a/);
});

test("counts, in all or by value", async () => {
  const facets = { facets: { owner: [{ value: "7", text: "Olena", count: 12 }] }, asOf: 9 };
  const [total, byOwner] = await Promise.all([
    run(["search", "--total"], page([eventJson()], { total: 1_234 })),
    run(["search", "--facet", "owner", "--last", "7d"], json(200, facets)),
  ]);

  assert.deepEqual([total.code, total.stdout], [0, "1234\n"]);
  assert.equal(total.asked[0]?.searchParams.get("total"), "exact");
  assert.equal(byOwner.stdout, "COUNT  OWNER\n12     7      Olena\n");
  assert.match(byOwner.asked[0]?.searchParams.get("from") ?? "", /^\d{13}$/);
});

test("ends with 2 where time ran out before anything was found", async () => {
  const cut = { complete: false, reached: 5 };
  const facets = { facets: { owner: [] }, asOf: 9, ...cut };
  const [found, counted] = await Promise.all([
    run(["search", "owner contains x"], page([], { ...cut, next: "c" })),
    run(["search", "owner contains x", "--facet", "owner"], json(200, facets)),
  ]);

  assert.deepEqual([found.code, counted.code], [2, 2]);
});

test("says when time ran out before everything was looked at", async () => {
  const cut = page([eventJson()], { complete: false, reached: 5, next: "c" });
  const { code, stderr, asked } = await run(["search", "owner contains x"], cut);

  assert.deepEqual([code, asked.length], [0, 1]);
  assert.match(stderr, /time ran out/);
});

for (const [args, message] of [
  [
    [],
    "say who asks: a personal token in DOORBOOK_TOKEN (doorbook tokens add), or --account with DOORBOOK_PASSWORD",
  ],
  [["--account", "admin"], "--account needs its password in DOORBOOK_PASSWORD"],
  [["--token", "dbk_1"], "--token would show a secret to everyone: set DOORBOOK_TOKEN"],
  [
    ["--url", "http://a:b@c"],
    '--url must be the address of a server, as http://192.0.2.7:8080, not "http://a:b@c"',
  ],
  [["--last", "soon"], '--last must be a number with s, m, h, d or w, as 24h, not "soon"'],
  [["--last", "1h", "--to", "today"], "--last stands for --from and --to"],
] as const) {
  test(`refuses doorbook ${["search", ...args].join(" ")}`, async () => {
    const searching = async () => {
      const { flags, options, operands } = parseArguments(args, search);
      return search.run({ settings: mergeSettings({ flags, env: {} }), options, operands });
    };

    await assert.rejects(searching, { name: "UsageError", message });
  });
}

test("ends with 2 where no server answers", async () => {
  const server = await ScriptedServer.open(page([]));
  const env = { DOORBOOK_URL: server.url, DOORBOOK_TOKEN: "t" };
  await server[Symbol.asyncDispose]();

  const { code, stderr } = await runCommand(["search"], { env });

  assert.equal(code, 2);
  assert.match(stderr, /^doorbook: 127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED\n$/);
});
