import assert from "node:assert/strict";
import { test } from "node:test";
import { LOG_DIALECTS } from "../../src/basip/log-dialect.ts";
import { PanelClient } from "../../src/client/panel-client.ts";
import { startPanel } from "../../src/emulator/emulator.ts";
import { PANEL_FAMILIES } from "../../src/emulator/families.ts";
import { FIRST_TOKEN, pageText, PaperPanel } from "../support/paper-panel.ts";
import type { AskedPanel } from "../support/pulled.ts";

const FIRST_PAGE = { limit: 10, page: 1 } as const;

function clientOf(panel: AskedPanel, changes: { password?: string; token?: string } = {}) {
  const { url, username, password } = panel;
  const { token } = changes;
  return new PanelClient(
    { url, username, password: changes.password ?? password, takesSelfSigned: false },
    { token },
  );
}

for (const family of PANEL_FAMILIES) {
  test(`finds the log of a panel of family ${family}, and reads it oldest first`, async () => {
    await using panel = await startPanel({ family, quirks: ["newestFirst", "oneDialect"] });
    for (let nth = 0; nth < 12; nth++) panel.fire({ key: "tamper_event", model: { nth } });
    using client = clientOf(panel);

    const found = await client.find();
    const page = await client.page({ limit: 50, page: 1 });

    const { path } = LOG_DIALECTS[family];
    assert.deepEqual(found, { family, path, total: 12 });
    const sent = panel.happened().map(({ occurredAtMs }) => occurredAtMs);
    assert.deepEqual(
      page.events.map(({ occurredAtMs }) => occurredAtMs),
      sent,
    );
  });
}

test("finds the log of a door controller, which stands at another place and calls its options so", async () => {
  await using panel = await PaperPanel.open();
  panel.takeOver = ({ url = "" }, response) => {
    if (url === "/api/info") response.end('{"device_serial_number":"CR-1"}');
    else if (url.startsWith("/v1/login")) response.end('{"token":"t"}');
    else if (url.startsWith("/v1/log/items")) {
      response.end(pageText(7, "").replace("list_option", "options"));
    } else response.writeHead(404).end("{}");
    return true;
  };
  using client = clientOf(panel);

  const found = await client.find();

  assert.deepEqual(found, { family: "controller", path: "/v1/log/items", total: 7 });
  assert.deepEqual(
    panel.calls.filter((call) => call.endsWith("/login")),
    ["GET /api/v1/login", "GET /api/v0/login", "GET /v1/login"],
  );
});

test("remembers where the login stands", async () => {
  await using panel = await startPanel({ family: "android_v0" });
  using first = clientOf(panel);
  await first.page(FIRST_PAGE);

  await first.page(FIRST_PAGE);

  assert.equal(first.logins, 1);
});

test("needs no login while the token of an earlier one holds", async () => {
  await using panel = await startPanel({});
  using first = clientOf(panel);
  await first.page(FIRST_PAGE);
  using second = clientOf(panel, { token: first.token ?? "" });

  await second.page(FIRST_PAGE);

  assert.equal(second.logins, 0);
});

test("logs in once more when its token is refused, and asks again", async () => {
  await using panel = await PaperPanel.open();
  panel.takeOver = ({ headers }, response) => {
    if (headers.authorization !== "Bearer old") return false;
    response.writeHead(401).end('{"error":"Log In"}');
    return true;
  };
  using client = clientOf(panel, { token: "old" });

  const page = await client.page(FIRST_PAGE);

  assert.deepEqual([page.total, client.logins, client.token], [0, 1, FIRST_TOKEN]);
});

test("gives up when the token that it has just got is refused", async () => {
  await using panel = await PaperPanel.open();
  panel.takeOver = ({ headers }, response) => {
    if (headers.authorization === undefined) return false;
    response.writeHead(401).end('{"error":"Log In"}');
    return true;
  };
  using client = clientOf(panel);

  await assert.rejects(client.page(FIRST_PAGE), { name: "PanelError", reason: "refused" });

  assert.equal(panel.logins, 2);
});

test("is refused with a wrong password, after one try", async () => {
  await using panel = await startPanel({ quirks: ["loginsLogged"] });
  using client = clientOf(panel, { password: "wrong" });

  await assert.rejects(client.page(FIRST_PAGE), { name: "PanelError", reason: "refused" });

  const tries = panel.happened().filter(({ key }) => key === "incorrect_login_api_call");
  assert.equal(tries.length, 1);
});

test("is refused as an account that may not read the log", async () => {
  const manager = { name: "porter", type: "manager", password: "p" } as const;
  await using panel = await startPanel({ accounts: [manager] });
  const { serial, url } = panel;
  using client = clientOf({ serial, url, username: "porter", password: "p" });

  await assert.rejects(client.page(FIRST_PAGE), { name: "PanelError", reason: "refused" });
});

test("tells what the panel says of itself, and what its clock shows to the second", async () => {
  await using panel = await startPanel({ serial: "AA-7", name: "Yard", model: "AA-12FB" });
  panel.setClock({ offsetMs: 3_600_000 });
  using client = clientOf(panel);

  const info = await client.info();
  const clockMs = (await client.clockMs()) ?? 0;

  assert.deepEqual([info.serial, info.name, info.model], ["AA-7", "Yard", "AA-12FB"]);
  assert.ok(Math.abs(clockMs - Date.now() - 3_600_000) < 5_000);
});

test("takes what is no panel for none", async () => {
  await using panel = await PaperPanel.open();
  panel.takeOver = (_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Printer</h1>");
    return true;
  };
  using client = clientOf(panel);

  await assert.rejects(client.find(), { name: "PanelError", reason: "no_panel" });
});
