import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { readExpression } from "../../../src/basip/camdroid/read-expression.ts";
import { parseQuery, type QueryContext } from "../../../src/book/query/parse-query.ts";
import { CATEGORIES, EVENT_KEYS, isEventKey, PRIORITIES } from "../../../src/event/catalog.ts";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { prepareMatch } from "../../../src/event/match-event.ts";
import { parseExpression } from "../../../src/event/parse-expression.ts";
import { QueryError } from "../../../src/event/query-error.ts";
import { renderQueryLiteral } from "../../../src/event/render-query-literal.ts";
import { VALUE_FIELDS, type ValueField } from "../../../src/event/value-fields.ts";
import { Owners } from "../../../src/fleet/owners.ts";
import { newProfile } from "../../../src/fleet/profile.ts";
import { event } from "../../support/events.ts";

const NO_OWNERS = new Owners([]);

const CONTEXT: QueryContext = {
  nowMs: Date.parse("2026-11-25T12:00:00Z"),
  zone: "UTC",
  fleet: {
    profiles: [
      { ...newProfile("A1"), name: "Main entrance", site: "North", building: "1", entrance: "a" },
      { ...newProfile("A2"), name: "Garage", site: "North", locks: { "0": "Gate", "1": "Lobby" } },
      { ...newProfile("B1"), name: "A1", site: "South", locks: { "1": "Gate", "2": "Lobby 7" } },
    ],
    sites: [
      { name: "North", zone: "UTC" },
      { name: "Empty", zone: "UTC" },
    ],
    owners: new Owners([
      { number: "70", name: "Olena Koval", apartment: "12" },
      { number: "71", name: "Petro", apartment: "12" },
    ]),
  },
};

const WITHOUT_OWNERS: QueryContext = {
  ...CONTEXT,
  fleet: { ...CONTEXT.fleet, owners: NO_OWNERS },
};

function value(name: ValueField, test: object): object {
  return { is: "value", paths: VALUE_FIELDS[name], test };
}

function not(part: object): object {
  return { is: "not", part };
}

const DAY = 86_400_000;
const TODAY = Date.parse("2026-11-25T00:00:00Z");

