import assert from "node:assert/strict";
import { test } from "node:test";
import { renderFrame } from "../../../src/book/stream/frames.ts";
import { parseCursor, renderCursor } from "../../../src/book/stream/stream-cursor.ts";
import { readFrames } from "../../support/stream-reader.ts";

test("writes data of several lines so that a reader puts the same JSON together", () => {
  const data = '{"model":{\r\n"a":1,\r"b":\n2}}';

  const [frame] = readFrames(renderFrame("e.7", "event", data));

  assert.deepEqual(JSON.parse(frame?.data ?? ""), JSON.parse(data));
  assert.deepEqual([frame?.id, frame?.name], ["e.7", "event"]);
});

test("reads the id of an event back, and a bare seq as one of the present history", () => {
  const read = [renderCursor("a1-_", 12), "0", "12"].map(parseCursor);

  assert.deepEqual(read, [
    { epoch: "a1-_", seq: 12 },
    { epoch: undefined, seq: 0 },
    { epoch: undefined, seq: 12 },
  ]);
});

for (const text of [
  "",
  ".",
  "a.",
  ".1",
  "a.b",
  "1.2.3",
  "-1",
  "1e3",
  " 1",
  "1".repeat(16),
  "ä.1",
]) {
  test(`takes ${JSON.stringify(text)} for no place in the log`, () => {
    assert.equal(parseCursor(text), undefined);
  });
}
