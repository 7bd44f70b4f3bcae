import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { PushReceiver } from "../emulator/push-receiver.ts";
import { basic } from "../support/app.ts";
import { EmulatorProcess } from "../support/emulator-process.ts";
import type { ToldEvent } from "../support/emulator-process.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { PASSWORDS } from "../support/server-process.ts";
import { HttpReceiver } from "../support/syslog-receivers.ts";

const WITHIN_MS = 20_000;
type Fate = "isDelivered" | "isShown" | "isTold";

/** What became of the events of each panel. */
function fatesOf(happened: readonly ToldEvent[]) {
  const fates = (["isDelivered", "isShown", "isTold"] as const satisfies readonly Fate[]).map(
    (fate) => happened.flatMap((event) => (event[fate] ? [`${event.panel} ${event.nth}`] : [])),
  );
  return { delivered: fates[0], shown: fates[1], told: fates[2] };
}

test("one process holds panels that push, are pulled and send syslog, and knows it after a kill", async () => {
  await using folder = await TestFolder.make();
  await using server = await PushReceiver.open();
  await using receiver = await HttpReceiver.open();
  const file = folder.at("panels.json");
  const syslog = { protocol: "http", host: "127.0.0.1", port: receiver.port };
  const panels = [
    { serial: "PUSH", link: { url: server.url } },
    { serial: "PULL", family: "android_v0", name: "Garage" },
    { serial: "TELL", syslog, retryMs: 50 },
  ];
  await writeFile(file, JSON.stringify(panels));
  const args = ["--panels-file", file, "--still", "--memory", folder.at("memory.jsonl")];
  const first = await EmulatorProcess.start(args);
  await first.act("*", "exit-button");
  const pull = async (emulator: EmulatorProcess) =>
    fetch(`${emulator.url}/panels/PULL/api/v0/log/list`, {
      headers: basic("admin", PASSWORDS.admin),
    });
  assert.equal((await pull(first)).status, 200);
  const all = { delivered: ["PUSH 1"], shown: ["PULL 1"], told: ["TELL 1"] };
  await eventually(WITHIN_MS, async () => assert.deepEqual(fatesOf(await first.happened()), all));
  receiver.status = 503;
  await first.act("TELL", "door-open");
  await first.kill();

  receiver.status = 200;
  await using again = await EmulatorProcess.start(args);

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(fatesOf(await again.happened()), { ...all, told: ["TELL 1", "TELL 2"] }),
  );
  assert.ok(receiver.bodies().at(-1)?.includes(" TELL "));
  assert.deepEqual(
    server.events.map(({ code }) => code),
    ["lock_was_opened_by_exit_btn"],
  );
  const { panels: told } = await again.tell();
  assert.deepEqual(
    told.map(({ serial, isPushing, isTelling }) => [serial, isPushing, isTelling]),
    [
      ["PUSH", true, false],
      ["PULL", false, false],
      ["TELL", false, true],
    ],
  );
});

for (const [content, args, says] of [
  ["[{}]", ["--panels", "2"], /--panels-file says which panels there are: leave out --panels/],
  ["[{}]", ["--serial", "A"], /--panels-file says which panels there are: leave out --panels/],
  ['[{"password":"secret"', [], /panels\.json: it is no JSON$/m],
  ['[{"link":{"url":"x"}}]', [], /panels\.json: panel 1: link: "url" must be an http URL, not "x"/],
] as const) {
  test(`refuses a panels file ${content} with ${args.join(" ") || "nothing else"}`, async () => {
    await using folder = await TestFolder.make();
    const file = folder.at("panels.json");
    await writeFile(file, content);

    const { code, stderr } = await runCommand(["emulate", "--panels-file", file, ...args]);

    assert.equal(code, 2);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /secret/);
  });
}