for (const [text, condition] of [
  ["name eq 'x'", { is: "field", field: "name", value: "x" }],
  ["key nq x", not({ is: "field", field: "name", value: "x" })],
  [
    "category in (access, 'info')",
    { is: "fieldText", field: "category", test: { operator: "eq", values: ["access", "info"] } },
  ],
  [
    "priority starts HI",
    { is: "fieldText", field: "priority", test: { operator: "starts", value: "HI" } },
  ],
  ["timestamp ge today", { is: "time", fromMs: TODAY, toMs: Number.MAX_SAFE_INTEGER }],
  ["occurred gt today", { is: "time", fromMs: TODAY + DAY, toMs: Number.MAX_SAFE_INTEGER }],
  ["received lt today", { is: "received", fromMs: 0, toMs: TODAY - 1 }],
  ["received nq yesterday", not({ is: "received", fromMs: TODAY - DAY, toMs: TODAY - 1 })],
  ["today", { is: "time", fromMs: TODAY, toMs: TODAY + DAY - 1 }],
  ["panel eq A1", { is: "panel", serials: ["A1", "B1"] }],
  ["panel eq 'Main entrance'", { is: "panel", serials: ["A1"] }],
  ["panel eq gone-7", { is: "panel", serials: ["gone-7"] }],
  ["panel in (Garage, gone)", { is: "panel", serials: ["A2", "gone"] }],
  ["panel contains a", { is: "panel", serials: ["A1", "A2", "B1"] }],
  ["panel starts door", { is: "panel", serials: ["doorbook"] }],
  ["site eq North", { is: "panel", serials: ["A1", "A2"] }],
  ["site nq North", not({ is: "panel", serials: ["A1", "A2"] })],
  ["site eq Empty", { is: "panel", serials: [] }],
  ["site starts no", { is: "panel", serials: ["A1", "A2"] }],
  ["site contains x", { is: "panel", serials: [] }],
  ["building exists", { is: "panel", serials: ["A1"] }],
  ["entrance in ('a')", { is: "panel", serials: ["A1"] }],
  ["source in (push, pull)", { is: "source", sources: ["push", "pull"] }],
  ["late", { is: "late" }],
  ["echo", { is: "echo" }],
  ["echo eq false", not({ is: "echo" })],
  ["late eq false", not({ is: "late" })],
  ["late nq true", not({ is: "late" })],
  ["number eq 70", value("number", { operator: "eq", values: ["70"] })],
  ["type exists", value("type", { operator: "exists" })],
  ["requestor nq 'api'", not(value("requestor", { operator: "eq", values: ["api"] }))],
  ["code starts 09", value("code", { operator: "starts", value: "09" })],
  ["account contains x", value("account", { operator: "contains", value: "x" })],
  ["lock eq 0", value("lock", { operator: "eq", values: ["0"] })],
  ["lock exists", value("lock", { operator: "exists" })],
  [
    "lock in (0, Gate)",
    {
      is: "or",
      parts: [
        value("lock", { operator: "eq", values: ["0"] }),
        ...[
          ["A2", "0"],
          ["B1", "1"],
        ].map(([panel, lock]) => ({
          is: "and",
          parts: [
            { is: "panel", serials: [panel] },
            value("lock", { operator: "eq", values: [lock] }),
          ],
        })),
      ],
    },
  ],
  [
    "lock contains 7",
    {
      is: "or",
      parts: [
        value("lock", { operator: "contains", value: "7" }),
        {
          is: "and",
          parts: [
            { is: "panel", serials: ["B1"] },
            value("lock", { operator: "eq", values: ["2"] }),
          ],
        },
      ],
    },
  ],
  [
    "model.a.b le 5",
    { is: "value", paths: [["model", "a", "b"]], test: { operator: "le", value: "5" } },
  ],
  [
    "extra.__proto__ exists",
    { is: "value", paths: [["extra", "__proto__"]], test: { operator: "exists" } },
  ],
  ["Їжак*", { is: "words", words: ["іжак"], isPrefix: true }],
  ["AA12-0001", { is: "words", words: ["aa12", "0001"], isPrefix: false }],
  ["'late'", { is: "words", words: ["late"], isPrefix: false }],
] as const) {
  test(`reads ${text} as a condition`, () => {
    const read = parseQuery(text, WITHOUT_OWNERS);

    assert.deepEqual(read, condition);
  });
}

const NO_OWNER_SAID = not(value("owner", { operator: "exists" }));
const NO_APARTMENT_SAID = not(value("apartment", { operator: "exists" }));

for (const [text, said, numbers, unsaid] of [
  [
    "owner eq 'Petro'",
    value("owner", { operator: "eq", values: ["Petro"] }),
    ["71"],
    [NO_OWNER_SAID],
  ],
  [
    "apartment eq 12",
    value("apartment", { operator: "eq", values: ["12"] }),
    ["70", "71"],
    [NO_OWNER_SAID, NO_APARTMENT_SAID],
  ],
  ["olena", { is: "words", words: ["olena"], isPrefix: false }, ["70"], [NO_OWNER_SAID]],
  ["12", { is: "words", words: ["12"], isPrefix: false }, ["70", "71"], [NO_OWNER_SAID]],
] as const) {
  test(`finds by ${text} what has the number of such an owner as well`, () => {
    const read = parseQuery(text, CONTEXT);

    const byNumber = {
      is: "and",
      parts: [value("number", { operator: "eq", values: numbers }), ...unsaid],
    };
    assert.deepEqual(read, { is: "or", parts: [said, byNumber] });
  });
}

test("an event that says whose the identifier was is not found by who has it now", () => {
  const matches = prepareMatch(parseQuery("petro", CONTEXT));
  const stored = (model: string): StoredEvent => ({
    ...event({ model }),
    seq: 1,
    panel: "A1",
    receivedAtMs: 0,
  });

  const found = ['{"number":71}', '{"number":71,"owner":""}', '{"number":71,"owner":"Ira"}'].map(
    (model) => matches(stored(model)),
  );

  assert.deepEqual(found, [true, true, false]);
});

