import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../src/intake/turns.ts";

/** Pieces of work of a millisecond each, by a clock of their own. */
function pieces(turnMs: number) {
  let nowMs = 0;
  let turn = 0;
  const turns = new Turns(turnMs, () => nowMs);
  const done: { piece: number; turn: number }[] = [];
  const work = (piece: number) => () => {
    nowMs += 1;
    done.push({ piece, turn });
    return piece;
  };
  const nextTurn = async () => {
    turn += 1;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, done, work, nextTurn };
}

test("does at once what fits into a turn", () => {
  const { turns, done, work } = pieces(3);

  const results = [1, 2, 3].map((piece) => turns.run(work(piece)));

  assert.deepEqual(results, [1, 2, 3]);
  assert.equal(done.length, 3);
});

test("leaves the rest to the turns that follow, in the order in which it came", async () => {
  const { turns, done, work, nextTurn } = pieces(2);

  const results = Promise.all([1, 2, 3, 4, 5].map(async (piece) => turns.run(work(piece))));
  for (let nth = 0; nth < 4; nth++) await nextTurn();

  assert.deepEqual(await results, [1, 2, 3, 4, 5]);
  assert.deepEqual(
    done.map(({ piece }) => piece),
    [1, 2, 3, 4, 5],
  );
  const perTurn = Map.groupBy(done, ({ turn }) => turn);
  assert.deepEqual(
    [...perTurn.values()].map(({ length }) => length),
    [2, 2, 1],
  );
});

test("does not let a newcomer before who waits", async () => {
  const { turns, done, work, nextTurn } = pieces(1);
  void turns.run(work(1));
  const second = turns.run(work(2));

  await nextTurn();
  const third = turns.run(work(3));
  await Promise.all([second, third]);

  assert.deepEqual(
    done.map(({ piece }) => piece),
    [1, 2, 3],
  );
});

test("hands on what the work throws, at once or later", async () => {
  const { turns, work } = pieces(1);
  const fail = () => {
    throw new RangeError("too much");
  };

  assert.throws(() => turns.run(fail), RangeError);
  void turns.run(work(1));
  await assert.rejects(async () => turns.run(fail), RangeError);
});
