import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { Cli } from "../support/cli.ts";
import { ownEventsOf } from "../support/own-events.ts";

const TABLE = '\uFEFFApartment;NUMBER;Name\r\n12;3090069;"Олена ""Оля"" Коваль"\r\n;4711;Jan\r\n';

test("takes in owners as a spreadsheet writes them, and lists them", async () => {
  await using cli = await Cli.make();
  await writeFile(cli.folder.at("owners.csv"), TABLE);

  const said = await cli.say(["owners", "import", "owners.csv"]);

  assert.equal(said, "Took in 2 owners: 2 new, 0 changed, 0 as before.\n");
  assert.equal(
    await cli.say(["owners", "list"]),
    [
      "NUMBER   NAME                APARTMENT",
      '3090069  Олена "Оля" Коваль  12',
      "4711     Jan",
      "",
    ].join("\n"),
  );
  assert.match(await cli.say(["owners", "list", "--number", "4711"]), /\n4711 +Jan\n$/);
});

test("says of numbers that are named again which lines do not count", async () => {
  await using cli = await Cli.make();
  await writeFile(cli.folder.at("owners.csv"), "number,name,phone\n1,Ann,5\n2,Bob,6\n1,Eve,7\n");

  const said = await cli.say(["owners", "import", "owners.csv"]);

  assert.equal(
    said,
    'line 2: a later line names "1" again; the last one counts\n' +
      "Columns passed over: phone\n" +
      "Took in 2 owners: 2 new, 0 changed, 0 as before.\n",
  );
  assert.match(await cli.say(["owners", "list", "--number", "1"]), /^1 +Eve$/m);
});

test("changes nothing when it is to say what would change", async () => {
  await using cli = await Cli.make();
  await writeFile(cli.folder.at("one.csv"), "number,name\n1,Ann\n2,Bob\n");
  await writeFile(cli.folder.at("two.csv"), "number,name\n1,Ann\n2,Rob\n3,Eve\n");
  await cli.say(["owners", "import", "one.csv"]);

  const said = await cli.say(["owners", "import", "two.csv", "--dry-run"]);

  assert.equal(said, "Would take in 3 owners: 1 new, 1 changed, 1 as before.\n");
  assert.match(await cli.say(["owners", "list"]), /Bob\n$/);
});

test("takes in more owners than are written at once and forgets them all; both are events", async () => {
  await using cli = await Cli.make();
  const rows = Array.from(
    { length: 20_001 },
    (_, number) => `${String(number)},N${String(number)}`,
  );
  await writeFile(cli.folder.at("owners.csv"), `number,name\n${rows.join("\n")}`);

  const said = await cli.say(["owners", "import", "owners.csv"]);
  const forgot = await cli.say(["owners", "clear"]);

  assert.equal(said, "Took in 20,001 owners: 20,001 new, 0 changed, 0 as before.\n");
  assert.match(forgot, /^Forgot 20,001 owners\./);
  assert.equal(await cli.say(["owners", "list"]), "There are no owners.\n");
  assert.deepEqual(await cli.withStore((store) => ownEventsOf(store, "doorbook_owners")), [
    ["doorbook_owners_imported", { added: 20_001, changed: 0 }],
    ["doorbook_owners_cleared", { count: 20_001 }],
  ]);
});

for (const [table, message] of [
  ["", "the table is empty"],
  [
    "number,apartment\n1,2",
    'line 1: no column "name": the first line names the columns number, name, apartment',
  ],
  [
    "number,name\n1,Ann\n,Bob\n3,Eve,x\n4,",
    "line 3: the number is empty\nline 4: 3 cells, and the header has 2\nline 5: neither a name nor an apartment",
  ],
  ['number,name\n1,"Ann', "line 2: a quote is never closed"],
] as const) {
  test(`takes in nothing of ${JSON.stringify(table)}, and says why`, async () => {
    await using cli = await Cli.make();
    await writeFile(cli.folder.at("owners.csv"), table);

    const { code, stdout, stderr } = await cli.run(["owners", "import", "owners.csv"]);

    assert.deepEqual([code, stdout], [1, ""]);
    assert.equal(stderr, `doorbook: nothing of owners.csv was taken in: ${message}\n`);
  });
}

test("says what to do with a file in another coding than UTF-8", async () => {
  await using cli = await Cli.make();
  await writeFile(cli.folder.at("owners.csv"), Buffer.from([0xce, 0xeb, 0xe5]));

  const { stderr } = await cli.run(["owners", "import", "owners.csv"]);

  assert.match(stderr, /owners\.csv is not UTF-8: save it from the spreadsheet as "CSV UTF-8"/);
});