test("takes white space alone for every event", () => {
  const read = parseQuery(" \n", CONTEXT);

  assert.equal(read, undefined);
});

const ONE_OF_FIELDS =
  "there are: timestamp, occurred, received, key, name, category, priority, panel, site," +
  " building, entrance, source, late, echo, owner, number, apartment, lock, type, requestor, code," +
  " account, model, extra. To search for the words, put them in quotes";

for (const [text, position, message] of [
  [
    "x ownr eq 1",
    2,
    "There is no field 'ownr': did you mean owner? To search for the words, put them in quotes",
  ],
  ["maison le corbusier", 0, `There is no field 'maison'; ${ONE_OF_FIELDS}`],
  [
    "owner.x eq 1",
    0,
    "There is no field 'owner.x': did you mean owner? To search for the words, put them in quotes",
  ],
  ["late exists", 5, "The field late has no operator 'exists'; it has: eq, nq"],
  ["key gt x", 4, "The field key has no operator 'gt'; it has: eq, nq, in, contains, starts"],
  [
    "timestamp in (today)",
    10,
    "The field timestamp has no operator 'in'; it has: eq, nq, gt, ge, lt, le",
  ],
  ["owner eq ''", 9, "Expected a value that is not empty; for none there is 'not owner exists'"],
  [
    "model.a in (1, '')",
    15,
    "Expected a value that is not empty; for none there is 'not model.a exists'",
  ],
  ["name eq ''", 8, "Expected a value that is not empty"],
  ["model exists", 5, "Expected a path after model, as model.lock or model.info.name"],
  ["model..a exists", 5, "Expected a path after model, as model.lock or model.info.name"],
  ["site eq Nort", 8, "There is no site 'Nort': did you mean 'North'?"],
  ["site in (North, Paris)", 16, "There is no site 'Paris'; there are: 'Empty', 'North', 'South'"],
  ["building nq 2", 12, "There is no building '2': did you mean '1'?"],
  ["entrance eq main", 12, "There is no entrance 'main'; there are: 'a'"],
  ["panel eq 'Main entrnce'", 9, "There is no panel 'Main entrnce': did you mean 'Main entrance'?"],
  ["lock eq gate", 8, "There is no lock 'gate': did you mean 'Gate'?"],
  ["source eq pushed", 10, "There is no source 'pushed': did you mean 'push'?"],
  ["late eq 1", 8, "There is no value of late '1'; there are: 'false', 'true'"],
  ["x and --", 6, "Expected a letter or a digit in '--'"],
  ["'…'", 0, "Expected a letter or a digit in '…'"],
  ["*", 0, "Expected a letter or a digit in ''"],
  ["ol*na", 2, "Expected '*' at the end of a word alone"],
  ["*olena", 0, "Expected '*' at the end of a word alone"],
  ["olena**", 5, "Expected '*' at the end of a word alone"],
  ["-olena", 0, "Expected 'not' before a word that must not be there, instead of '-'"],
  ["x !olena", 2, "Expected 'not' before a word that must not be there, instead of '!'"],
  ["x \ud800", 2, "Expected whole characters, not half a surrogate pair"],
  ["😀 'a\udc00'", 5, "Expected whole characters, not half a surrogate pair"],
] as const) {
  test(`says of ${JSON.stringify(text)}: ${message.slice(0, 60)} (${String(position)})`, () => {
    assert.throws(() => parseQuery(text, CONTEXT), { name: "QueryError", message, position });
  });
}

test("lists ten names at most where none is near", () => {
  const profiles = Array.from({ length: 12 }, (_, nth) => ({
    ...newProfile(`S${nth}`),
    building: `Building ${String(nth + 10)}`,
  }));

  const parse = () =>
    parseQuery("building eq x", { ...CONTEXT, fleet: { ...CONTEXT.fleet, profiles } });

  assert.throws(parse, { message: /'Building 10', .*'Building 19' and 2 more$/ });
});

test("takes 100 words and conditions, and any number of those that panels' filters have", () => {
  const terms = (term: string, count: number) => Array(count).fill(term).join(" or ");

  for (const good of [terms("x", 100), terms("late eq true", 100), terms("key eq a", 340)]) {
    parseQuery(good, CONTEXT);
  }

  const message = "Expected at most 100 words and conditions";
  assert.throws(() => parseQuery(terms("x", 101), CONTEXT), { message, position: 500 });
});

