import { DRAWN_CHARACTERS, glyphOf } from "../../../src/emulator/photo/font.ts";
import type { Picture } from "./decode-png.ts";

const INK = "#ffffff";

/** Which characters each picture of one stands for, its rows put together. */
const CHARACTERS = new Map(
  DRAWN_CHARACTERS.map((character) => [glyphOf(character).join("\n"), character]),
);

/**
 * Reads the lines of text of a picture: white pixels, glyph by glyph. Blanks at the end are not seen,
 * a box is `□`, what is no glyph is `?`.
 *
 * @param scale of each line, from the top
 */
export function readText(picture: Picture, scales: readonly number[]): string[] {
  return scales.map((scale, line) => {
    const cells = Array.from({ length: Math.floor((picture.width - 48) / (6 * scale)) }, (_, at) =>
      readCell(picture, 24 + at * 6 * scale, 24 + line * 32, scale),
    );
    return cells.join("").trimEnd();
  });
}

function readCell(picture: Picture, left: number, top: number, scale: number): string {
  const rows = Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: 5 }, (_, column) =>
      readBlock(picture, left + column * scale, top + row * scale, scale),
    ).join(""),
  ).join("\n");
  if (rows === glyphOf("é").join("\n")) return "□";
  return CHARACTERS.get(rows) ?? "?";
}

/** A pixel of a glyph: `#` when all of its block is ink, `.` when nothing is, else `~`. */
function readBlock(picture: Picture, left: number, top: number, scale: number): string {
  const inked = Array.from({ length: scale * scale }, (_, at) =>
    picture.at(left + (at % scale), top + Math.floor(at / scale)),
  ).filter((colour) => colour === INK).length;
  if (inked === 0) return ".";
  return inked === scale * scale ? "#" : "~";
}
