import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { basic } from "../support/app.ts";
import { eventRows } from "../support/backups.ts";
import { Cli } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { eventsInARow } from "../support/events.ts";
import { startDoorbook } from "../support/run-doorbook.ts";
import { pushBody, Served, SERVED } from "../support/served.ts";

const READER = { headers: basic("admin", SERVED.admin) };

const WITHIN_MS = 20_000;

/** What the book's API answers, as an object. */
async function ask(server: Served, path: string): Promise<{ status: number; body: Json }> {
  const { status, text } = await server.request("GET", `/book/v1/${path}`, READER);
  return { status, body: JSON.parse(text) as Json };
}

type Json = Readonly<Record<string, unknown>>;

test("backs up beside a server that panels push to; what it lost is refused after a restore", async () => {
  await using cli = await Cli.make();
  const target = cli.folder.at("backup");
  let place: { after: string; stream: string };
  {
    await using server = await Served.start(cli.data);
    const panel = await server.loginPanel("AA-1");
    const done = new AbortController();
    const pushing = (async () => {
      for (let sent = 0; !done.signal.aborted; sent += 20) {
        assert.equal(
          (await server.push(panel, pushBody(1_700_000_000_000 + sent, 20))).status,
          200,
        );
      }
    })();
    const said = await cli.say(["backup", target]);
    done.abort();
    await pushing;
    assert.match(said, /^Backed up [\d,]+ events?, up to number \d+, to /);
    const { body } = await ask(server, "events?limit=1");
    place = { after: String(body["next"]), stream: `${await epochOf(server)}.1` };
    assert.equal((await server.stop()).code, 0);
  }
  const before = eventRows(cli.data);
  assert.match((await cli.run(["restore", target])).stderr, /there is a log in .* --replace/);

  const said = await cli.say(["restore", target, "--replace"]);

  const restored = eventRows(cli.data);
  assert.match(
    said,
    /^Restored [\d,]+ events?, up to number \d+, of .*\nThe log that was there is kept/,
  );
  // one more than the backup has: that it was restored
  assert.deepEqual(restored.slice(0, -1), before.slice(0, restored.length - 1));
  await using server = await Served.start(cli.data);
  for (const path of [
    `events?limit=1&after=${place.after}`,
    `events/stream?after=${place.stream}`,
  ]) {
    const { status, body } = await ask(server, path);
    assert.equal(status, 409);
    assert.equal((body["error"] as Json)["code"], "stale_cursor");
  }
  const { body } = await ask(server, "events?limit=5&q=key+eq+'doorbook_restored'");
  assert.equal((body["events"] as readonly unknown[]).length, 1);
});

async function epochOf(server: Served): Promise<string> {
  const { body } = await ask(server, "events/stream?after=999999999");
  return String((body["error"] as Json)["epoch"]);
}

test("goes on where it was killed, and tells of what is damaged", async () => {
  await using cli = await Cli.make();
  const target = cli.folder.at("backup");
  await cli.withStore((store) => store.append("p1", eventsInARow(20_000)));
  const killed = startDoorbook(["backup", target, "--data", cli.data, "--max-mb", "1"]);
  const pieces = join(target, "pieces");
  await eventually(WITHIN_MS, async () => {
    assert.ok(existsSync(pieces) && (await readdir(pieces)).length > 0);
  });
  killed.child.kill("SIGKILL");
  assert.equal((await killed.ended).signal, "SIGKILL");
  assert.match((await cli.run(["backup", target, "--verify-only"])).stderr, /no finished backup/);

  await cli.say(["backup", target, "--without-key"]);

  assert.match(
    await cli.say(["backup", target, "--verify-only"]),
    /is as it was written: 20,000 events, up to number 20000,/,
  );
  await rm(join(pieces, (await readdir(pieces))[0] ?? ""));
  const { code, stderr } = await cli.run(["backup", target, "--verify-only"]);
  assert.equal(code, 1);
  assert.match(stderr, /^doorbook: \S+ is missing\n$/);
});

for (const [args, code, message] of [
  [["backup"], 2, /TARGET is missing/],
  [["backup", "x", "--verify-only", "--max-mb", "3"], 2, /--verify-only stands without --max-mb/],
  [["backup", "x"], 1, /There is no log in the folder/],
  [["restore", "nothing"], 1, /there is no finished backup in nothing/],
] as const) {
  test(`refuses ${args.join(" ")}, and says why`, async () => {
    await using cli = await Cli.make();

    const ended = await cli.run(args);

    assert.equal(ended.code, code);
    assert.match(ended.stderr, message);
  });
}
