import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tryAlarm } from "../../src/alarms/try-alarm.ts";
import { AlarmPlace } from "../support/alarm-place.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/alarms.md", import.meta.url), "utf8");

function exampleIn(language: string): string {
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(GUIDE)?.[1] ?? "";
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
    const env = { ...process.env, ALARM_SECRET: secret, PORT: "0" };
    const receiver = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    const started = await Promise.race([
      once(receiver.stdout.setEncoding("utf8"), "data"),
      once(receiver, "error"),
    ]);
    const port = /^ready (\d+)/.exec(String(started[0]))?.[1];
    if (port === undefined) {
      context.skip(`there is no ${command} here`);
      return;
    }
    const webhook = `http://127.0.0.1:${port}/`;
    await place.changes.change("door", { webhook }, undefined);
    const told = once(receiver.stdout, "data");

    const forged = await fetch(webhook, { method: "POST", body: '{"events":[]}' });
    const { signal } = new AbortController();
    const taken = await tryAlarm(await place.changes.find("door"), place.parts, signal);
    const [line] = await told;
    receiver.kill();
    await once(receiver, "close");

    assert.equal(forged.status, 403);
    assert.equal(taken.text, "204");
    assert.equal(line, "test.0 Tamper sensor was triggered\n");
  });
}
