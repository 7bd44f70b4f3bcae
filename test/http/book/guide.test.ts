import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { openApp } from "../../support/app.ts";
import { event } from "../../support/events.ts";

/** The examples of a page. @param from where they begin, @param to where they end */
function blocksOf(path: string, from = "", to = "\0"): readonly string[] {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const [part = ""] = text.slice(text.indexOf(from)).split(to);
  return [...part.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
}

const GUIDE = blocksOf("docs/guides/read-the-book.md");
const README = blocksOf("README.md", "\n## The book\n", "\n## Settings\n");

const MORNING_MS = Date.UTC(2026, 10, 2, 7);

/** Between the output of one block and the next. */
const MARK = "=====";

const run = promisify(execFile);

/** An answer of the book, as far as these tests look at it. */
interface Told {
  readonly rights?: readonly string[];
  readonly events?: readonly { readonly name: string }[];
  readonly next?: string | null;
  readonly total?: number | null;
  readonly facets?: Readonly<Record<string, readonly object[]>>;
  readonly buckets?: readonly { readonly counts: Readonly<Record<string, number>> }[];
  readonly zone?: string;
  readonly event?: { readonly key: string };
  readonly neighbours?: readonly object[];
  readonly panels?: readonly { readonly serial: string }[];
  readonly name?: string;
  readonly locks?: object;
  readonly error?: { readonly code: string; readonly position: number };
}

/** The answers that stand in lines. */
function read(lines: readonly string[] = []): readonly Told[] {
  return lines.map((line) => JSON.parse(line) as Told);
}

/** What calls are answered, block by block, each answer on a line. */
async function answersTo(
  all: readonly string[],
  address: string,
): Promise<readonly (readonly string[])[]> {
  const blocks = all.map((block) => block.replace(/^BASE=.*$/m, `BASE=${address}`));
  const script = blocks.join(`\necho ${MARK}\n`);
  const { stdout } = await run("sh", ["-eu", "-c", script], { timeout: 60_000 });
  return stdout.split(`${MARK}\n`).map((part) => part.split("\n").filter((line) => line !== ""));
}

test("the calls of the guide are answered as it says", async () => {
  await using app = await openApp({
    settings: { adminPassword: "change-me" },
    now: () => MORNING_MS + 3_600_000,
  });
  const owners = ["Olena", "Petro", "Olena"];
  await app.stores.log.append("AA12-0001", [
    ...owners.map((owner, nth) =>
      event({
        occurredAtMs: MORNING_MS + nth * 1_000,
        model: `{"owner":"${owner}","number":12345678901234567890}`,
      }),
    ),
    event({
      occurredAtMs: MORNING_MS + 5_000,
      key: "tamper_event",
      category: "emergency",
      priority: "critical",
      model: "{}",
    }),
  ]);

  const answers = await answersTo(GUIDE, app.address);

  const [, , session, found, pages, counted, numbers, around, fleet, changed, refused] =
    answers.map(read);
  assert.deepEqual(session?.[0]?.rights, ["events:read", "panels:read"]);
  assert.equal(found?.[0]?.events?.length, 3);
  assert.equal(found?.[0]?.events?.[0]?.name, "Спрацював тампер");
  assert.match(answers[3]?.[0] ?? "", /"number":12345678901234567890/);
  assert.deepEqual(
    pages?.map((page) => [page.events?.length, page.next === null]),
    [
      [2, false],
      [1, true],
    ],
  );
  assert.deepEqual([counted?.[0]?.total, counted?.[0]?.events?.length], [3, 1]);
  assert.deepEqual(numbers?.[0]?.facets?.["owner"], [
    { value: "Olena", text: "Olena", count: 2 },
    { value: "Petro", text: "Petro", count: 1 },
  ]);
  assert.equal(numbers?.[1]?.buckets?.length, 30);
  // that the token was made is an event, too
  assert.deepEqual(numbers?.[1]?.buckets?.[1]?.counts, { access: 3, emergency: 1, system: 1 });
  assert.equal(around?.[0]?.event?.key, "tamper_event");
  assert.equal(around?.[0]?.neighbours?.length, 3);
  assert.equal(fleet?.[0]?.panels?.[0]?.serial, "AA12-0001");
  assert.deepEqual([changed?.[0]?.name, changed?.[0]?.locks], ["Main entrance", { "0": "Gate" }]);
  assert.equal(refused?.[0]?.error?.code, "bad_query");
  assert.equal(typeof refused?.[0]?.error?.position, "number");
});

test("the calls of the README are answered", async () => {
  await using app = await openApp({ settings: { adminPassword: "change-me" } });
  await app.stores.log.append("P1", [event({ model: '{"owner":"Olena"}' })]);
  const [book = ""] = README;

  const [answers] = await answersTo([`BASE=\n${book}`], app.address);

  const [found, facets, histogram] = read(answers);
  assert.deepEqual(found?.events, []);
  assert.deepEqual(facets?.facets?.["category"], [{ value: "access", text: "access", count: 1 }]);
  assert.equal(histogram?.zone, "Europe/Kyiv");
});
