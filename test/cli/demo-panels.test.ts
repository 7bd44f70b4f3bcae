import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPanels, isPulled, renderWays } from "../../src/cli/demo/demo-panels.ts";
import { DemoProgress } from "../../src/cli/demo/demo-progress.ts";
import { startEmulator } from "../../src/emulator.ts";
import { PushReceiver } from "../emulator/push-receiver.ts";
import { basic } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const panelsFor = (address: string) => demoPanels({ address, linkPassword: "pw" });

test("8 of a demo's panels push, 3 of as many families are pulled, 1 sends syslog", async () => {
  await using server = await PushReceiver.open();
  await using emulator = await startEmulator({ panels: panelsFor(server.url) });

  const states = emulator.panels.map((panel) => panel.state());

  assert.equal(renderWays(states), "8 push, 3 are pulled, 1 sends syslog");
  assert.deepEqual(
    states.filter(isPulled).map(({ family }) => family),
    ["android", "camdroid", "android_v0"],
  );
});

test("a demo's lines of syslog go to where its server answers, also over IPv6", () => {
  const syslog = panelsFor("http://[::1]:8080").at(-1)?.syslog;

  assert.deepEqual(syslog, { protocol: "http", host: "::1", port: 8080 });
});

test("all is in the book when pushes and lines are acknowledged and history was shown", async () => {
  await using server = await PushReceiver.open();
  await using emulator = await startEmulator({
    panels: panelsFor(server.url),
    days: 2,
    password: "pw",
    heartbeatMs: 60_000,
  });
  const states = () => emulator.panels.map((panel) => panel.state());
  const progress = new DemoProgress(states());
  const telling = states().filter(({ isTelling }) => isTelling);
  const history = states().reduce((sum, { happened }) => sum + happened, 0);
  const told = telling.reduce((sum, { happened }) => sum + happened, 0);
  const pulled = states().filter(isPulled);

  await emulator.delivered();

  const atFirst = progress.read(states());
  assert.equal(atFirst.happened, history - told);
  assert.equal(
    atFirst.pending,
    pulled.reduce((sum, { happened }) => sum + happened, 0),
  );
  for (const { url, family, happened } of pulled) {
    const path = family === "android_v0" ? "/api/v0/log/list" : "/api/v1/log/items";
    for (let page = 1; page <= Math.ceil(happened / 50); page++) {
      const search = `?limit=50&page_number=${String(page)}`;
      const headers = basic("admin", "pw");
      assert.equal((await fetch(`${url}${path}${search}`, { headers })).status, 200);
    }
  }
  // an event of the present: that of a pulled panel is in the book with the next pull
  for (const panel of emulator.panels) panel.pressExitButton();
  await eventually(5_000, async () =>
    Promise.resolve(
      assert.deepEqual(progress.read(states()), { happened: history - told + 12, pending: 0 }),
    ),
  );
});
