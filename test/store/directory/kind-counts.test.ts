import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KindCounts } from "../../../src/store/directory/kind-counts.ts";
import { kindSetOf } from "../../../src/store/directory/kind-set.ts";

const HIGHEST = 10_000;
const kindOf = (id: number) => ({ id, key: undefined, category: undefined, priority: undefined });
const setOf = (ids: Iterable<number>) => kindSetOf([...ids].map(kindOf), () => true);

const anyKind = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 1_000 }),
  fc.integer({ min: 0, max: HIGHEST }),
);

test("counts as a map of counts does, whatever the numbers of its kinds", () => {
  fc.assert(
    fc.property(fc.array(anyKind, { maxLength: 400 }), fc.uniqueArray(anyKind), (kinds, asked) => {
      const counts = new KindCounts();
      const plain = new Map<number, number>();
      const change = (kind: number, by: number) => {
        assert.equal(counts.change(kind, by), plain.get(kind) ?? 0);
        plain.set(kind, (plain.get(kind) ?? 0) + by);
      };

      for (const kind of kinds) change(kind, 1);
      for (const kind of kinds.slice(0, kinds.length / 3)) change(kind, -1);
      const copy = counts.copy();
      change(7, 1);
      change(HIGHEST, 1);

      const found: [number, number][] = [];
      counts.forEach((kind, count) => found.push([kind, count]));
      const present = [...plain].filter(([, count]) => count !== 0).toSorted(([a], [b]) => a - b);
      assert.deepEqual(found, present);
      for (const kind of asked) assert.equal(counts.get(kind), plain.get(kind) ?? 0);
      const sum = asked.reduce((all, kind) => all + (plain.get(kind) ?? 0), 0);
      assert.equal(counts.sum(setOf(asked)), sum);
      assert.equal(copy.get(HIGHEST), (plain.get(HIGHEST) ?? 0) - 1);
    }),
  );
});

test("takes as much memory for kinds with high numbers as for kinds with low ones", () => {
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();

  const all = Array.from({ length: 2_000 }, () => {
    const counts = new KindCounts();
    for (let kind = HIGHEST - 20; kind <= HIGHEST; kind += 1) counts.change(kind, 1);
    return counts;
  });

  // 160 MB when each reached to its highest kind
  assert.ok(held() - before < 10_000_000, `${held() - before} bytes`);
  assert.equal(all.at(-1)?.get(HIGHEST), 1);
});
