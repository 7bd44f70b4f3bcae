import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { EVENT_CATALOG, EVENT_KEYS } from "../../src/event/catalog.ts";

const ROOT = new URL("../../", import.meta.url);
const LINES = readFileSync(new URL("docs/reference/assumed.md", ROOT), "utf8").split("\n");
const ITEM = /^- \[[\w.-]+\]\(\.\.\/\.\.\/(src\/[\w./-]+)\), `[^`]+`: (.*)$/;

/** How often a text says that something is assumed; in quotes it is a value, or a word that is explained. */
function timesSaid(text: string): number {
  return text.match(/(?<!["`])\bassumed\b(?!["`])/gi)?.length ?? 0;
}

test("the list of assumptions has every one that a file of the code names, and no others", () => {
  const inCode = globSync("src/**/*.ts", { cwd: ROOT })
    .map((file) => [file, timesSaid(readFileSync(new URL(file, ROOT), "utf8"))] as const)
    .filter(([, times]) => times > 0);

  const listed = new Map<string, number>();
  for (const line of LINES) {
    const [, file, sentence = ""] = ITEM.exec(line) ?? [];
    if (file !== undefined) listed.set(file, (listed.get(file) ?? 0) + timesSaid(sentence));
  }

  assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(inCode));
});

test("every assumption that is listed is a sentence of its own", () => {
  const sentences = LINES.map((line) => ITEM.exec(line)?.[2]).filter((one) => one !== undefined);

  assert.ok(sentences.length > 0);
  for (const sentence of sentences) {
    assert.equal(timesSaid(sentence) > 0, true, sentence);
    assert.doesNotMatch(sentence, /\*\/|\/\*|^\*|^\/\/|\{@/, sentence);
  }
});

test("the list of assumptions has what of each event of the catalog is one", () => {
  const rows = LINES.map((line) => line.split("|").map((cell) => cell.trim()));

  for (const key of EVENT_KEYS) {
    const { source } = EVENT_CATALOG[key];
    const [, , ...cells] = rows.find(([, first]) => first === key) ?? [];
    const isAssumed = (["category", "priority", "model"] as const).map(
      (what) => source[what] === "assumed",
    );

    assert.deepEqual(
      cells.slice(0, 3).map((cell) => cell !== ""),
      isAssumed,
      key,
    );
  }
});
