import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { DoorbookClient } from "../../src/book-client/client.ts";
import { startPanel } from "../../src/emulator/emulator.ts";
import type { LonePanel } from "../../src/emulator/api.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { type Book, openBook } from "../support/book.ts";
import { TestFolder } from "../support/folder.ts";

const GUIDE = new URL("../../docs/guides/use-the-client.md", import.meta.url);
const CLIENT = new URL("../../src/client.ts", import.meta.url).href;
const run = promisify(execFile);

/** What each example of the guide prints, in their order. */
const PRINTED = [
  "2 events\n2026-11-01T23:59:59.000Z P1 Замок відкрито ідентифікатором",
  "{ Olena: 2, Petro: 1 }",
  "late: Lock opened by identifier",
  "1 events\n",
];

let folder: TestFolder;
let book: Book;
let panel: LonePanel;
let env: NodeJS.ProcessEnv;
let examples: readonly string[];

before(async () => {
  const guide = await readFile(GUIDE, "utf8");
  examples = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, text = ""]) => text);
  folder = await TestFolder.make();
  book = await openBook({});
  const owners = ["Petro", "Olena", "Olena"];
  await book.push(
    "P1",
    owners.map((owner, nth) => ({
      created_at: Date.UTC(2026, 10, 2) - nth * 1_000,
      code: "access_granted_by_valid_identifier",
      info: { owner, number: nth, lock: 0 },
    })),
  );
  panel = await startPanel({});
  panel.pressExitButton();
  const admin = { url: book.app.address, username: "admin", password: ADMIN_PASSWORD };
  const { token } = await new DoorbookClient(admin).addToken({
    name: "guide",
    rights: ["events:read"],
  });
  env = {
    ...process.env,
    DOORBOOK_URL: book.app.address,
    DOORBOOK_TOKEN: token,
    PANEL_URL: panel.url,
    PANEL_PASSWORD: panel.password,
  };
});

after(async () => {
  await panel.close();
  await book[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

for (const [nth, printed] of PRINTED.entries()) {
  test(`example ${nth + 1} of the guide runs as it stands`, async () => {
    const file = folder.at(`example-${nth}.mjs`);
    await writeFile(file, (examples[nth] ?? "").replace('"doorbook/client"', `"${CLIENT}"`));

    const { stdout } = await run(process.execPath, [file], { env, timeout: 60_000 });

    assert.ok(stdout.includes(printed), stdout);
  });
}

test("the guide has no other examples", () => {
  assert.equal(examples.length, PRINTED.length);
});
