import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelCheck } from "../../src/check/check-panel.ts";
import { startEmulator } from "../../src/emulator.ts";
import type { EmulatorOptions } from "../../src/emulator.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { checked, withVerdict } from "./checked.ts";

/** Checks an emulated panel with a history, in some mood. */
async function checkEmulated(options: EmulatorOptions): Promise<PanelCheck> {
  await using emulator = await startEmulator({ days: 5, password: ADMIN_PASSWORD, ...options });
  return await checked(emulator.url);
}

/** The ids of the questions in which it differs. */
function differences(check: PanelCheck): string[] {
  return Object.keys(withVerdict(check, "differs")).toSorted();
}

/** The photo is a PNG, and newer firmware has a key that the catalog lacks. */
const ALWAYS = ["photo", "unknown-keys"];

test("an emulated panel without quirks differs in its photo and in a key of newer firmware", async () => {
  const check = await checkEmulated({});

  assert.deepEqual(differences(check), ALWAYS);
  assert.equal(check.isComplete, true);
  // it is no event here, and others have logged in days ago
  assert.ok("login-event" in withVerdict(check, "unclear"));
});

test("one that logs its logins agrees that a login is an event", async () => {
  const check = await checkEmulated({ quirks: ["loginsLogged"] });

  assert.deepEqual(differences(check), ALWAYS);
  assert.ok("login-event" in withVerdict(check, "agrees"));
});

for (const [quirk, ids] of [
  ["newestFirst", ["default-order", ...ALWAYS]],
  ["secondsAsMilliseconds", ["seconds", ...ALWAYS]],
  ["missingPriority", ALWAYS],
  ["earlyTokenDeath", ALWAYS],
] as const) {
  test(`one with the quirk ${quirk} differs in ${ids.join(", ")}`, async () => {
    const check = await checkEmulated({ quirks: [quirk] });

    assert.deepEqual(differences(check), [...ids].toSorted());
  });
}

test("one that passes over the other dialect differs in each question of an expression or order_by", async () => {
  const check = await checkEmulated({ quirks: ["oneDialect"] });

  const others = differences(check).filter((id) => !ALWAYS.includes(id));
  assert.ok(others.length >= 8, others.join());
  assert.ok(
    check.asked
      .filter(({ question }) => others.includes(question.id))
      .every(({ question }) => ["order", "expressions"].includes(question.topic)),
    others.join(),
  );
});

test("one of another family is asked where its log is", async () => {
  const [old, camdroid] = await Promise.all([
    checkEmulated({ family: "android_v0" }),
    checkEmulated({ family: "camdroid", quirks: ["oneDialect"] }),
  ]);

  assert.ok(old.isComplete && camdroid.isComplete);
  assert.ok(differences(camdroid).includes("filter-category"), differences(camdroid).join());
  assert.deepEqual(withVerdict(old, "unclear")["limit-20"], undefined);
});

test("one that restarts in the middle is asked to the end all the same", async () => {
  await using emulator = await startEmulator({ days: 2, password: ADMIN_PASSWORD, quirks: "real" });
  const [panel] = emulator.panels;
  let told = 0;
  const onProgress = () => {
    told += 1;
    if (told === 20) void panel?.restart();
  };

  const check = await checked(emulator.url, {}, { onProgress });

  assert.equal(told > 100, true);
  assert.ok(panel?.happened().some(({ key }) => key === "device_booted"));
  assert.ok(Object.keys(withVerdict(check, "agrees")).length > 20);
});
