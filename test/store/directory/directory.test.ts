import assert from "node:assert/strict";
import { test } from "node:test";
import { DirectoryBuilder } from "../../../src/store/directory/builder.ts";
import { Directory } from "../../../src/store/directory/directory.ts";
import type { KindSet } from "../../../src/store/directory/kind-set.ts";
import { packDirectory, unpackDirectory } from "../../../src/store/directory/pack.ts";
import { END, START } from "../../../src/store/directory/place.ts";
import type { Place } from "../../../src/store/directory/place.ts";
import { columnsOf, isBefore, NaiveOrder } from "../../support/naive-order.ts";
import { Random } from "../../support/random.ts";
import { ARRIVALS, arrivalMs } from "../../support/time-source.ts";
import type { Arrival } from "../../support/time-source.ts";

/** Kinds above it are rare; 300 occurs once in a thousand. */
const COMMON_KINDS = 6;

const KINDS: readonly (KindSet | undefined)[] = [
  undefined,
  kindSet([1]),
  kindSet([2, 5, 300]),
  kindSet([300]),
  kindSet([]),
  kindSet([7, 9_999]),
];

/** A directory and a plain sorted array that were told the same. */
class Pair {
  readonly directory: Directory;
  readonly naive: NaiveOrder;
  readonly #random: Random;
  #lastSeq: number;

  constructor(directory: Directory, naive: NaiveOrder, random: Random) {
    this.directory = directory;
    this.naive = naive;
    this.#random = random;
    this.#lastSeq = naive.events.reduce((last, { seq }) => Math.max(last, seq), 0);
  }

