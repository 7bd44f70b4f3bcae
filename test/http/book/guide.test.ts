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

  const read = answers.map((lines) => lines.map((line) => JSON.parse(line)));
  const [, , session, found, pages, counted, numbers, around, fleet, changed, refused] = read;
  assert.deepEqual(session?.[0].rights, ["events:read", "panels:read"]);
  assert.equal(found?.[0].events.length, 3);
  assert.equal(found?.[0].events[0].name, "Спрацював тампер");
  assert.match(answers[3]?.[0] ?? "", /"number":12345678901234567890/);
  assert.deepEqual(
    pages?.map(({ events, next }) => [events.length, next === null]),
    [
      [2, false],
      [1, true],
    ],
  );
  assert.deepEqual([counted?.[0].total, counted?.[0].events.length], [3, 1]);
  assert.deepEqual(
    numbers?.[0].facets.owner.map(({ value, count }: { value: string; count: number }) => [
      value,
      count,
    ]),
    [
      ["Olena", 2],
      ["Petro", 1],
    ],
  );
  // that the token was made is an event, too
  const days: { counts: Record<string, number> }[] = numbers?.[1].buckets;
  assert.equal(days.length, 30);
  assert.deepEqual(days[1]?.counts, { access: 3, emergency: 1, system: 1 });
  assert.deepEqual([around?.[0].event.key, around?.[0].neighbours.length], ["tamper_event", 3]);
  assert.equal(fleet?.[0].panels[0].serial, "AA12-0001");
  assert.deepEqual([changed?.[0].name, changed?.[0].locks], ["Main entrance", { "0": "Gate" }]);
  assert.equal(refused?.[0].error.code, "bad_query");
  assert.equal(typeof refused?.[0].error.position, "number");
});

test("the calls of the README are answered", async () => {
  await using app = await openApp({ settings: { adminPassword: "change-me" } });
  await app.stores.log.append("P1", [event({ model: '{"owner":"Olena"}' })]);
  const [book = ""] = README;

  const [answers = []] = await answersTo([`BASE=\n${book}`], app.address);

  const [found, facets, histogram] = answers.map((line) => JSON.parse(line));
  assert.deepEqual(found.events, []);
  assert.deepEqual(facets.facets.category, [{ value: "access", text: "access", count: 1 }]);
  assert.equal(histogram.zone, "Europe/Kyiv");
});
