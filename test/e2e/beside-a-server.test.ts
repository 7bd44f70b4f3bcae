import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import type { Ended } from "../support/run-doorbook.ts";
import { pushBody, Served, SERVED_ENV } from "../support/served.ts";

const MANAGERS = { DOORBOOK_PASSWORD: "the manager's" };

/** A server for the tests that leave alone what others look at; each has accounts of its own. */
let shared: { readonly folder: TestFolder; readonly server: Served };

before(async () => {
  const folder = await TestFolder.make();
  shared = { folder, server: await Served.start(folder.path) };
});

after(async () => {
  await shared.server[Symbol.asyncDispose]();
  await shared.folder[Symbol.asyncDispose]();
});

test("a second server on the folder is refused in one line that names the first one's pid", async () => {
  const { folder, server: first } = shared;

  const args = ["serve", "--port", "0", "--data", folder.path];
  const { code, stdout, stderr } = await runCommand(args, { env: SERVED_ENV });

  assert.deepEqual([code, stdout], [1, ""]);
  assert.equal(
    stderr,
    `doorbook: the server with process id ${first.pid} serves the data folder ${folder.path}: ` +
      "stop it, or choose another --data\n",
  );
  assert.equal((await first.login()).status, 200);
});

test("a folder whose server was killed is free again, and doctor says so", async () => {
  await using folder = await TestFolder.make();
  await using first = await Served.start(folder.path);
  await first.push(await first.loginPanel("AA-1"), pushBody(1, 3));
  await first.kill();

  const idle = await doorbook(folder, ["doctor"]);
  await using second = await Served.start(folder.path);
  const busy = await doorbook(folder, ["doctor"]);

  assert.match(idle.stdout, /^ok {9}no server is running$/m);
  assert.match(busy.stdout, new RegExp(`^ok {9}the server runs, process id ${second.pid}$`, "m"));
  assert.equal((await second.items("from=0&to=100")).total, 3);
});

test("an account that is added beside a running server can log in at once", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  assert.equal((await server.login("ann", MANAGERS.DOORBOOK_PASSWORD)).status, 400);

  const added = await doorbook(folder, ["accounts", "add", "ann", "--type", "admin"], MANAGERS);
  const login = await server.login("ann", MANAGERS.DOORBOOK_PASSWORD);

  assert.deepEqual([added.code, added.stdout], [0, 'Added the admin account "ann".\n']);
  assert.equal(login.status, 200);
  const list = await doorbook(folder, ["accounts", "list"]);
  assert.match(
    list.stdout,
    /^NAME +TYPE +ADDED +SEES\nadmin +admin +20\S+Z +everything\nann +admin +20\S+Z +everything\n$/,
  );
});

for (const [what, command, name] of [
  ["removed", "remove", "bob"],
  ["given another password", "passwd", "eve"],
] as const) {
  test(`an account that is ${what} beside a running server stops within a second`, async () => {
    const { folder, server } = shared;
    await doorbook(folder, ["accounts", "add", name, "--type", "admin"], MANAGERS);
    const { text } = await server.login(name, MANAGERS.DOORBOOK_PASSWORD);
    const headers = { authorization: `Bearer ${(JSON.parse(text) as { token: string }).token}` };
    const read = () => server.request("GET", "/api/v1/log/items?from=0&to=9", { headers });
    assert.equal((await read()).status, 200);

    const ended = await doorbook(folder, ["accounts", command, name], {
      DOORBOOK_PASSWORD: "another",
    });

    assert.equal(ended.code, 0, ended.stderr);
    await eventually(1_000, async () => assert.equal((await read()).status, 401));
    assert.equal((await server.login(name, MANAGERS.DOORBOOK_PASSWORD)).status, 400);
  });
}

test("the password of an account may come from standard input, its first line", async () => {
  const { folder, server } = shared;

  const args = ["accounts", "add", "typed", "--type", "manager", "--data", folder.path];
  const { code } = await runCommand(args, { input: "a pass phrase \r\nmore\n" });

  assert.equal(code, 0);
  assert.equal((await server.login("typed", "a pass phrase ")).status, 200);
});

for (const [what, args, says] of [
  ["twice", ["accounts", "add", "admin", "--type", "admin"], 'There is an account "admin" already'],
  ["unknown", ["accounts", "remove", "zed"], 'There is no account "zed"'],
  ["unknown too", ["accounts", "passwd", "zed"], 'There is no account "zed"'],
  [
    "not held",
    ["quarantine", "show", "5"],
    "nothing is in quarantine under the ID 5: see doorbook quarantine list",
  ],
] as const) {
  test(`what is ${what} is told in one line, exit code 1`, async () => {
    const { folder, server } = shared;

    const { code, stdout, stderr } = await doorbook(folder, args, MANAGERS);

    assert.deepEqual([code, stdout, stderr], [1, "", `doorbook: ${says}\n`]);
    assert.equal((await server.request("GET", "/readyz")).status, 200);
  });
}

