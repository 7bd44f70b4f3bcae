import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const PAGE = readFileSync(
  new URL("../../docs/reference/panel-protocols.md", import.meta.url),
  "utf8",
);

/** A numbered statement of the page. */
interface Statement {
  /** As `3.1.4`. */
  readonly number: string;
  /** The heading it stands below, as `3.1`. */
  readonly section: string;
  readonly text: string;
}

/** The page's statements in its order. */
function readStatements(page: string): Statement[] {
  const statements: Statement[] = [];
  for (const [section = "", ...paragraphs] of page
    .split(/^#+ /m)
    .map((part) => part.split("\n- "))) {
    for (const paragraph of paragraphs) {
      const [, number = "", text = ""] = /^\*\*([\d.]+)\*\* (.*)/s.exec(paragraph) ?? [];
      const [whole = ""] = text.split("\n\n");
      const [heading = ""] = section.split(" ");
      statements.push({ number, section: heading, text: whole.replaceAll(/\s+/g, " ").trim() });
    }
  }
  return statements;
}

const STATEMENTS = readStatements(PAGE);

/** A test by the first word of its title. */
interface Titled {
  readonly file: string;
  readonly first: string;
}

const TITLED: readonly Titled[] = readdirSync(import.meta.dirname)
  .filter((file) => /^section-.*\.test\.ts$/.test(file))
  .flatMap((file) => {
    const code = readFileSync(new URL(file, import.meta.url), "utf8");
    return [...code.matchAll(/^ *test(?:\.\w+)?\(\s*(.)(\S*)/gm)].map(([, quote, first]) => ({
      file,
      first: `${quote ?? ""}${first ?? ""}`,
    }));
  });

/** The number that a test's title begins with. */
function numberOf({ first }: Titled): string | undefined {
  return /^["`]§(\d+(?:\.\d+)+)$/.exec(first)?.[1];
}

test("the page has a statement behind every point of its lists", () => {
  assert.ok(STATEMENTS.length > 150);
  for (const { number, text } of STATEMENTS) {
    assert.match(number, /^\d+(?:\.\d+)+$/, text);
    assert.notEqual(text, "", number);
  }
});

test("statements are numbered through within their section, from 1", () => {
  const counts = new Map<string, number>();

  for (const { number, section } of STATEMENTS) {
    const count = (counts.get(section) ?? 0) + 1;
    counts.set(section, count);

    assert.equal(number, `${section}.${String(count)}`);
  }
  assert.deepEqual([...counts.keys()], ["1", "2", "3.1", "3.2", "3.3", "4", "5.1", "5.3", "5.5"]);
});

test("every statement ends with where it is from", () => {
  const source = /\((?:[^()]*\b)?(?:spec|vendor|observed|assumed)\b[^()]*\)$/;

  for (const { number, text } of STATEMENTS) assert.match(text, source, number);
});

test("every test of a section begins its title with the number of a statement", () => {
  const known = new Set(STATEMENTS.map(({ number }) => number));

  assert.ok(TITLED.length > 150);
  for (const titled of TITLED) {
    const number = numberOf(titled);
    assert.ok(number !== undefined && known.has(number), `${titled.file}: ${titled.first}`);
  }
});

test("every statement has a test that bears its number, in a file of its section", () => {
  const filesOf = (statement: string) =>
    TITLED.filter((titled) => numberOf(titled) === statement).map(({ file }) => file);

  for (const { number, section } of STATEMENTS) {
    const files = filesOf(number);
    assert.notDeepEqual(files, [], `no test of ${number}`);
    const own = new RegExp(`^section-${section.replaceAll(".", "-")}(?:-[a-z]+)?\\.test\\.ts$`);
    for (const file of files) assert.match(file, own, number);
  }
});

test("no test of a section is skipped, left for later or run alone", () => {
  for (const file of new Set(TITLED.map(({ file }) => file))) {
    const code = readFileSync(new URL(file, import.meta.url), "utf8");
    assert.doesNotMatch(code, /\b(?:test|t|it)\.(?:skip|todo|only)\b|\b(?:skip|todo|only): /, file);
  }
});
