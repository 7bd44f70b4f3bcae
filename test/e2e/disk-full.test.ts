import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { TestFolder } from "../support/folder.ts";
import { pushBody, Served, SERVED } from "../support/served.ts";

// A full disk is a limit on the size of files. Needs bash for `ulimit` and, to take the limit away
// from a running process, `prlimit` of util-linux: on Linux their absence fails the test.
const options = { skip: process.platform === "linux" ? false : "ulimit and prlimit are Linux's" };

/** KiB that a file may grow to: a few dozen pushes. */
const LIMIT = 2_048;

const LIMITED = ["bash", "-c", `ulimit -S -f ${LIMIT} && exec "$0" "$@"`];

const PUSH_EVENTS = 100;

const FAILED = '{"error":"reading or writing the disk failed"}';

test(
  "on a full disk pushes get 503, reading goes on, and with space they are taken",
  options,
  async () => {
    await using folder = await TestFolder.make();
    await using server = await Served.start(folder.path, { through: LIMITED });
    const panel = await server.loginPanel("AA-1");
    const acknowledged = await pushUntilFull(server, panel);
    const events = acknowledged * PUSH_EVENTS;
    assert.ok((await stat(folder.at("doorbook.db-wal"))).size > (LIMIT - 64) * 1_024);

    const beforeBytes = await residentBytes(server.pid);
    const tries = new Set<string>();
    for (let i = 0; i < 300; i += 1) {
      const { status, text } = await server.push(panel, body(acknowledged + (i % 3)));
      tries.add(`${status} ${text}`);
    }
    const grownBytes = (await residentBytes(server.pid)) - beforeBytes;

    assert.deepEqual([...tries], [`503 ${FAILED}`]);
    assert.ok(grownBytes < 64e6, `memory grew by ${grownBytes}`);
    assert.equal(await pushed(server), events);
    const login = await server.login();
    assert.equal(login.status, 200);
    const { token } = JSON.parse(login.text) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const read = await server.request("GET", "/api/v1/log/items", { headers });
    assert.equal(read.status, 200);
    assert.equal((await server.request("POST", "/api/v0/devices/pong")).status, 200);
    const failing = await server.request("GET", "/readyz");
    assert.deepEqual([failing.status, failing.text], [503, '{"status":"writing fails"}']);

    await promisify(execFile)("prlimit", ["--pid", String(server.pid), "--fsize=unlimited"]);
    for (let i = 0; i < acknowledged + 20; i += 1) {
      assert.equal((await server.push(panel, body(i))).status, 200);
    }

    assert.equal(await pushed(server), events + 20 * PUSH_EVENTS);
    assert.equal((await server.request("GET", "/readyz")).text, '{"status":"ok"}');
    const { code, stderr } = await server.stop();
    assert.equal(code, 0);
    assert.ok(stderr.includes("disk failed: Error: disk I/O error"), stderr.slice(0, 2_000));
  },
);

test(
  "a server killed on a full disk has all that it acknowledged when started with space",
  options,
  async () => {
    await using folder = await TestFolder.make();
    let acknowledged = 0;
    {
      await using server = await Served.start(folder.path, { through: LIMITED });
      acknowledged = await pushUntilFull(server, await server.loginPanel("AA-1"));
      await server.kill();
    }

    await using server = await Served.start(folder.path);
    assert.equal(await pushed(server), acknowledged * PUSH_EVENTS);
    const panel = await server.loginPanel("AA-1");
    for (let i = 0; i <= acknowledged; i += 1) await server.push(panel, body(i));

    assert.equal(await pushed(server), (acknowledged + 1) * PUSH_EVENTS);
  },
);

test("a server that is started on a full disk says so in one line, or reads", options, async () => {
  await using folder = await TestFolder.make();
  const tiny = ["bash", "-c", `ulimit -S -f 16 && exec "$0" "$@"`];

  const failed = Served.start(folder.path, { through: tiny });

  await assert.rejects(failed, {
    message: "it ended with 1: doorbook: reading or writing the disk failed\n",
  });
  await using server = await Served.start(folder.path);
  assert.equal((await server.login("admin", SERVED.admin)).status, 200);
});

/** Pushes until a push is refused; returns how many were acknowledged. */
async function pushUntilFull(server: Served, panel: { authorization: string }): Promise<number> {
  for (let i = 0; i < 500; i += 1) {
    const { status, text } = await server.push(panel, body(i));
    if (status === 200) continue;
    assert.deepEqual([status, text], [503, FAILED]);
    assert.ok(i > 5, "some pushes come first");
    return i;
  }
  throw new Error("the disk did not fill up");
}

/** The push of a number; each has other events. */
function body(index: number): string {
  return pushBody(1_700_000_000_000 + index * PUSH_EVENTS, PUSH_EVENTS, "x".repeat(100));
}

/** How many of the panel's events the server counts; each page is read too. */
async function pushed(server: Served): Promise<number> {
  const window = "from=1700000000000&to=1800000000000&limit=50";
  const { total } = await server.items(window);
  const numbers = new Set<unknown>();
  for (let page = 1; page <= Math.ceil(total / 50); page += 1) {
    const { items } = await server.items(`${window}&page_number=${page}`);
    for (const item of items) numbers.add(JSON.stringify(item));
  }
  assert.equal(numbers.size, total, "each event once");
  return total;
}

async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1_024;
}