  add(arrival: Arrival, count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#lastSeq += 1;
      const atMs = arrivalMs(arrival, this.#lastSeq, this.#random);
      const isRare = this.#random.isChosen(0.001);
      const kind = isRare ? 300 : this.#random.below(COMMON_KINDS);
      this.directory.add(atMs, this.#lastSeq, kind);
      this.naive.add({ atMs, seq: this.#lastSeq, kind });
    }
  }

  remove(count: number): void {
    for (let i = 0; i < count && this.naive.events.length > 0; i += 1) {
      const event = this.naive.removeAt(this.#random.below(this.naive.events.length));
      if (event !== undefined) this.directory.remove(event.atMs, event.seq, event.kind);
    }
  }

  /** Splits what has grown too full; returns how many buckets that were. */
  split(): number {
    const overfull = this.directory.takeOverfull();
    for (const bucket of overfull) {
      const { end } = this.directory.rangeOf(bucket);
      this.directory.split(bucket, columnsOf(this.naive.between(bucket.start, end, undefined)));
    }
    return overfull.length;
  }

  /** Asks everything there is to ask, at places and ranks picked at random. */
  check(): void {
    const { directory, naive } = this;
    assert.equal(directory.total, naive.events.length);
    const kinds = new Set(naive.events.map(({ kind }) => kind));
    assert.deepEqual(
      directory.kindsPresent(),
      [...kinds].toSorted((a, b) => a - b),
    );
    this.#checkBuckets();
    for (const set of KINDS) {
      assert.equal(directory.count(set), naive.matching(set).length);
      for (const place of this.#places()) this.#checkBefore(place, set);
      for (let i = 0; i < 12; i += 1) this.#checkLocate(set);
    }
  }

  #checkBuckets(): void {
    let end: Place = START;
    const first = [...this.directory.buckets()][0];
    assert.deepEqual(first?.start, START);
    for (const bucket of this.directory.buckets()) {
      const range = this.directory.rangeOf(bucket);
      assert.deepEqual(bucket.start, end);
      assert.equal(range.bucket, bucket);
      ({ end } = range);
      if (bucket.members === undefined) continue;
      const events = this.naive.between(bucket.start, end, undefined);
      assert.deepEqual(bucket.members.columns(), columnsOf(events));
    }
    assert.deepEqual(end, END);
  }

  #checkBefore(place: Place, kinds: KindSet | undefined): void {
    const { bucket, end, count } = this.directory.before(place, kinds);

    assert.ok(!isBefore(place, bucket.start) && isBefore(place, end));
    assert.equal(count, this.naive.between(START, bucket.start, kinds).length);
    const held = this.naive.between(bucket.start, end, kinds).length;
    assert.equal(bucket.count(kinds), held);
    const rough = this.directory.roughCount(START, place, kinds);
    assert.ok(rough >= this.naive.between(START, place, kinds).length);
  }

  #checkLocate(kinds: KindSet | undefined): void {
    const matching = this.naive.matching(kinds);
    if (matching.length === 0) return;
    const rank = this.#random.below(matching.length);
    const length = 1 + this.#random.skewed(3_000);

    const { buckets, skip } = this.directory.locate(rank, length, kinds);

    const found = buckets.flatMap(({ bucket, end }) =>
      this.naive.between(bucket.start, end, kinds),
    );
    assert.deepEqual(found.slice(skip, skip + length), matching.slice(rank, rank + length));
  }

  #places(): Place[] {
    const events = this.naive.events;
    const among = events.length === 0 ? [] : [this.#random.pick(events), this.#random.pick(events)];
    return [
      START,
      { atMs: 0, seq: 0 },
      ...among.flatMap(({ atMs, seq }) => [
        { atMs, seq },
        { atMs, seq: seq + 1 },
        { atMs, seq: 0 },
        { atMs: atMs + 1, seq: 0 },
      ]),
      { atMs: END.atMs - 1, seq: 7 },
    ];
  }
}

for (const arrival of ARRIVALS) {
  for (const keepsMembers of [false, true]) {
    const holding = keepsMembers ? "with members" : "without members";

    test(`a directory ${holding} counts as a sorted array does, times ${arrival}`, () => {
      const random = new Random(1);
      const pair = new Pair(Directory.empty(keepsMembers), new NaiveOrder(), random);
      pair.check();

      for (let round = 0; round < 8; round += 1) {
        pair.add(arrival, 1 + random.below(700));
        pair.check();
        pair.split();
        pair.remove(random.below(300));
        pair.check();
      }

      assert.ok(pair.directory.size > 2, "many buckets");
    });
  }
}

test("a directory of more than one block of buckets counts as a sorted array does", () => {
  const pair = new Pair(Directory.empty(false), new NaiveOrder(), new Random(2));

  pair.add("falling", 36_000);
  assert.equal(pair.split(), 1);
  pair.remove(500);
  pair.add("random", 3_000);
  pair.split();
  const copy = new Pair(pair.directory.copy(), pair.naive.copy(), new Random(2));
  copy.remove(100);

  pair.check();
  copy.check();
  assert.ok(pair.directory.size > 130, "several blocks");
});

test("taking everything out leaves an empty directory that takes events again", () => {
  const pair = new Pair(Directory.empty(true), new NaiveOrder(), new Random(3));
  pair.add("random", 3_000);
  pair.split();

  pair.remove(3_000);
  pair.check();
  pair.add("random", 700);

  pair.check();
});

test("a bucket is split once however often it was overfull, and its parts are not", () => {
  const pair = new Pair(Directory.empty(false), new NaiveOrder(), new Random(4));
  pair.add("falling", 2_000);

  const first = pair.split();
  const second = pair.split();

  assert.deepEqual([first, second], [1, 0]);
  pair.check();
});

for (const keepsMembers of [false, true]) {
  test(`a copy ${keepsMembers ? "with" : "without"} members and its original change apart`, () => {
    const random = new Random(5);
    const original = new Pair(Directory.empty(keepsMembers), new NaiveOrder(), random);
    original.add("late", 4_000);
    original.split();

    const copy = new Pair(original.directory.copy(), original.naive.copy(), random);
    copy.remove(1_500);
    original.add("random", 1_500);
    original.split();
    copy.add("late", 300);
    copy.split();

    original.check();
    copy.check();
    assert.deepEqual(copy.directory.keepsMembers, keepsMembers);
  });
}

for (const arrival of ARRIVALS) {
  test(`packed and unpacked, a directory answers and grows on as before, times ${arrival}`, () => {
    const random = new Random(6);
    const pair = new Pair(Directory.empty(false), new NaiveOrder(), random);
    pair.add(arrival, 5_000);
    pair.split();
    pair.remove(100);

    const unpacked = unpackDirectory(packDirectory(pair.directory));

    assert.ok(unpacked);
    assert.deepEqual(unpacked.newest, pair.directory.newest);
    assert.equal(unpacked.size, pair.directory.size);
    const again = new Pair(unpacked, pair.naive, random);
    again.check();
    again.add(arrival, 1_000);
    again.split();
    again.check();
  });
}

test("an empty directory, packed and unpacked, is empty", () => {
  const unpacked = unpackDirectory(packDirectory(Directory.empty(false)));

  assert.ok(unpacked);
  new Pair(unpacked, new NaiveOrder(), new Random(7)).check();
});

test("bytes that are no packed directory, or not the whole of one, are not unpacked", () => {
  const pair = new Pair(Directory.empty(false), new NaiveOrder(), new Random(8));
  pair.add("late", 2_000);
  const packed = packDirectory(pair.directory);

  const broken = [
    new Uint8Array(0),
    Uint8Array.of(99, ...packed.subarray(1)),
    Uint8Array.of(...packed, 1),
    ...[1, 2, 3, 5, 10, 50, packed.length - 1].map((length) => packed.subarray(0, length)),
  ];

  for (const bytes of broken) assert.equal(unpackDirectory(bytes), undefined, `${bytes.length}`);
});

for (const isSparse of [undefined, () => true, () => false]) {
  test(`a built directory answers as a sorted array does, sparse: ${String(isSparse?.())}`, () => {
    const random = new Random(9);
    const naive = new NaiveOrder();
    for (let seq = 1; seq <= 4_000; seq += 1) {
      naive.add({ atMs: arrivalMs("random", seq, random), seq, kind: random.below(9) });
    }
    const builder = new DirectoryBuilder(100, isSparse, true);

    for (const { atMs, seq, kind } of naive.events) builder.add(atMs, seq, kind);
    const pair = new Pair(builder.finish(), naive, random);

    pair.check();
    assert.deepEqual(pair.directory.newest.atMs, naive.events.at(-1)?.atMs);
    pair.add("random", 2_000);
    pair.split();
    pair.check();
  });
}

function kindSet(ids: readonly number[]): KindSet {
  const has = new Uint8Array((ids.at(-1) ?? 0) + 1);
  for (const id of ids) has[id] = 1;
  return { ids, has };
}
