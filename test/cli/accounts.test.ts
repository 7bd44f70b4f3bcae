import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenDigest } from "../../src/accounts/personal-token.ts";
import { Cli } from "../support/cli.ts";
import { ownEventsOf } from "../support/own-events.ts";

const PASSWORD = "secret\n";

test("accounts: a scope is said when one is added, shown, changed and lifted", async () => {
  await using cli = await Cli.make();
  const add = ["accounts", "add", "ann", "--type", "admin"];

  const said = [
    await cli.say([...add, "--site", "Yard", "--site", "Gate", "--panel", "AA-1"], PASSWORD),
    await cli.say(["accounts", "scope", "ann", "--panel", "AA-2"]),
    await cli.say(["accounts", "scope", "ann"]),
  ];
  const list = await cli.say(["accounts", "list"]);
  const lifted = await cli.say(["accounts", "scope", "ann", "--everything"]);

  assert.deepEqual(said, [
    'Added the admin account "ann". It sees sites Gate, Yard; panels AA-1.\n',
    'The account "ann" sees panels AA-2.\n',
    'The account "ann" sees panels AA-2.\n',
  ]);
  assert.match(list, /^NAME {2}TYPE {3}ADDED +SEES\nann +admin +\S+Z {2}panels AA-2\n$/);
  assert.equal(lifted, 'The account "ann" sees everything.\n');
  const events = await cli.withStore((store) => ownEventsOf(store, "doorbook_account"));
  assert.deepEqual(events, [
    [
      "doorbook_account_added",
      { account: "ann", type: "admin", sites: ["Gate", "Yard"], panels: ["AA-1"] },
    ],
    [
      "doorbook_account_changed",
      { account: "ann", changed: ["scope"], sites: [], panels: ["AA-2"] },
    ],
    ["doorbook_account_changed", { account: "ann", changed: ["scope"] }],
  ]);
});

test("tokens: one is told once, listed without it, kept by its digest, and revoked", async () => {
  await using cli = await Cli.make();
  await cli.say(["accounts", "add", "ann", "--type", "admin"], PASSWORD);
  const rights = ["--right", "events:read", "--right", "panels:read"];
  const add = ["tokens", "add", "wall", "--account", "ann", ...rights];

  const made = await cli.run([...add, "--site", "Yard", "--expires", "90d"]);
  const list = await cli.say(["tokens", "list"]);
  const secret = made.stdout.trim();
  const found = await cli.withStore(({ accounts }) =>
    accounts.findPersonalToken(tokenDigest(secret), Date.now()),
  );
  const revoked = await cli.say(["tokens", "revoke", "1"]);

  assert.match(made.stdout, /^dbk_[\w-]{40}\n$/);
  assert.match(made.stderr, /^Made the personal token 1, "wall", of "ann"\. Keep it/);
  assert.match(list, /\n1 +wall +ann +events:read panels:read +sites Yard +\S+Z +never\n$/);
  assert.equal(list.includes(secret), false);
  const { account, token } = found ?? assert.fail("not found");
  assert.deepEqual([account.name, token.scope], ["ann", { sites: ["Yard"], panels: [] }]);
  assert.equal(Math.round(((token.expiresAtMs ?? 0) - token.createdAtMs) / 86_400_000), 90);
  assert.equal(revoked, 'Revoked the personal token 1, "wall", of "ann".\n');
  assert.equal(await cli.say(["tokens", "list"]), "There are no personal tokens.\n");
});

test("accounts passwd leaves personal tokens, and revokes them when asked to", async () => {
  await using cli = await Cli.make();
  await cli.say(["accounts", "add", "ann", "--type", "admin"], PASSWORD);
  await cli.say(["tokens", "add", "wall", "--account", "ann", "--right", "events:read"]);

  const left = await cli.say(["accounts", "passwd", "ann"], PASSWORD);
  const tokens = await cli.say(["tokens", "list", "--account", "ann"]);
  const revoking = await cli.say(["accounts", "passwd", "ann", "--revoke-tokens"], PASSWORD);

  assert.equal(left, 'Set the password of "ann" and ended its sessions.\n');
  assert.match(tokens, /wall/);
  assert.match(revoking, /Revoked 1 personal token\.\n$/);
});

for (const [what, args, code, message] of [
  [
    "an unknown right",
    ["add", "a", "--account", "x", "--right", "all"],
    2,
    /--right must be one of/,
  ],
  ["no right", ["add", "a", "--account", "x"], 2, /--right is missing/],
  [
    "a time that cannot be meant",
    ["add", "a", "--account", "x", "--right", "admin", "--expires", "soon"],
    2,
    /--expires must be a number of days/,
  ],
] as const) {
  test(`tokens: refuses ${what}`, async () => {
    await using cli = await Cli.make();

    const ended = await cli.run(["tokens", ...args]);

    assert.equal(ended.code, code);
    assert.match(ended.stderr, message);
  });
}
