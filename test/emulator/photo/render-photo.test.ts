import assert from "node:assert/strict";
import { test } from "node:test";
import { type Photo, renderPhoto } from "../../../src/emulator/photo/render-photo.ts";
import { decodePng } from "./decode-png.ts";
import { readText } from "./read-text.ts";

const PHOTO: Photo = {
  serial: "4f5c6d7e",
  atMs: Date.UTC(2025, 5, 15, 9, 5, 7),
  offsetMinutes: 180,
};

test("is a PNG of 640 by 360 pixels, under 60 kB", () => {
  const wordy = {
    ...PHOTO,
    serial: "W".repeat(98),
    lines: Array.from({ length: 8 }, () => "Q8".repeat(49)),
  };

  for (const photo of [PHOTO, wordy]) {
    const png = renderPhoto(photo);
    const { width, height } = decodePng(png);

    assert.deepEqual([width, height], [640, 360]);
    assert.ok(png.length < 60_000);
  }
});

test("shows the serial, the panel's local time and the lines below", () => {
  const picture = decodePng(renderPhoto({ ...PHOTO, lines: ["Front door", "lock 1: opened"] }));

  assert.deepEqual(readText(picture, [3, 3, 3, 3, 3]), [
    "4f5c6d7e",
    "2025-06-15 12:05:07 +03:00",
    "Front door",
    "lock 1: opened",
    "",
  ]);
});

for (const [offsetMinutes, time] of [
  [0, "2025-06-15 09:05:07 +00:00"],
  [-570, "2025-06-14 23:35:07 -09:30"],
  [345, "2025-06-15 14:50:07 +05:45"],
] as const) {
  test(`shows ${time} on a clock ${String(offsetMinutes)} minutes ahead`, () => {
    const picture = decodePng(renderPhoto({ ...PHOTO, offsetMinutes }));

    assert.equal(readText(picture, [3, 3])[1], time);
  });
}

test("shows what it has no picture of as a box", () => {
  const picture = decodePng(renderPhoto({ ...PHOTO, serial: "é-Ж😀_a" }));

  assert.deepEqual(readText(picture, [3]), ["□-□□_a"]);
});

test("writes a long line smaller, and cuts what is longer still", () => {
  const long = "Entrance 12.".repeat(4);
  const longer = "0123456789".repeat(11);
  const picture = decodePng(renderPhoto({ ...PHOTO, lines: [long, longer] }));

  assert.deepEqual(readText(picture, [3, 3, 2, 1]).slice(2), [long, longer.slice(0, 98)]);
});

test("leaves out lines for which there is no room", () => {
  const lines = Array.from({ length: 12 }, (_, at) => `line ${String(at)}`);
  const picture = decodePng(renderPhoto({ ...PHOTO, lines }));

  const shown = readText(picture, [3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
  assert.deepEqual(shown.slice(2), lines.slice(0, 8));
});

test("is another picture for another serial and another second, the same for the same", () => {
  const shown = [
    PHOTO,
    { ...PHOTO, serial: "4f5c6d7f" },
    { ...PHOTO, atMs: PHOTO.atMs + 1_000 },
    { ...PHOTO, atMs: PHOTO.atMs + 999 },
  ].map((photo) => Buffer.from(renderPhoto(photo)).toString("base64"));

  assert.equal(new Set(shown).size, 3);
  assert.equal(shown[3], shown[0]);
});

test("shows a door beside the text", () => {
  const picture = decodePng(renderPhoto(PHOTO));

  const [wall, door, pane] = [picture.at(100, 300), picture.at(500, 300), picture.at(500, 150)];
  assert.equal(new Set([wall, door, pane]).size, 3);
  assert.notEqual(picture.at(100, 150), wall);
});
