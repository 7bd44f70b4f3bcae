import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { startPanel } from "../../../src/emulator/emulator.ts";
import { eventually } from "../../support/eventually.ts";
import { TestFolder } from "../../support/folder.ts";
import { runCommand } from "../../support/command-runner.ts";
import { Served, SERVED_ENV } from "../../support/served.ts";

test("pulls the panels that the settings file lists, whether it gives their serials or not", async () => {
  await using folder = await TestFolder.make();
  await using first = await startPanel({ serial: "AA-1", password: "p w" });
  await using second = await startPanel({ serial: "AA-2", password: "p w" });
  for (const panel of [first, second]) panel.pressExitButton();
  const access = { username: "admin", password: "p w" };
  const panels = [
    { url: first.url, ...access, name: "Gate" },
    { url: second.url, ...access, serial: "AA-2" },
  ];
  const config = folder.at("doorbook.json");
  await writeFile(config, JSON.stringify({ panels, pullSeconds: 1 }));
  const data = folder.at("data");

  await using server = await Served.start(data, { flags: ["--config", config], env: SERVED_ENV });

  await eventually(20_000, async () => {
    const search = "limit=10&filter_field=name&filter_type=equal";
    const { total } = await server.items(`${search}&filter_value=lock_was_opened_by_exit_btn`);
    assert.equal(total, 2);
  });
  const { stdout } = await runCommand(["panels", "list", "--data", data]);
  assert.match(stdout, /AA-1 +Gate/);
});

for (const [why, panels] of [
  ["no list", { url: "http://192.0.2.7" }],
  ["a panel without a password", [{ url: "http://192.0.2.7", username: "admin" }]],
  ["an address that is none", [{ url: "192.0.2.7", username: "admin", password: "secret-x" }]],
  ["a slip", [{ url: "http://192.0.2.7", username: "a", password: "secret-x", serail: "1" }]],
] as const) {
  test(`a settings file with ${why} is refused, without the passwords in it`, async () => {
    await using folder = await TestFolder.make();
    const config = folder.at("doorbook.json");
    await writeFile(config, JSON.stringify({ panels }));

    const { code, stderr } = await runCommand(["serve", "--config", config]);

    assert.equal(code, 2);
    assert.match(stderr, /"panels" in .* must be a list like \[\{ "url"/);
    assert.ok(!stderr.includes("secret-x"));
  });
}