test("refuses words that fit the owners of more than 50,000 identifiers", () => {
  const owners = new Owners(
    Array.from({ length: 30_000 }, (_, nth) => ({
      number: String(nth),
      name: "Olena",
      apartment: "",
    })),
  );
  const context = { ...CONTEXT, fleet: { ...CONTEXT.fleet, owners } };

  parseQuery("olena owner exists", context);

  const message = "Expected words that fit fewer owners: those of more than 50000 identifiers do";
  assert.throws(() => parseQuery("olena or owner starts ol", context), { message, position: 22 });
});

const panelsFilter = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(fc.constantFrom("eq", "nq"), fc.constantFrom(...EVENT_KEYS))
      .map(([operator, key]) => `name ${operator} '${key}'`),
    fc.constantFrom(...CATEGORIES).map((category) => `category eq'${category}'`),
    fc.constantFrom(...PRIORITIES).map((priority) => `priority\tnq\n'${priority}'`),
    fc
      .tuple(
        fc.constantFrom("eq", "nq", "gt", "ge", "lt", "le"),
        fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })),
      )
      .map(([operator, at]) => `timestamp ${operator} ${at}`),
    tie("filter").map((part) => `not ${part}`),
    tie("filter").map((part) => `not(${part})`),
    fc
      .tuple(tie("filter"), fc.constantFrom("and", "or"), tie("filter"))
      .map(([left, join, right]) => `${left} ${join} ${right}`),
    fc
      .tuple(tie("filter"), fc.constantFrom("and", "or"), tie("filter"))
      .map(([left, join, right]) => `((${left})${join}(${right}))`),
  ),
})).filter;

test("means by a filter of the panels what the panels' API means by it", () => {
  fc.assert(
    fc.property(panelsFilter, (text) => {
      fc.pre(text.length <= 4096);
      const mistakes: string[] = [];
      const meant = readExpression(parseExpression(text), isEventKey, (mistake) =>
        mistakes.push(mistake),
      );

      const read = parseQuery(text, CONTEXT);

      assert.deepEqual([mistakes, read], [[], meant]);
    }),
    { numRuns: 300 },
  );
});

/** A model as it was sent, with what of it words and conditions look at. */
interface Sample {
  readonly owner: string;
  readonly number: number;
  readonly lock: number;
  readonly isLate: boolean;
  readonly key: string;
}

const NAMES = ["Olena", "Oleh", "Zoë"] as const;

const sample = fc.record<Sample>({
  owner: fc.constantFrom(...NAMES, ""),
  number: fc.constantFrom(10, 11, 70),
  lock: fc.constantFrom(20, 21),
  isLate: fc.boolean(),
  key: fc.constantFrom("door_was_opened", "tamper_event"),
});

/** Conditions as they are written, with what they ask. */
const atom = fc.constantFrom<readonly [text: string, holds: (sample: Sample) => boolean]>(
  ["olena", ({ owner }) => owner === "Olena"],
  ["ole*", ({ owner }) => owner.startsWith("Ole")],
  ["'zoe 10'", ({ owner, number }) => owner === "Zoë" && number === 10],
  ["20", ({ lock }) => lock === 20],
  ["owner exists", ({ owner }) => owner !== ""],
  ["owner contains LE", ({ owner }) => owner.startsWith("Ole")],
  ["owner in ('Zoë', zoe)", ({ owner }) => owner === "Zoë"],
  ["number nq 70", ({ number }) => number !== 70],
  ["model.number gt 10.5", ({ number }) => number > 10.5],
  ["model.lock lt 21", ({ lock }) => lock === 20],
  ["late", ({ isLate }) => isLate],
  ["key eq tamper_event", ({ key }) => key === "tamper_event"],
  ["priority eq 'critical'", ({ key }) => key === "tamper_event"],
  ["last 1h", () => false],
);

interface Asking {
  readonly text: string;
  readonly holds: (sample: Sample) => boolean;
}

