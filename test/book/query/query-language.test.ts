import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { parseQuery } from "../../../src/book/query/parse-query.ts";
import { SOURCES, type StoredEvent } from "../../../src/event/event.ts";
import { prepareMatch } from "../../../src/event/match-event.ts";
import {
  QUERY_FIELD_NAMES,
  QUERY_FIELDS,
  QUERY_OPERATORS,
} from "../../../src/event/query-fields.ts";
import { Owners } from "../../../src/fleet/owners.ts";
import { newProfile, type PanelProfile } from "../../../src/fleet/profile.ts";

const PAGE = readFileSync(
  new URL("../../../docs/reference/query-language.md", import.meta.url),
  "utf8",
);

/** The rows of the table whose head begins so, cell by cell, without the marks of code. */
function rowsOf(head: string): string[][] {
  const lines = PAGE.split("\n");
  const first = lines.findIndex((line) => line.replaceAll(/ +/g, " ").startsWith(`| ${head} |`));
  assert.notEqual(first, -1, head);
  const rows = lines.slice(first + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return (end === -1 ? rows : rows.slice(0, end)).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replace(/^`([^`]*)`$/, "$1")),
  );
}

const ZONE = "Europe/Kyiv";

function momentOf(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE).epochMilliseconds;
}

const EVENTS = rowsOf("event | happened").map(([no, at, came, panel, key, model, extra]) => {
  const occurredAtMs = momentOf(at!);
  const source = SOURCES.find((one) => came!.startsWith(one));
  const [, receivedAt] = came!.split(" at ");
  assert.ok(source !== undefined);
  return {
    seq: Number(no),
    panel: panel!,
    occurredAtMs,
    receivedAtMs: receivedAt === undefined ? occurredAtMs + 1_000 : momentOf(receivedAt),
    key: key!,
    category: undefined,
    priority: undefined,
    model,
    extra: extra === "" ? undefined : extra,
    source,
    ...(came!.includes("late") && { isLate: true as const }),
  } satisfies StoredEvent;
});

const PROFILES = rowsOf("serial | name").map(([serial, name, site, building, entrance, locks]) => {
  const said = { name: name!, site: site!, building: building!, entrance: entrance! };
  const named = locks!.split(", ").map((lock) => [lock.slice(0, 1), lock.slice(2)] as const);
  return {
    ...newProfile(serial!),
    ...said,
    locks: Object.fromEntries(named),
  } satisfies PanelProfile;
});

const CONTEXT = {
  nowMs: momentOf("2026-11-25T14:00"),
  zone: ZONE,
  fleet: {
    profiles: PROFILES,
    sites: [...new Set(PROFILES.map(({ site }) => site))].map((name) => ({ name, zone: ZONE })),
    owners: new Owners([{ number: "3090070", name: "Ірина Бойко", apartment: "21" }]),
  },
};

function find(query: string): number[] {
  const matches = prepareMatch(parseQuery(query, CONTEXT));
  return EVENTS.filter(matches).map(({ seq }) => seq);
}

const EXAMPLES = rowsOf("no. | query");

for (const [no, query, , finds] of EXAMPLES) {
  test(`example ${no} of the page, ${query}, finds ${finds}`, () => {
    const found = find(query!);

    assert.equal(found.join(", ") || "none", finds);
  });
}

test("the page has twenty examples and more, numbered from 1", () => {
  const numbers = EXAMPLES.map(([no]) => no);

  assert.ok(numbers.length >= 20);
  assert.deepEqual(
    numbers,
    numbers.map((_no, index) => String(index + 1)),
  );
});

test("an empty query finds every event of the page", () => {
  const found = find("");

  assert.equal(found.length, EVENTS.length);
});

for (const [query, position, message] of rowsOf("query | position")) {
  test(`the page says what is wrong with ${query}`, () => {
    assert.throws(() => find(query!), {
      name: "QueryError",
      message: message!,
      position: Number(position),
    });
  });
}

test("the page's table of fields is the one that queries are read by", () => {
  const rows = rowsOf("field | what it says");

  assert.deepEqual(
    rows,
    QUERY_FIELD_NAMES.map((name) => {
      const { says, operators, example } = QUERY_FIELDS[name];
      const shown = "hasPath" in QUERY_FIELDS[name] ? `${name}.…` : name;
      return [shown, says, operators.join(" "), example];
    }),
  );
});

test("the page's table of operators has every one", () => {
  const named = rowsOf("operator | holds when a value of the field").flatMap(([names]) =>
    names!.replaceAll("`", "").split(", "),
  );

  assert.deepEqual(named, [...QUERY_OPERATORS]);
});

for (const name of QUERY_FIELD_NAMES) {
  test(`the example of the field ${name} can be read and asks about it`, () => {
    const { example } = QUERY_FIELDS[name];

    const condition = parseQuery(example, CONTEXT);

    assert.notEqual(condition, undefined);
    assert.ok(example.includes(name));
  });
}
