import assert from "node:assert/strict";
import { test } from "node:test";
import type { KindSet } from "../../../src/store/directory/kind-set.ts";
import { END, START } from "../../../src/store/directory/place.ts";
import type { Place } from "../../../src/store/directory/place.ts";
import { TailIdentities } from "../../../src/store/sqlite/tail-identities.ts";
import { Tail } from "../../../src/store/directory/tail.ts";
import type { TailFilter } from "../../../src/store/directory/tail.ts";
import { isBefore } from "../../support/naive-order.ts";
import type { Placed } from "../../support/naive-order.ts";
import { Random } from "../../support/random.ts";
import { ARRIVALS, arrivalMs } from "../../support/time-source.ts";
import type { Arrival } from "../../support/time-source.ts";

interface Held extends Placed {
  readonly panel: number;
  readonly print: bigint;
}

const ODD_KINDS: KindSet = { ids: [1, 3], has: Uint8Array.of(0, 1, 0, 1) };

const EVERYTHING: TailFilter = {
  panels: undefined,
  kinds: undefined,
  floor: 0,
  asOf: Number.MAX_SAFE_INTEGER,
};

/** A tail with its identities, and a plain array of the same events. */
class Pair {
  readonly tail: Tail;
  readonly identities: TailIdentities;
  readonly #random: Random;
  #held: Held[] = [];
  #afterSeq: number;

  constructor(afterSeq: number, random: Random) {
    this.tail = new Tail(afterSeq);
    this.identities = new TailIdentities(this.tail);
    this.#afterSeq = afterSeq;
    this.#random = random;
  }

  push(arrival: Arrival, count: number): void {
    for (let i = 0; i < count; i += 1) {
      const seq = this.#afterSeq + this.#held.length + 1;
      const atMs = arrivalMs(arrival, seq, this.#random);
      const panel = 1 + this.#random.below(4);
      const kind = this.#random.below(5);
      // few different ones, alike in one half or the other
      const print = BigInt(this.#random.below(3)) * 2n ** 32n - BigInt(this.#random.below(3));
      this.tail.push(atMs, panel, kind);
      this.identities.push(print);
      this.#held.push({ atMs, seq, kind, panel, print });
    }
  }

  truncate(by: number): void {
    const length = Math.max(0, this.#held.length - by);
    this.identities.truncate(length);
    this.tail.truncate(length);
    this.#held.length = length;
  }

  drop(count: number): void {
    const dropped = Math.min(count, this.#held.length);
    this.tail.dropThrough(this.#afterSeq + dropped);
    this.identities.drop(dropped);
    this.#held = this.#held.slice(dropped);
    this.#afterSeq += dropped;
  }

  check(): void {
    assert.equal(this.tail.length, this.#held.length);
    assert.equal(this.tail.afterSeq, this.#afterSeq);
    assert.equal(this.tail.lastSeq, this.#afterSeq + this.#held.length);
    assert.deepEqual(this.#read(this.tail.order(this.tail.length)), this.#sorted());
    const count = this.#random.below(this.#held.length + 1);
    const first = this.#sorted().filter(({ seq }) => seq <= this.#afterSeq + count);
    assert.deepEqual(this.#read(this.tail.order(count)), first);
  }

  checkFind(): void {
    const places = [START, END, ...Array.from({ length: 4 }, () => this.#place())];
    for (const from of places) {
      for (const to of places) {
        for (const filter of this.#filters()) {
          const expected = this.#sorted().filter(
            (event) => !isBefore(event, from) && isBefore(event, to) && passes(event, filter),
          );
          assert.deepEqual(this.#read(this.tail.find(from, to, filter)), expected);
        }
      }
    }
  }

  checkIdentities(): void {
    for (let i = 0; i < 30 && this.#held.length > 0; i += 1) {
      const { panel, atMs, print } = this.#random.pick(this.#held);
      const alike = this.#held.filter(
        (other) => other.panel === panel && other.atMs === atMs && other.print === print,
      );
      const found = this.#read(this.identities.find(panel, atMs, print));
      assert.deepEqual(
        found.map(({ seq }) => seq).toSorted((a, b) => a - b),
        alike.map(({ seq }) => seq),
      );
      assert.deepEqual(this.identities.find(panel + 10, atMs, print), []);
      assert.deepEqual(this.identities.find(panel, atMs, print + 2n ** 40n), []);
    }
  }

  #read(indexes: Iterable<number>): Held[] {
    const { tail, identities } = this;
    return Array.from(indexes, (i) => ({
      atMs: tail.atMs(i),
      seq: tail.seq(i),
      kind: tail.kind(i),
      panel: tail.panel(i),
      print: identities.fingerprint(i),
    }));
  }

  #sorted(): Held[] {
    return this.#held.toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq);
  }

  #place(): Place {
    if (this.#held.length === 0) return { atMs: 1, seq: 1 };
    const { atMs, seq } = this.#random.pick(this.#held);
    return this.#random.pick([
      { atMs, seq },
      { atMs, seq: 0 },
      { atMs, seq: seq + 1 },
    ]);
  }

  #filters(): TailFilter[] {
    const seq = this.#afterSeq + this.#random.below(this.#held.length + 2);
    return [
      EVERYTHING,
      { ...EVERYTHING, panels: new Set([1, 3]) },
      { ...EVERYTHING, kinds: ODD_KINDS, asOf: seq },
      { ...EVERYTHING, panels: new Set([2]), floor: seq },
    ];
  }
}

for (const arrival of ARRIVALS) {
  test(`a tail answers as a plain array does, times ${arrival}`, () => {
    const random = new Random(11);
    const pair = new Pair(1_000, random);
    pair.check();

    for (let round = 0; round < 30; round += 1) {
      pair.push(arrival, random.skewed(400));
      pair.check();
      pair.checkFind();
      // a commit under way, found or not, of which nothing came
      pair.push(arrival, random.below(60));
      if (random.isChosen(0.5)) pair.checkFind();
      pair.truncate(random.below(80));
      pair.checkFind();
      pair.checkIdentities();
      if (random.isChosen(0.3)) pair.drop(random.below(500));
      pair.checkFind();
      pair.checkIdentities();
    }
    pair.drop(Number.MAX_SAFE_INTEGER);
    pair.push(arrival, 5);

    pair.check();
    pair.checkFind();
    pair.checkIdentities();
  });
}

test("a tail that grew large and was dropped again answers as a plain array does", () => {
  const pair = new Pair(0, new Random(12));

  pair.push("late", 20_000);
  pair.checkFind();
  pair.drop(19_500);
  pair.push("late", 3_000);

  pair.check();
  pair.checkFind();
  pair.checkIdentities();
});

test("a tail forgets nothing when told to forget what it never held", () => {
  const tail = new Tail(100);
  tail.push(5, 1, 1);

  tail.dropThrough(100);
  tail.dropThrough(3);

  assert.deepEqual([tail.length, tail.afterSeq, tail.lastSeq], [1, 100, 101]);
});

function passes(event: Held, { panels, kinds, floor, asOf }: TailFilter): boolean {
  return (
    event.seq > floor &&
    event.seq <= asOf &&
    (panels === undefined || panels.has(event.panel)) &&
    (kinds === undefined || kinds.ids.includes(event.kind))
  );
}
