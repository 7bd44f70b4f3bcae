import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviation, faults, OPERATIONS, OTHER_REFUSALS, refusalsOf } from "./document.ts";
import { ask, openWorld, WAYS, type World } from "./questions.ts";

let world: World;

before(async () => {
  world = await openWorld();
});

after(() => world.app[Symbol.asyncDispose]());

for (const operation of OPERATIONS) {
  const { method, path } = operation;

  test(`answers ${method} ${path} as documented however it is asked, with each documented refusal`, async () => {
    const deviations: string[] = [];
    const told = new Set<string>();

    for (const way of Object.keys(WAYS)) {
      const answer = await ask(world, operation, way);
      const how = deviation(operation, answer);
      if (how !== "") deviations.push(`${way}: ${how}`);
      const { error } = JSON.parse(answer.text) as { error?: string };
      told.add(error === undefined ? String(answer.status) : `${answer.status} ${error}`);
    }

    assert.deepEqual(deviations, []);
    assert.deepEqual(
      ["200", ...refusalsOf(operation)].filter((one) => !told.has(one)),
      [],
      "documented, and never told",
    );
  });
}

/** What no request of one caller can bring about. */
const NOT_ASKED_FOR = ["408", "500", "503"];

test("tells each refusal of HTTP itself as documented", async () => {
  const long = (count: number) => "x".repeat(count);
  const end = "connection: close\r\n\r\n";
  const told: string[] = [];

  for (const request of [
    `no HTTP\r\n\r\n`,
    `GET /elsewhere HTTP/1.1\r\n${end}`,
    `PUT /api/info HTTP/1.1\r\n${end}`,
    `POST /api/v1/logout HTTP/1.1\r\nauthorization: ${world.admin["authorization"] ?? ""}\r\ncontent-length: 9999999\r\n${end}`,
    `GET /api/info?${long(33_000)} HTTP/1.1\r\n${end}`,
    `PUT /api/v0/devices/logs HTTP/1.1\r\ncontent-encoding: gzip\r\n${end}`,
    `GET /api/info HTTP/1.1\r\nexpect: a miracle\r\n${end}`,
    `GET /api/info HTTP/1.1\r\nx: ${long(70_000)}\r\n${end}`,
    `PUT /api/v0/devices/logs HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n${end}0\r\n\r\n`,
  ]) {
    const { status, text } = await world.app.send(request);
    // one of them comes in chunks
    const [body = ""] = /\{.*\}/.exec(text) ?? [];
    told.push(`${status} ${(JSON.parse(body) as { error: string }).error}`);
  }

  assert.deepEqual(
    told.toSorted(),
    OTHER_REFUSALS.filter((one) => !NOT_ASKED_FOR.includes(one.slice(0, 3))),
  );
});

test("the schemas refuse an answer that lacks something or has more", async () => {
  const items = OPERATIONS.find(({ path }) => path === "/api/v1/log/items");
  assert.ok(items);
  const { text } = await ask(world, items, "rightly");

  assert.equal(faults("Items", JSON.parse(text)), "");
  for (const part of ['"total_items":', '"compare_operators":', '"key":', '"model":']) {
    assert.notEqual(faults("Items", JSON.parse(text.replaceAll(part, '"other":'))), "", part);
    const more = text.replaceAll(part, `"other":0,${part}`);
    assert.notEqual(faults("Items", JSON.parse(more)), "", part);
    assert.equal(faults("Items", JSON.parse(more), "open"), "", part);
  }
});
