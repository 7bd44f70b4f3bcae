import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import { checked, withVerdict } from "./checked.ts";
import { DeviantPanel } from "./deviant-panel.ts";

const EVENTS = Array.from({ length: 30 }, (_, nth) => ({
  timestamp: 1_713_015_696_315 + nth * 3000,
  category: nth % 2 === 0 ? "info" : "access",
  priority: "low",
  name: { key: "access_granted_by_valid_identifier", text: "Lock opened by identifier" },
  info: { text: "Opened", model: { number: 3090069, type: "card", lock: 1, floor: 2 } },
}));

test("tells what a deviant panel does otherwise, by one login and by GET alone", async () => {
  await using panel = await DeviantPanel.open({ events: EVENTS });

  const check = await checked(panel.baseUrl);

  const differs = withVerdict(check, "differs");
  const expected = {
    "default-order": "it is desc, and asc is false",
    "default-limit": "limit 20, 20 events",
    "limit-25": "200",
    "limit-11": '400 "Incorrect value"',
    "no-token": '403 "Incorrect value"',
    "unknown-path": "404 text/html",
    "identifier-numbers": "5 of 5 are integers",
    "filter-category": "15 of 30 events are others, is_filtered is nothing",
    models: "access_granted_by_valid_identifier: floor",
    "event-priority": "access_granted_by_valid_identifier has low",
  };
  for (const [id, saw] of Object.entries(expected)) assert.equal(differs[id], saw, id);
  assert.ok("future" in differs);
  assert.equal(panel.logins, 1);
  // the logout by GET is refused, so it is asked for by POST: once
  assert.deepEqual(
    panel.methods.filter((method) => method !== "GET"),
    ["POST"],
  );
  assert.equal(check.isComplete, true);
});

test("holds nothing against a page of numbers where lists and objects belong", async () => {
  for (const answer of ["7", "null", "[]", '{"list_items":[1,null,[],{}],"list_option":[3,{}]}']) {
    await using panel = await DeviantPanel.open({ hijack: answering(answer) });

    const check = await checked(panel.baseUrl);

    assert.equal(check.isComplete, true, answer);
    assert.ok(!("limit-20" in withVerdict(check, "agrees")), answer);
  }
});

test("reads no more than its bound of a body without end", async () => {
  const endless = (_request: IncomingMessage, response: ServerResponse): boolean => {
    response.writeHead(200, { "content-type": "application/json" });
    const write = (): void => {
      while (!response.destroyed && response.write("9".repeat(65_536)));
    };
    response.on("drain", write);
    write();
    return true;
  };
  await using panel = await DeviantPanel.open({ hijack: endless });

  const check = await checked(panel.baseUrl, { maxBytes: 100_000 });

  assert.equal(withVerdict(check, "unclear")["limit-20"], "the answer is too long");
  assert.equal(check.isComplete, true);
});

test("follows no redirect", async () => {
  await using elsewhere = await DeviantPanel.open();
  await using panel = await DeviantPanel.open({
    hijack: (_request, response) => {
      response.writeHead(302, { location: `${elsewhere.baseUrl}/api/v1/log/items` }).end();
      return true;
    },
  });

  const check = await checked(panel.baseUrl);

  assert.deepEqual(elsewhere.methods, []);
  assert.equal(withVerdict(check, "unclear")["limit-20"], "302");
});

test("gives up a panel that does not answer three calls in a row", async () => {
  let held = 0;
  await using panel = await DeviantPanel.open({
    hijack: () => {
      held += 1;
      return true;
    },
  });

  const check = await checked(panel.baseUrl, { timeoutMs: 50 });

  // once before the paths of other families, which answer; then three times
  assert.equal(held, 4);
  assert.equal(check.isComplete, false);
});

test("ends with a panel that breaks every connection", async () => {
  await using panel = await DeviantPanel.open({
    hijack: (request) => {
      request.socket.destroy();
      return true;
    },
  });

  const check = await checked(panel.baseUrl);

  assert.ok(!("limit-20" in withVerdict(check, "agrees")));
});

test("asks nothing past its bound of calls", async () => {
  await using panel = await DeviantPanel.open({ events: EVENTS });

  const check = await checked(panel.baseUrl, { maxCalls: 20 });

  // the logout, by GET and by POST, comes after the last
  assert.equal(panel.methods.length, 22);
  assert.equal(check.isComplete, false);
});

test("says why a panel cannot be asked, and what to do", async () => {
  const panel = await DeviantPanel.open();
  const { baseUrl } = panel;
  await panel[Symbol.asyncDispose]();

  await assert.rejects(checked(baseUrl), /cannot be asked: ECONNREFUSED\. see that it is on/);
});

function answering(body: string) {
  return (_request: IncomingMessage, response: ServerResponse): boolean => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
    return true;
  };
}
