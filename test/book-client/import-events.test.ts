import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { DoorbookClient } from "../../src/book-client/client.ts";
import { DoorbookError } from "../../src/book-client/doorbook-error.ts";
import { type AnswerCall, cut, json, ScriptedServer } from "../support/scripted-server.ts";

const EVENT = { panel: "A", occurredAt: 1, key: "k" } as const;
const DONE = { added: 1, known: 0, refused: [{ index: 1, reason: "not JSON" }], asOf: 7 };

test("sends models to the byte, and again when the connection breaks", async () => {
  const bodies: Promise<string>[] = [];
  const answer: AnswerCall = (response, request) => {
    bodies.push(text(request));
    json(200, DONE)(response, request);
  };
  await using server = await ScriptedServer.open(cut, answer);
  const client = new DoorbookClient({ url: server.url, token: "dbk_x", retryDelayMs: 1 });

  const said = await client.importEvents(
    [
      { ...EVENT, modelText: '{"n": 12345678901234567890}', extraText: '{"a":1}' },
      { ...EVENT, model: { lock: 0 }, source: "syslog", echo: true },
      EVENT,
    ],
    { dryRun: true },
  );

  assert.deepEqual(said, DONE);
  assert.deepEqual(server.calls, Array(2).fill("POST /book/v1/events?dryRun=true"));
  const plain = '"panel":"A","occurredAt":1,"key":"k"';
  assert.equal(
    await bodies[0],
    `{"events":[{${plain},"model":{"n": 12345678901234567890},"extra":{"a":1}},` +
      `{${plain},"source":"syslog","echo":true,"model":{"lock":0}},{${plain}}]}`,
  );
});

test("tells why a server takes nothing", async () => {
  const refusal = { error: { code: "forbidden", message: "The right events:write is needed" } };
  await using server = await ScriptedServer.open(json(403, refusal));
  const client = new DoorbookClient({ url: server.url, token: "dbk_x" });

  await assert.rejects(client.importEvents([EVENT]), (error) => {
    assert.ok(error instanceof DoorbookError);
    return error.code === "forbidden" && error.status === 403;
  });
});
