import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { EVENT_KEYS } from "../../src/event/catalog.ts";
import { basic } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { startDoorbook } from "../support/run-doorbook.ts";
import type { Running } from "../support/run-doorbook.ts";
import { ServerProcess } from "../support/server-process.ts";

/** A demo under way, with what it has printed. */
class Demo {
  readonly #running: Running;
  #output = "";

  /** On a free port. */
  constructor(data: string) {
    this.#running = startDoorbook(["serve", "--demo", "--port", "0", "--data", data]);
    this.#running.child.stdout?.on("data", (text: string) => (this.#output += text));
  }

  /** Waits until it prints something. @returns what the parentheses hold */
  async printed(wanted: RegExp): Promise<string> {
    let found: string | undefined;
    await eventually(60_000, async () => {
      found = wanted.exec(this.#output)?.[1];
      assert.notEqual(found, undefined, this.#output);
      return Promise.resolve();
    });
    return found ?? "";
  }

  async stop(): Promise<void> {
    this.#running.child.kill("SIGTERM");
    const { code, stderr } = await this.#running.ended;
    assert.equal(code, 0, stderr);
  }
}

async function readTotal(address: string, password: string, search = ""): Promise<number> {
  const url = `${address}/api/v1/log/items?limit=10${search}`;
  const response = await fetch(url, { headers: basic("admin", password) });
  const answer = (await response.json()) as {
    list_option: { pagination: { total_items: number } };
  };
  return answer.list_option.pagination.total_items;
}

test("shows a building with 60 days of history, and goes on with it at the next start", async () => {
  await using folder = await TestFolder.make();
  const data = folder.at("demo");

  const first = new Demo(data);
  const address = await first.printed(/listens on (\S+)/);
  const password = await first.printed(/with the password (\S+),/);
  await first.printed(/12 emulated panels of one building: (8 push, 3 are pulled, 1 sends syslog)/);
  const all = await first.printed(/all ([\d,]+) events so far are in the book/);
  const total = await readTotal(address, password);
  const missing: string[] = [];
  for (const key of EVENT_KEYS) {
    const search = `&filter_field=name&filter_type=equal&filter_value=${key}`;
    if ((await readTotal(address, password, search)) === 0) missing.push(key);
  }
  await first.stop();

  assert.ok(total >= 20_000, `${String(total)} of ${all}`);
  assert.deepEqual(missing, []);

  const second = new Demo(data);
  const again = await second.printed(/listens on (\S+)/);
  await second.printed(/all ([\d,]+) events so far are in the book/);
  const later = await readTotal(again, password);
  await second.stop();

  // not made up anew: what came meanwhile is a few events
  assert.ok(later >= total && later < total + 1_000, `${String(later)} after ${String(total)}`);
});

test("takes no folder that holds a log of another", async () => {
  await using folder = await TestFolder.make();
  const server = await ServerProcess.start(folder.path);
  await server.stop();

  const { code, stderr } = await runCommand(["serve", "--demo", "--data", folder.path]);

  assert.equal(code, 2);
  assert.match(stderr, /holds a log that is no demo's: choose another --data/);
});

test("takes no demo's folder that a real panel has pushed to", async () => {
  await using folder = await TestFolder.make();
  const demo = new Demo(folder.at("demo"));
  await demo.printed(/listens on (\S+)/);
  await demo.stop();
  // the demo's own link password, as an owner of a panel might type it
  const mark = await readFile(folder.at("demo/demo.json"), "utf8");
  const { linkPassword } = JSON.parse(mark) as { linkPassword: string };
  const server = startDoorbook(["serve", "--port", "0", "--data", folder.at("demo")], {
    env: { DOORBOOK_LINK_PASSWORD: linkPassword },
  });
  const address = /(http:\S+)$/.exec(await server.firstLine)?.[1] ?? "";
  const login = JSON.stringify({ login: "AA12-0001", password: linkPassword });
  const answer = await fetch(`${address}/api/v0/devices/login`, { method: "POST", body: login });
  assert.equal(answer.status, 200);
  server.child.kill("SIGTERM");
  await server.ended;

  const { code, stderr } = await runCommand(["serve", "--demo", "--data", folder.at("demo")]);

  assert.equal(code, 2);
  assert.match(stderr, /holds events of the panel AA12-0001/);
});
