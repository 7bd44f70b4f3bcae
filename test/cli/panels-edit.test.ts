import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProfile } from "../../src/fleet/profile.ts";
import { SecretKey } from "../../src/fleet/secret-key.ts";
import { Cli } from "../support/cli.ts";
import { event, wholeLog } from "../support/events.ts";
import { bytesOf } from "../support/folder.ts";

const ADD = "panels add AA-1".split(" ");
const PULLED = "panels add http://127.0.0.1:9 --offline --serial AA-1 --username reader".split(" ");

test("a panel that sends by itself gets its names by its serial", async () => {
  await using cli = await Cli.make();

  const names = ["--name", "Main entrance", "--lock", "0=Gate", "--lock", "01=Двері, ліві"];
  const said = await cli.say([...ADD, ...names, "--syslog-host", "10.0.0.7,door.lan"]);

  assert.equal(said, 'Added the panel "AA-1", Main entrance.\n');
  const profile = await profileOf(cli, "AA-1");
  assert.deepEqual(profile?.locks, { 0: "Gate", 1: "Двері, ліві" });
  assert.deepEqual(profile?.syslogHosts, ["10.0.0.7", "door.lan"]);
  assert.equal(profile?.pulledFrom, undefined);
});

test("a panel's password is kept sealed, for that panel alone, and is in no file", async () => {
  await using cli = await Cli.make();

  await cli.say(PULLED, "correct horse battery\n");

  const sealed = (await profileOf(cli, "AA-1"))?.pulledFrom?.sealedPassword ?? "";
  const key = SecretKey.ofFolder(cli.data);
  assert.equal(key.open(sealed, "AA-1"), "correct horse battery");
  assert.equal(key.open(sealed, "AA-2"), undefined);
  for (const [name, bytes] of await bytesOf(cli.data)) {
    assert.ok(!bytes.includes("correct horse"), name);
  }
  const shown = await cli.say(["panels", "show", "AA-1", "--json"]);
  assert.ok(!shown.includes(sealed) && !shown.includes("correct"), shown);
});

test("what an edit does not name stays, and what it empties goes", async () => {
  await using cli = await Cli.make();
  await cli.say([...PULLED, "--name", "Gate", "--entrance", "1", "--lock", "0=A"], "first\n");

  await cli.say(["panels", "edit", "AA-1", "--name", "", "--lock", "0=", "--self-signed"]);
  await cli.say(["panels", "edit", "AA-1", "--pause", "--url", "https://192.0.2.7/"]);

  const profile = await profileOf(cli, "AA-1");
  assert.deepEqual([profile?.name, profile?.entrance, profile?.locks], ["", "1", {}]);
  const { url, username, isPaused, takesSelfSigned } = profile?.pulledFrom ?? {};
  assert.deepEqual(
    [url, username, isPaused, takesSelfSigned],
    ["https://192.0.2.7", "reader", true, true],
  );
});

test("an edit may give the panel another password, resume it, and end pulling", async () => {
  await using cli = await Cli.make();
  await cli.say(PULLED, "first\n");
  await cli.say(["panels", "edit", "AA-1", "--pause", "--self-signed"]);

  await cli.say(
    ["panels", "edit", "AA-1", "--new-password", "--resume", "--no-self-signed"],
    "next\n",
  );
  const resumed = (await profileOf(cli, "AA-1"))?.pulledFrom;
  await cli.say(["panels", "edit", "AA-1", "--url", "none"]);

  assert.equal(SecretKey.ofFolder(cli.data).open(resumed?.sealedPassword ?? "", "AA-1"), "next");
  assert.deepEqual([resumed?.isPaused, resumed?.takesSelfSigned], [false, false]);
  assert.equal((await profileOf(cli, "AA-1"))?.pulledFrom, undefined);
});

test("each change of a panel is an event of the log, without the password", async () => {
  await using cli = await Cli.make();

  await cli.say([...PULLED, "--name", "Gate"], "sesame street\n");
  await cli.say(["panels", "edit", "AA-1", "--name", "Door"]);
  const again = await cli.say(["panels", "edit", "AA-1", "--name", "Door"]);
  await cli.say(["panels", "remove", "AA-1"]);

  assert.equal(again, 'The panel "AA-1" is so already.\n');
  const log = await cli.withStore((store) => wholeLog(store));
  assert.deepEqual(
    log.map(({ panel, key, source, model }) => [panel, key, source, model]),
    [
      ["doorbook", "doorbook_panel_added", "api", '{"panel":"AA-1","name":"Gate"}'],
      ["doorbook", "doorbook_panel_changed", "api", '{"panel":"AA-1","name":"Door"}'],
      ["doorbook", "doorbook_panel_removed", "api", '{"panel":"AA-1","name":"Door"}'],
    ],
  );
});