test("an event without a usable time is seen, shown, kept by a retry, and dropped", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  const bad = '{"created_at":"soon","code":"tamper_event","info":{"who":"Ж"}}';

  const good = '{"created_at":7,"code":"tamper_event","info":{}}';
  const answer = await server.push(panel, `{"events":[${good},${bad}]}`);
  const list = await doorbook(folder, ["quarantine", "list"]);
  const [, id = ""] = /^(\d+) +AA-1 +event +\d+ +1 +\S+Z +no usable time$/m.exec(list.stdout) ?? [];
  const shown = await doorbook(folder, ["quarantine", "show", id]);
  const doctor = await doorbook(folder, ["doctor"]);
  const retried = await doorbook(folder, ["quarantine", "retry", id]);
  const dropped = await doorbook(folder, ["quarantine", "drop", id, "999"]);
  const empty = await doorbook(folder, ["quarantine", "list"]);

  assert.equal(answer.status, 200);
  assert.deepEqual([list.code, list.stdout.split("\n").length], [0, 3]);
  assert.deepEqual([shown.code, shown.stdout], [0, bad]);
  assert.equal(doctor.code, 1);
  assert.match(doctor.stdout, /^attention {2}1 in quarantine, .*: look with doorbook quarantine/m);
  assert.deepEqual([retried.code, retried.stdout], [0, `${id}: kept, no usable time\n`]);
  assert.deepEqual([dropped.code, dropped.stdout], [1, `${id}: deleted\n`]);
  assert.match(dropped.stderr, /^doorbook: nothing is in quarantine under the ID 999/);
  assert.deepEqual([empty.code, empty.stdout], [0, "The quarantine is empty.\n"]);
  assert.equal((await doorbook(folder, ["doctor"])).code, 0);
  assert.equal((await server.items("from=0&to=10")).total, 1);
});

test("an unreadable body is answered 400, 400 and then 200, and is held once", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  const body = '{"events":[';

  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await server.push(panel, body)).status);
  const list = await doorbook(folder, ["quarantine", "list"]);

  assert.deepEqual(statuses, [400, 400, 200]);
  assert.match(list.stdout, /^\d+ +AA-1 +body +11 +3 +\S+Z +\S.*\n$/m);
  const all = await doorbook(folder, ["quarantine", "retry", "--all"]);
  assert.match(all.stdout, /^\d+: kept, \S.*\n$/);
  const dropped = await doorbook(folder, ["quarantine", "drop", "--all"]);
  assert.match(dropped.stdout, /^\d+: deleted\n$/);
});

test("what can be understood by now is taken in by a retry, and read at once", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  {
    // as a reader that understood less would have left it
    await using store = await SqliteStore.open({ dataFolder: folder.path });
    const bytes = Buffer.from(pushBody(1, 3));
    await store.quarantineBody("AA-1", { reason: "unknown", bytes });
  }

  const retried = await doorbook(folder, ["quarantine", "retry", "--all"]);
  const again = await doorbook(folder, ["quarantine", "retry", "--all"]);

  assert.match(retried.stdout, /^\d+: taken in, 3 new\n$/);
  assert.deepEqual([again.code, again.stdout], [0, "The quarantine is empty.\n"]);
  await eventually(1_000, async () => {
    assert.equal((await server.items("from=0&to=10")).total, 3);
  });
});

test("a full quarantine: 503, a line in doctor, and room again after a drop", async () => {
  await using folder = await TestFolder.make();
  const bound = ["--quarantine-max-bytes", "400"];
  await using server = await Served.start(folder.path, { flags: bound });
  const panel = await server.loginPanel("AA-1");
  const push = (count: number): string =>
    `{"events":[{"created_at":${count},"code":"tamper_event"},"${"x".repeat(60 + count)}"]}`;

  const first = await server.push(panel, push(1));
  const second = await server.push(panel, push(2));
  const doctor = await doorbook(folder, ["doctor", ...bound]);

  assert.equal(first.status, 200);
  assert.deepEqual(
    [second.status, second.text],
    [503, '{"error":"the quarantine is full: see doorbook doctor"}'],
  );
  assert.equal((await server.items("from=0&to=10")).total, 1, "nothing of the refused push");
  assert.equal(doctor.code, 1);
  assert.match(doctor.stdout, /^attention {2}1 in quarantine.*pushes are refused.*then retry/m);
  await doorbook(folder, ["quarantine", "drop", "--all"]);
  assert.equal((await server.push(panel, push(2))).status, 200);
  assert.equal((await server.items("from=0&to=10")).total, 2);
});

test("doctor: 0 when all is well, 1 when no account may read the log or there is no log", async () => {
  await using folder = await TestFolder.make();
  const nothing = await doorbook(folder, ["doctor"]);
  await using server = await Served.start(folder.path);

  const well = await doorbook(folder, ["doctor", "--deep"]);
  await doorbook(folder, ["accounts", "remove", "admin"]);
  const adminless = await doorbook(folder, ["doctor"]);

  assert.equal(nothing.code, 1);
  assert.match(nothing.stderr, /^doorbook: There is no log in the folder .*--data\n$/);
  assert.deepEqual([well.code, well.stderr], [0, ""], well.stdout);
  for (const line of well.stdout.trimEnd().split("\n")) assert.match(line, /^ok {9}\S/);
  assert.ok(well.stdout.includes(`the server runs, process id ${server.pid}\n`), well.stdout);
  assert.match(well.stdout, /^ok {9}every page and index of the file is sound$/m);
  assert.equal(adminless.code, 1);
  assert.match(
    adminless.stdout,
    /^attention {2}no account may read the log: add one with doorbook accounts add/m,
  );
});

/** Runs a command on a folder while its server runs. */
function doorbook(
  folder: TestFolder,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return runCommand([...args, "--data", folder.path], { env });
}
