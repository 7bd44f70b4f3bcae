import assert from "node:assert/strict";
import { test } from "node:test";
import { startEmulator } from "../../src/emulator.ts";
import type { Emulator } from "../../src/emulator.ts";

async function post(emulator: Emulator, path: string, body: unknown = {}, headers = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = { method: "POST", body: text, headers };
  const response = await fetch(`${emulator.url}/emulator/${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("does over HTTP what the export does, to one panel or to all", async () => {
  await using emulator = await startEmulator({ panels: 2 });
  const [one, two] = emulator.panels;

  await post(emulator, `panels/${one?.serial ?? ""}/exit-button`, { lock: 1 });
  await post(emulator, "panels/*/events", { key: "tamper_event", model: { by: "hand" } });
  await post(emulator, `panels/${two?.serial ?? ""}/identifier`, { number: "1", type: "qr" });

  assert.deepEqual(
    emulator.happened().map(({ panel, key, model }) => [panel, key, Object.keys(model)[0]]),
    [
      ["EMU-0001", "lock_was_opened_by_exit_btn", "lock"],
      ["EMU-0001", "tamper_event", "by"],
      ["EMU-0002", "tamper_event", "by"],
      ["EMU-0002", "access_granted_by_valid_identifier", "number"],
    ],
  );
});

test("tells what ever happened, a line each", async () => {
  await using emulator = await startEmulator({ panels: 2 });
  for (const panel of emulator.panels) panel.openDoor();

  const text = await (await fetch(`${emulator.url}/emulator/happened`)).text();

  const lines = text.trim().split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    emulator.happened(),
  );
});

for (const [path, body, status, says] of [
  ["panels/EMU-0001/fly", {}, 400, /nothing is called "fly"; known: events, /],
  ["panels/EMU-0001/exit-button", { lok: 1 }, 400, /"lok" is unknown here; known: lock/],
  ["panels/EMU-0001/exit-button", { lock: 1.5 }, 400, /"lock" must be a whole number from 0 to 99/],
  ["panels/EMU-0001/events", {}, 400, /"key" is missing/],
  ["panels/EMU-0001/events", { key: "x".repeat(129) }, 409, /1 to 128 characters/],
  ["panels/EMU-0001/link", { url: "ftp://x" }, 400, /"url" must be an http URL/],
  ["panels/EMU-0001/events", "{", 400, /must be a JSON object/],
  ["panels/EMU-0009/wipe", {}, 400, /no panel has the serial "EMU-0009"/],
  ["script", { steps: [{ do: "wipe", at: "25:00" }] }, 400, /step 1: "at" must be a time of day/],
  ["script", { steps: [{ do: "wipe", afterMs: 2 }, { do: "wipe" }] }, 400, /step 2 is earlier/],
  ["nowhere", {}, 404, /GET \/emulator says/],
] as const) {
  test(`refuses ${path} with ${JSON.stringify(body).slice(0, 60)}`, async () => {
    await using emulator = await startEmulator({ panels: 2 });

    const answer = await post(emulator, path, body);

    assert.equal(answer.status, status);
    assert.match(String(answer.body["error"]), says);
  });
}

test("is not for web pages, nor for whoever lacks the token that was set", async () => {
  await using emulator = await startEmulator({ controlToken: "let-me-in" });
  const token = { authorization: "Bearer let-me-in" };

  const answers = [
    await post(emulator, "panels/*/wipe"),
    await post(emulator, "panels/*/wipe", {}, { authorization: "Bearer let-me-out" }),
    await post(emulator, "panels/*/wipe", {}, { ...token, origin: "http://elsewhere.example" }),
    await post(emulator, "panels/*/wipe", {}, token),
  ];

  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 403, 403, 200],
  );
});

test("plays a script by the time of day, as fast as asked", async () => {
  await using emulator = await startEmulator({ panels: 2 });
  const steps = [
    { at: "08:15", do: "exit-button" },
    { at: "08:15:30.5", panel: "*", do: "events", with: { key: "door_was_opened" } },
    { at: "23:59", panel: "EMU-0002", do: "door-close" },
  ];

  const { status } = await post(emulator, "script", { speed: 1e9, steps });

  assert.equal(status, 200);
  assert.deepEqual(
    emulator.happened().map(({ panel, key }) => [panel, key]),
    [
      ["EMU-0001", "lock_was_opened_by_exit_btn"],
      ["EMU-0001", "door_was_opened"],
      ["EMU-0002", "door_was_opened"],
      ["EMU-0002", "door_was_closed"],
    ],
  );
});

test("gives each panel a port of its own where that is asked for", async () => {
  await using emulator = await startEmulator({ panels: 3, hasOwnPorts: true });

  const serials = await Promise.all(
    emulator.panels.map(async ({ url }) => {
      const info = (await (await fetch(`${url}/api/info`)).json()) as Record<string, unknown>;
      return info["device_serial_number"];
    }),
  );

  assert.equal(new Set(emulator.panels.map(({ url }) => url)).size, 3);
  assert.deepEqual(serials, ["EMU-0001", "EMU-0002", "EMU-0003"]);
});
