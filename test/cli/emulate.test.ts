import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { EmulatorProcess } from "../support/emulator-process.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { startDoorbook } from "../support/run-doorbook.ts";
import { eventually } from "../support/eventually.ts";

/** Runs `doorbook emulate` until it has said who it is and, if asked, something more. */
async function emulate(args: readonly string[], env: Record<string, string> = {}, wanted = /./) {
  const running = startDoorbook(["emulate", "--port", "0", ...args], { env });
  let said = "";
  running.child.stdout?.on("data", (text: string) => (said += text));
  running.child.stderr?.on("data", (text: string) => (said += text));
  await eventually(30_000, async () => {
    assert.match(said, wanted);
    return Promise.resolve();
  });
  running.child.kill("SIGTERM");
  return { said, ended: await running.ended };
}

test("says where its panels answer, and ends when it is told to", async () => {
  const { said, ended } = await emulate(["--panels", "2", "--still"], {}, /made up\)/);

  assert.match(said, /^2 emulated panels; control: http:\/\/127\.0\.0\.1:\d+\/emulator$/m);
  assert.match(said, /^ {2}EMU-0001 {2}http:\/\/127\.0\.0\.1:\d+\/panels\/EMU-0001$/m);
  assert.match(said, /^Their account: admin, password \S{16} \(made up\)$/m);
  assert.equal(ended.code, 0);
});

test("has the serial and the model that it was given", async () => {
  await using emulator = await EmulatorProcess.start(["--serial", "AA12-7", "--model", "AA-14FB"]);

  const info = (await (await fetch(`${emulator.url}/api/info`)).json()) as Record<string, unknown>;

  assert.deepEqual([info["device_serial_number"], info["device_model"]], ["AA12-7", "AA-14FB"]);
});

test("keeps a password that it was given to itself", async () => {
  const { said } = await emulate(["--still"], { DOORBOOK_PASSWORD: "not to be shown" }, /EMU-0001/);

  assert.doesNotMatch(said, /not to be shown|password/);
});

test("says once what keeps its panels from delivering", async () => {
  const args = ["--panels", "3", "--still", "--link-url", "http://127.0.0.1:1"];
  const env = { DOORBOOK_LINK_PASSWORD: "x" };

  const { said } = await emulate(args, env, /cannot deliver/);

  assert.match(
    said,
    /EMU-000\d cannot deliver: connect ECONNREFUSED 127\.0\.0\.1:1\. It tries on\./,
  );
  assert.equal(said.match(/cannot deliver/g)?.length, 1);
});

test("plays a script", async () => {
  await using folder = await TestFolder.make();
  const script = folder.at("day.json");
  await writeFile(script, '[{"at":"08:00","do":"exit-button"},{"at":"23:59","do":"wipe"}]');

  const args = ["--still", "--speed", "1000000", "--script", script];
  const memory = folder.at("memory.jsonl");
  await emulate([...args, "--memory", memory], {}, /The script is at its end/);

  const { said } = await emulate(["--still", "--memory", memory], {}, /EMU-0001/);
  assert.match(said, /1 emulated panel;/);
});

for (const [args, env, says] of [
  [
    ["--quirks", "newest-frist"],
    {},
    /no quirk is called "newest-frist": did you mean newest-first\?/,
  ],
  [["--link-url", "http://127.0.0.1:1"], {}, /set DOORBOOK_LINK_PASSWORD/],
  [["--link-url", "ftp://x"], {}, /--link-url must be an http URL, not "ftp:\/\/x"/],
  [["--syslog-url", "host:514"], {}, /--syslog-url must be like udp:\/\/192\.0\.2\.7:514/],
  [["--panels", "0"], {}, /--panels must be a whole number from 1 to 10000, not "0"/],
  [["--family", "lift"], {}, /--family must be one of android, android_v0, camdroid/],
  [["--script", "/nowhere/day.json"], {}, /\/nowhere\/day\.json: .*no such file/],
  [["--serial", "A", "--panels", "2"], {}, /--serial is for one panel/],
  [["--dayz", "1"], {}, /unknown option --dayz: did you mean --days\?/],
] as const) {
  test(`refuses ${args.join(" ")} and says what is wrong`, async () => {
    const { code, stderr } = await runCommand(["emulate", ...args], { env });

    assert.equal(code, 2);
    assert.match(stderr, says);
  });
}

test("names a port that is taken and the way out", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;

  const { code, stderr } = await runCommand(["emulate", "--port", String(port)]);

  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`127\\.0\\.0\\.1 port ${String(port)} is taken`));
});
