import assert from "node:assert/strict";
import { test } from "node:test";
import { Cli } from "../support/cli.ts";
import { ownEventsOf } from "../support/own-events.ts";

test("a site has a time zone, and may get another one", async () => {
  await using cli = await Cli.make();
  await cli.say(["sites", "set", "Yard", "--zone", "UTC"]);
  await cli.say(["panels", "add", "AA-1", "--site", "Yard"]);

  const said = await cli.say(["sites", "set", "Yard", "--zone", "Europe/Kyiv"]);

  assert.equal(said, 'The site "Yard" goes by the time of Europe/Kyiv.\n');
  assert.equal(
    await cli.say(["sites", "list"]),
    "NAME  ZONE         PANELS\nYard  Europe/Kyiv  1\n",
  );
});

test("a removed site leaves its panels and says which name it; each change is an event", async () => {
  await using cli = await Cli.make();
  await cli.say(["sites", "set", "Yard", "--zone", "Europe/Kyiv"]);
  await cli.say(["panels", "add", "AA-1", "--site", "Yard"]);

  const said = await cli.say(["sites", "remove", "Yard"]);

  assert.match(said, /^Removed the site "Yard"\.\nPanels that name it, .*: AA-1\n$/);
  assert.equal(await cli.say(["sites", "list"]), "There are no sites.\n");
  assert.deepEqual(await cli.withStore((store) => ownEventsOf(store, "doorbook_site")), [
    ["doorbook_site_changed", { site: "Yard", zone: "Europe/Kyiv" }],
    ["doorbook_site_removed", { site: "Yard" }],
  ]);
});

test("a panel of a site that is not there yet is added with a hint", async () => {
  await using cli = await Cli.make();

  const said = await cli.say(["panels", "add", "AA-1", "--site", "Yard"]);

  assert.match(said, /There is no site "Yard" yet, .*: doorbook sites set "Yard" --zone ZONE\n$/);
});

for (const [args, code, message] of [
  ["sites set Yard", 2, "--zone is missing: a time zone, as Europe/Kyiv"],
  ["sites set Yard --zone Kyiv", 2, '--zone must be a time zone, as Europe/Kyiv, not "Kyiv"'],
  ["sites remove Yard", 1, 'there is no site "Yard": see doorbook sites list'],
] as const) {
  test(`doorbook ${args}: refused in one line, exit code ${String(code)}`, async () => {
    await using cli = await Cli.make();
    await cli.withStore(() => Promise.resolve());

    const ended = await cli.run(args.split(" "));

    assert.deepEqual([ended.code, ended.stderr], [code, `doorbook: ${message}\n`]);
  });
}