const { asking } = fc.letrec<{ asking: Asking }>((tie) => ({
  asking: fc.oneof(
    { maxDepth: 5 },
    atom.map(([text, holds]) => ({ text, holds })),
    tie("asking").map(({ text, holds }) => ({
      text: `not (${text})`,
      holds: (sample: Sample) => !holds(sample),
    })),
    fc
      .tuple(tie("asking"), fc.constantFrom(" and ", " AND ", " ", ""), tie("asking"))
      .map(([left, join, right]) => ({
        text: `(${left.text})${join}(${right.text})`,
        holds: (sample: Sample) => left.holds(sample) && right.holds(sample),
      })),
    fc
      .tuple(tie("asking"), fc.constantFrom(" or ", "OR"), tie("asking"))
      .map(([left, join, right]) => ({
        text: `(${left.text})${join}(${right.text})`,
        holds: (sample: Sample) => left.holds(sample) || right.holds(sample),
      })),
  ),
}));

test("finds what the parts of a query say, however they are joined", () => {
  fc.assert(
    fc.property(asking, fc.array(sample, { minLength: 1, maxLength: 8 }), (asked, samples) => {
      fc.pre(asked.text.length <= 4096);
      const matches = prepareMatch(parseQuery(asked.text, WITHOUT_OWNERS));

      const found = samples.map((sample) => matches(eventOf(sample)));

      assert.deepEqual(found, samples.map(asked.holds));
    }),
    { numRuns: 500 },
  );
});

function eventOf({ owner, number, lock, isLate, key }: Sample): StoredEvent {
  const said = { key, category: undefined, priority: undefined };
  const model = JSON.stringify({ owner, number, lock });
  return {
    ...event({ ...said, model, ...(isLate && { isLate }) }),
    seq: 1,
    panel: "A1",
    receivedAtMs: 0,
  };
}

test("finds any text by itself as a value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), (text) => {
      fc.pre(text.isWellFormed());
      const query = `model.owner eq ${renderQueryLiteral(text)}`;

      const read = parseQuery(query, CONTEXT);

      const matches = prepareMatch(read);
      assert.ok(matches({ ...eventOf(PLAIN), model: JSON.stringify({ owner: text }) }));
    }),
  );
});

const PLAIN: Sample = { owner: "", number: 1, lock: 0, isLate: false, key: "tamper_event" };

const piece = fc.oneof(
  fc.constantFrom("(", ")", ",", "not", "and", "or", "AND", "late", "last", "24h", "today", ".."),
  fc.constantFrom("eq", "nq", "gt", "ge", "lt", "le", "contains", "starts", "in", "exists"),
  fc.constantFrom("owner", "model.", "model.a", "timestamp", "received", "site", "lock", "panel"),
  fc.constantFrom("'x'", '"x"', "'", '"', "*", "x*", "2026-11-01", "2026-99-99", "5", "-1", "now"),
  fc.constantFrom("North", "Gate", "push", "true", "olena", "\ud800", "99999999999999999999"),
  fc.string({ maxLength: 3, unit: "binary" }),
);

test("reads any text at all, or says where it is no query", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom("", " "), (pieces, space) => {
      const text = pieces.join(space);
      const read = parsed(text);

      if (read instanceof QueryError) {
        assert.ok(read.position >= 0 && read.position <= text.length);
        assert.notEqual(read.message, "");
      } else prepareMatch(read)(eventOf(PLAIN));
    }),
    { numRuns: 3_000 },
  );
});

for (const unit of [
  "(",
  ")",
  "'",
  '"',
  "''",
  "not ",
  "a",
  "a ",
  "a'",
  "1..",
  ".",
  "*",
  "é",
  "a,",
]) {
  test(`reads 4,096 characters of ${JSON.stringify(unit)}, or says where they are no query`, () => {
    for (const start of ["", "owner eq ", "timestamp eq ", "owner in (", "site eq ", "model."]) {
      const read = parsed((start + unit.repeat(4096)).slice(0, 4096));

      assert.ok(read !== undefined);
    }
  });
}

function parsed(text: string): EventCondition | QueryError | undefined {
  try {
    return parseQuery(text, CONTEXT);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}
