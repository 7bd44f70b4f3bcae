import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { startPanel } from "../../src/emulator/emulator.ts";
import { parseProfile } from "../../src/fleet/profile.ts";
import { SecretKey } from "../../src/fleet/secret-key.ts";
import { Cli } from "../support/cli.ts";

const EMULATED = { serial: "EMU-7", password: "correct horse" };
const PASSWORD = `${EMULATED.password}\n`;

function addArgs(url: string, ...more: readonly string[]): string[] {
  return ["panels", "add", url, "--username", "admin", ...more];
}

test("a panel that is added by its URL is asked who it is, and what its log has", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  panel.pressExitButton();

  const said = await cli.say(addArgs(panel.url, "--name", "Gate"), PASSWORD);

  assert.match(
    said,
    /^Found the panel "EMU-7", .* with firmware \S+: its log, of the android kind, has \d+ events?\.$/m,
  );
  assert.match(said, /^Added the panel "EMU-7", Gate\.$/m);
  const body = await cli.withStore(({ fleet }) => fleet.find("panel", "EMU-7"));
  const { name, family, model, firmware, pulledFrom } = parseProfile("EMU-7", body ?? "{}");
  assert.deepEqual([name, family], ["Gate", "android"]);
  assert.ok(model !== "" && firmware !== "");
  assert.deepEqual([pulledFrom?.url, pulledFrom?.username], [panel.url, "admin"]);
  const sealed = pulledFrom?.sealedPassword ?? "";
  assert.equal(SecretKey.ofFolder(cli.data).open(sealed, "EMU-7"), EMULATED.password);
});

test("a panel that is known is not logged in to again when it is added", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  await cli.say(addArgs(panel.url), PASSWORD);
  const before = panel.happened().length;

  const { code, stderr } = await cli.run(addArgs(panel.url), PASSWORD);

  assert.equal(code, 1);
  assert.match(stderr, /the panel "EMU-7" is there already: doorbook panels edit changes it/);
  assert.equal(panel.happened().length, before);
});

test("nothing is added when the panel refuses the login, and it says what to do", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);

  const { code, stderr } = await cli.run(addArgs(panel.url), "hunter2\n");

  assert.equal(code, 1);
  assert.match(stderr, /refuses the login.*: check username and password .*wait some minutes/);
  assert.ok(!stderr.includes("hunter2"));
  assert.equal(await cli.withStore(({ fleet }) => fleet.find("panel", "EMU-7")), undefined);
});

test("nothing is added when the panel says another serial than the operator", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);

  const { code, stderr } = await cli.run(addArgs(panel.url, "--serial", "EMU-8"), PASSWORD);

  assert.deepEqual(
    [code, stderr],
    [1, 'doorbook: the panel says that its serial is "EMU-7", not "EMU-8"\n'],
  );
});

test("a panel that can be pulled passes each step, by its URL and by its serial", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  await cli.say(addArgs(panel.url), PASSWORD);

  const byUrl = await cli.say(["panels", "test", panel.url, "--username", "admin"], PASSWORD);
  const bySerial = await cli.say(["panels", "test", "EMU-7"]);

  for (const said of [byUrl, bySerial]) {
    assert.match(said, /^ok {9}http\S+ answers as a panel: .* serial "EMU-7"$/m);
    assert.match(said, /^ok {9}the panel takes the login of "admin"$/m);
    assert.match(
      said,
      /^ok {9}its log, of the android kind at \/api\/v1\/log\/items, has \d+ events?$/m,
    );
    assert.match(said, /^ok {9}its clock is right$/m);
    assert.equal(said.trimEnd().split("\n").length, 4);
  }
});

test("a panel whose clock is off fails that step, exit code 1", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  await cli.say(addArgs(panel.url), PASSWORD);
  panel.setClock({ offsetMs: 3_600_000 });

  const { code, stdout } = await cli.run(["panels", "test", "EMU-7"]);

  assert.equal(code, 1);
  assert.match(
    stdout,
    /^attention {2}clock off by \+(00:59:5\d|01:00:0\d): set the panel's clock/m,
  );
});

test("a wrong password ends the trying at the login, exit code 1", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  await cli.say(addArgs(panel.url), PASSWORD);
  await cli.say(["panels", "edit", "EMU-7", "--new-password"], "hunter2\n");

  const { code, stdout } = await cli.run(["panels", "test", "EMU-7"]);

  assert.equal(code, 1);
  assert.match(
    stdout,
    /^ok .* answers as a panel.*\nattention .* refuses the login.*wait some minutes$/m,
  );
});

test("another panel at the address is told, and is not logged in to", async () => {
  await using cli = await Cli.make();
  await using panel = await startPanel(EMULATED);
  await cli.say(addArgs(panel.url, "--offline", "--serial", "OLD"), PASSWORD);
  const before = panel.happened().length;

  const { code, stdout } = await cli.run(["panels", "test", "OLD"]);

  assert.equal(code, 1);
  assert.match(stdout, /^attention .* serial is "EMU-7", not "OLD": .* --replaces OLD$/m);
  assert.equal(panel.happened().length, before);
});

test("what answers and is no panel is told from what does not answer", async () => {
  await using cli = await Cli.make();
  const server = createServer((_request, response) => response.end("<html>")).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const args = ["panels", "test", url, "--username", "admin"];

  const other = await cli.run(args, PASSWORD);
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  const nobody = await cli.run(args, PASSWORD);

  assert.deepEqual([other.code, nobody.code], [1, 1]);
  assert.match(other.stdout, /^attention .*: something else answers there: /);
  assert.match(nobody.stdout, /^attention .*: check its address, its power and the network/);
});

for (const [args, message] of [
  ["panels test AA-1", 'the panel "AA-1" is not pulled, so there is nothing to try'],
  ["panels test AA-9", 'no panel with the serial "AA-9" is known: see doorbook panels list'],
] as const) {
  test(`doorbook ${args}: refused in one line, exit code 1`, async () => {
    await using cli = await Cli.make();
    await cli.say(["panels", "add", "AA-1"]);

    const { code, stderr } = await cli.run(args.split(" "));

    assert.deepEqual([code, stderr], [1, `doorbook: ${message}\n`]);
  });
}