test("a removed panel's profile, reading and health go, and its events stay", async () => {
  await using cli = await Cli.make();
  await cli.say(ADD);
  await cli.withStore(async (store) => {
    await store.append("AA-1", [event()]);
    for (const part of ["reading", "health"] as const) {
      await store.fleet.change(part, [{ id: "AA-1", body: "{}" }]);
    }
  });

  const said = await cli.say(["panels", "remove", "AA-1"]);

  assert.match(said, /^Removed the panel "AA-1"\. Its events stay in the log\.\nIt was heard of/);
  await cli.withStore(async (store) => {
    for (const part of ["panel", "reading", "health"] as const) {
      assert.equal(await store.fleet.find(part, "AA-1"), undefined);
    }
    assert.ok((await wholeLog(store)).some(({ panel }) => panel === "AA-1"));
  });
});

for (const [args, code, message] of [
  ["panels add AA-1", 1, 'the panel "AA-1" is there already: doorbook panels edit changes it'],
  ["panels add doorbook", 2, 'a serial has 1 to 128 characters and is not "doorbook": "doorbook"'],
  ["panels add AA-2 --username a", 2, "--username needs a URL in place of the serial"],
  ["panels add AA-2 --lock Gate", 2, '--lock must be a number and a name, as 0=Gate, not "Gate"'],
  ["panels add AA-2 --syslog-host 10.0.0.7", 1, 'syslog from 10.0.0.7 is of the panel "AA-1"'],
  [
    "panels add http://127.0.0.1:9",
    2,
    "--username is missing: name that logs in to the panel's web page",
  ],
  [
    "panels add http://127.0.0.1:9 --username a --offline",
    2,
    "--offline needs --serial: the panel is not asked for it",
  ],
  ["panels edit AA-1", 2, "name what is to change: see doorbook panels edit --help"],
  [
    "panels edit AA-1 --pause",
    2,
    "the panel is not pulled: name --url, --username and --new-password",
  ],
  ["panels edit AA-1 --pause --resume", 2, "--pause and --resume: one of them"],
  ["panels edit AA-1 --replaces AA-1", 1, 'the panel "AA-1" cannot be its own successor'],
  [
    "panels edit AA-1 --replaces AA-9",
    1,
    'no panel with the serial "AA-9" is known: see doorbook panels list',
  ],
  [
    "panels edit AA-9 --name x",
    1,
    'no panel with the serial "AA-9" is known: see doorbook panels list',
  ],
  ["panels remove AA-9", 1, 'no panel with the serial "AA-9" is known: see doorbook panels list'],
  ["panels show AA-9", 1, 'no panel with the serial "AA-9" is known: see doorbook panels list'],
] as const) {
  test(`doorbook ${args}: refused in one line, exit code ${String(code)}`, async () => {
    await using cli = await Cli.make();
    await cli.say([...ADD, "--syslog-host", "10.0.0.7"]);

    const ended = await cli.run(args.split(" "));

    assert.deepEqual(
      [ended.code, ended.stdout, ended.stderr],
      [code, "", `doorbook: ${message}\n`],
    );
  });
}

test("a panel cannot come after the one that comes after it", async () => {
  await using cli = await Cli.make();
  await cli.say(["panels", "add", "OLD"]);
  await cli.say(["panels", "add", "NEW", "--replaces", "OLD"]);

  const ring = await cli.run(["panels", "edit", "OLD", "--replaces", "NEW"]);
  await cli.say(["panels", "edit", "NEW", "--replaces", "none"]);

  assert.equal(ring.stderr, 'doorbook: the panel "NEW" cannot be its own successor\n');
  assert.equal((await profileOf(cli, "NEW"))?.replaces, undefined);
});

function profileOf(cli: Cli, serial: string): Promise<ReturnType<typeof parseProfile> | undefined> {
  return cli.withStore(async ({ fleet }) => {
    const body = await fleet.find("panel", serial);
    return body === undefined ? undefined : parseProfile(serial, body);
  });
}
