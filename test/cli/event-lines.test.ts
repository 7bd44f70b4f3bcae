import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_KEYS } from "../../src/event/catalog.ts";
import { lineRenderer } from "../../src/cli/book/event-lines.ts";
import { outcomeOf } from "../../src/cli/book/outcome.ts";
import { widthOf } from "../../src/cli/text-width.ts";
import { bookEvent } from "../support/book-events.ts";

const STYLE = { format: "text", zone: "Europe/Kyiv", isColored: false, version: "1" } as const;

test("writes time in the zone, panel, outcome, name and particulars, in columns", () => {
  const render = lineRenderer(STYLE);

  const lines = [
    render(bookEvent({ panelName: "Main entrance" })),
    render(
      bookEvent({
        key: "tamper_event",
        category: "emergency",
        name: "Tamper",
        text: "",
        late: true,
      }),
    ),
    render(bookEvent({ key: "multi_access_denied", name: "Denied" })),
  ];

  assert.deepEqual(lines, [
    "2026-11-23 22:00:00  Main entrance  ✓ granted  Access granted  Olena, card 3090069",
    "2026-11-23 22:00:00  AA12-0001      ! alarm    Tamper            (late)",
    "2026-11-23 22:00:00  AA12-0001      ✗ denied   Denied          Olena, card 3090069",
  ]);
});

test("colours outcomes, and nothing that a panel sent steers the terminal", () => {
  const render = lineRenderer({ ...STYLE, isColored: true });

  const line = render(bookEvent({ text: "a\u001B[2Jb", panelName: "\u0007" }));

  assert.ok(line.includes("\u001B[32m✓ granted\u001B[39m"), line);
  assert.ok(line.includes(String.raw`a\u001b[2Jb`), line);
  assert.ok(line.includes(String.raw`\u0007`), line);
});

test("writes JSON in one line with the model's numbers as they were sent", () => {
  const render = lineRenderer({ ...STYLE, format: "json" });
  const modelText = '{ "number": 12345678901234567890,\n "text": "a  b" }';

  const line = render(bookEvent({ modelText, extraText: '{"n":1.50}', lock: undefined }));

  assert.ok(
    line.endsWith(',"model":{"number":12345678901234567890,"text":"a  b"},"extra":{"n":1.50}}'),
    line,
  );
  assert.equal(JSON.parse(line).seq, 1);
});

test("tells granted from denied for every key of the catalog that says so", () => {
  const words = EVENT_KEYS.map((key) => outcomeOf({ key, category: "access" }).word);

  const granted = EVENT_KEYS.filter((_, i) => words[i] === "granted");
  const denied = EVENT_KEYS.filter((_, i) => words[i] === "denied");

  assert.deepEqual(
    granted,
    EVENT_KEYS.filter((key) => key.includes("granted")),
  );
  assert.deepEqual(
    denied,
    EVENT_KEYS.filter((key) => key.includes("denied")),
  );
});

for (const [text, width] of [
  ["Olena", 5],
  ["Їжак", 4],
  ["é", 1],
  ["門番", 4],
  ["🚪", 2],
] as const) {
  test(`knows that ${text} takes ${width} columns`, () => {
    assert.equal(widthOf(text), width);
  });
}
