import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tryAlarm } from "../../src/alarms/try-alarm.ts";
import { AlarmPlace } from "../support/alarm-place.ts";
import { eventually } from "../support/eventually.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/alarms.md", import.meta.url), "utf8");

function exampleIn(language: string): string {
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(GUIDE)?.[1] ?? "";
}

/** A program that says lines, until the test ends. */
class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #isGone = false;
  #text = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#closed = new Promise((resolve) => {
      child.on("error", resolve).on("close", resolve);
    }).then(() => (this.#isGone = true));
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (this.#text += chunk));
  }

  static start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Program {
    return new Program(spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] }));
  }

  /** Its nth line, from 1; `undefined` where it ends before. */
  async line(nth: number): Promise<string | undefined> {
    await eventually(20_000, async () => {
      assert.ok(this.#isGone || this.#text.split("\n").length > nth);
      return Promise.resolve();
    });
    return this.#text.split("\n")[nth - 1] || undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await this.#closed;
  }
}

for (const [language, command, args] of [
  ["js", process.execPath, ["--input-type=module", "--eval", exampleIn("js")]],
  ["python", "python3", ["-c", exampleIn("python")]],
] as const) {
  test(`the guide's receiver in ${language} takes what is signed, and nothing else`, async (context) => {
    await using place = await AlarmPlace.open();
    // by the receiver's clock
    place.clock.nowMs = Date.now();
    const secret = await place.add("door", { webhook: "http://127.0.0.1:9/" });
    await using receiver = Program.start(command, args, {
      ...process.env,
      ALARM_SECRET: secret,
      PORT: "0",
    });
    const ready = await receiver.line(1);
    if (ready === undefined) {
      context.skip(`there is no ${command} here`);
      return;
    }
    const webhook = `http://127.0.0.1:${ready.split(" ")[1] ?? ""}/`;
    await place.changes.change("door", { webhook }, undefined);

    const forged = await fetch(webhook, { method: "POST", body: '{"events":[]}' });
    const { signal } = new AbortController();
    const taken = await tryAlarm(await place.changes.find("door"), place.parts, signal);
    const told = await receiver.line(2);

    assert.equal(forged.status, 403);
    assert.equal(taken.text, "204");
    assert.equal(told, "test.0 Tamper sensor was triggered");
  });
}
