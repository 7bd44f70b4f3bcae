import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalModel } from "../../src/event/canonical.ts";

/** JSON as it was sent: members keep their order and may repeat, numbers keep their characters. */
type Json =
  | { readonly is: "null" }
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "bare"; readonly text: string }
  | { readonly is: "array"; readonly elements: readonly Json[] }
  | { readonly is: "object"; readonly members: readonly (readonly [string, Json])[] };

const name = fc.oneof(
  fc.constantFrom("a", "b", "ab", "", "__proto__", "number", "owner", '"', "\\", "null"),
  fc.string({ unit: "grapheme", maxLength: 4 }),
);

const bare = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.constantFrom("true", "false", "0", "-0", "1.0", "1e3", "1E+3"),
);

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    fc.constant<Json>({ is: "null" }),
    fc.oneof(bare, name).map((text): Json => ({ is: "text", text })),
    bare.map((text): Json => ({ is: "bare", text })),
    fc.array(tie("json"), { maxLength: 3 }).map((elements): Json => ({ is: "array", elements })),
    fc
      .array(fc.tuple(name, tie("json")), { maxLength: 4 })
      .map((members): Json => ({ is: "object", members })),
  ),
}));

/** What the form must be the form of, said in plain values that `deepEqual` compares. */
function meaning(value: Json): unknown {
  if (value.is === "null") return null;
  if (value.is === "text" || value.is === "bare") return value.text;
  if (value.is === "array") return value.elements.map(meaning);
  const byName = new Map<string, unknown[]>();
  for (const [key, member] of value.members) {
    const meant = meaning(member);
    if (!isEmpty(meant)) byName.set(key, [...(byName.get(key) ?? []), meant]);
  }
  return byName;
}

function isEmpty(meant: unknown): boolean {
  if (Array.isArray(meant)) return meant.length === 0;
  return meant === null || meant === "" || (meant instanceof Map && meant.size === 0);
}

function isSame(one: Json, other: Json): boolean {
  const [left, right] = [meaning(one), meaning(other)];
  if (isEmpty(left) || isEmpty(right)) return isEmpty(left) && isEmpty(right);
  try {
    assert.deepStrictEqual(left, right);
    return true;
  } catch {
    return false;
  }
}

/** Writes the value in one of the many ways that mean the same. `pick(n)` is 0 to n - 1. */
function write(value: Json, pick: (n: number) => number): string {
  const space = () => ["", "", " ", "\n", "\t\r "][pick(5)] ?? "";
  const wrap = (text: string) => space() + text + space();
  switch (value.is) {
    case "null":
      return wrap("null");
    case "text":
      return wrap(
        /^(-?\d+|true|false)$/.test(value.text) && isBare(value.text) && pick(2) === 1
          ? value.text
          : writeString(value.text, pick),
      );
    case "bare":
      return wrap(pick(2) === 1 ? value.text : writeString(value.text, pick));
    case "array":
      return wrap(`[${value.elements.map((one) => write(one, pick)).join()}${space()}]`);
    case "object":
      return wrap(`{${space()}${writeMembers(value.members, pick).join()}}`);
  }
}

function isBare(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // 007 is a string of digits and no number
  }
}

function writeMembers(members: readonly (readonly [string, Json])[], pick: (n: number) => number) {
  const queues = new Map<string, string[]>();
  for (const [key, member] of members) {
    const written = `${writeString(key, pick)}:${write(member, pick)}`;
    queues.set(key, [...(queues.get(key) ?? []), written]);
  }
  if (pick(3) === 0) {
    const empty = ["null", '""', "[ ]", "{}", '{"x":[]}'][pick(5)] ?? "null";
    queues.set(" extra", [`" extra":${empty}`]);
  }
  const written: string[] = [];
  while (queues.size > 0) {
    const key = [...queues.keys()][pick(queues.size)] ?? "";
    const queue = queues.get(key) ?? [];
    written.push(queue.shift() ?? "");
    if (queue.length === 0) queues.delete(key);
  }
  return written;
}

function writeString(text: string, pick: (n: number) => number): string {
  const units = text.split("").map((unit) => {
    const mustEscape = unit < " " || unit === '"' || unit === "\\" || !unit.isWellFormed();
    const hex = unit.charCodeAt(0).toString(16).padStart(4, "0");
    if (pick(6) === 0) return `\\u${pick(2) === 0 ? hex : hex.toUpperCase()}`;
    return mustEscape && unit.isWellFormed() ? JSON.stringify(unit).slice(1, -1) : unit;
  });
  const written = `"${units.join("")}"`;
  return written.isWellFormed() ? written : JSON.stringify(text);
}

/** Picks drawn from the property's own randomness, so a failure can be run again. */
const picks = fc.infiniteStream(fc.nat(1_000_000)).map((stream) => (n: number) => {
  const { value } = stream.next();
  return Number(value) % n;
});

test("is the same for every way to write the same", () => {
  fc.assert(
    fc.property(json, picks, picks, (value, pick, otherPick) => {
      const one = write(value, pick);
      const other = write(value, otherPick);

      assert.equal(canonicalModel(one), canonicalModel(other), `${one}\n${other}`);
    }),
    { numRuns: 2000 },
  );
});

test("is equal exactly where the meaning is", () => {
  fc.assert(
    fc.property(json, json, picks, (one, other, pick) => {
      const isEqual = canonicalModel(write(one, pick)) === canonicalModel(write(other, pick));

      assert.equal(isEqual, isSame(one, other));
    }),
    { numRuns: 5000 },
  );
});

test("is different when one scalar somewhere is", () => {
  fc.assert(
    fc.property(json, fc.nat(), picks, (value, at, pick) => {
      const changed = change(value, { left: at % 7 });

      const isEqual = canonicalModel(write(value, pick)) === canonicalModel(write(changed, pick));

      assert.equal(isEqual, isSame(value, changed));
    }),
    { numRuns: 2000 },
  );
});

function change(value: Json, counter: { left: number }): Json {
  if (value.is === "array") {
    return { is: "array", elements: value.elements.map((one) => change(one, counter)) };
  }
  if (value.is === "object") {
    const members = value.members.map(([key, one]) => [key, change(one, counter)] as const);
    return { is: "object", members };
  }
  return counter.left-- === 0 ? { is: "text", text: "changed" } : value;
}

test("is its own form", () => {
  fc.assert(
    fc.property(json, picks, (value, pick) => {
      const form = canonicalModel(write(value, pick));

      assert.equal(form === "" ? "" : canonicalModel(form), form);
    }),
  );
});
