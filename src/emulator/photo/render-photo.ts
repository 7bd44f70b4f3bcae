import { renderIsoTime, renderOffset } from "../../basip/iso-time.ts";
import { type Box, Canvas, textWidth } from "./canvas.ts";
import { type Colour, encodePng } from "./png.ts";

/** What a picture shows. */
export interface Photo {
  /** The panel's serial, up to 98 characters; the rest is cut. */
  readonly serial: string;
  /** When it is taken, in Unix milliseconds. */
  readonly atMs: number;
  /** How far the panel's clock is ahead of UTC, in minutes, -1439 to 1439. */
  readonly offsetMinutes: number;
  /** More lines below serial and time: 0 to 8, as long as a serial; the rest is left out. */
  readonly lines?: readonly string[];
}

const WIDTH = 640;
const HEIGHT = 360;

/** From the edge of the picture to its text, in pixels. */
const MARGIN = 24;
/** From the top of a line to the top of the next. */
const LINE_HEIGHT = 32;
const MOST_LINES = 10;
/** The sizes of text, the one that is liked best first. */
const SCALES = [3, 2, 1] as const;
const MOST_CHARACTERS = 98;

/** Shades of the wall, from the top of the picture to its bottom. */
const SHADES = 60;
const FRAME = SHADES;
const DOOR = SHADES + 1;
const PANE = SHADES + 2;
const HANDLE = SHADES + 3;
const INK = SHADES + 4;

/** The colours by number; nothing but text is in the last. */
const PALETTE: readonly Colour[] = [
  ...Array.from({ length: SHADES }, (_, shade): Colour => [20 + shade, 40 + shade, 70 + shade]),
  [52, 40, 30],
  [110, 74, 44],
  [120, 150, 170],
  [210, 180, 90],
  [255, 255, 255],
];

/** A door in its frame, with a pane and a handle, from back to front. */
const SCENE: readonly (readonly [Box, number])[] = [
  [{ left: 400, top: 70, width: 190, height: 290 }, FRAME],
  [{ left: 412, top: 82, width: 166, height: 278 }, DOOR],
  [{ left: 440, top: 110, width: 110, height: 90 }, PANE],
  [{ left: 552, top: 222, width: 12, height: 34 }, HANDLE],
];

/**
 * The picture of a panel's camera: a door on a wall, with the panel's serial, its local time and
 * further lines as text. A PNG of 640 by 360 pixels, under 60 kB, the same for the same photo.
 *
 * That a panel writes these into its picture is assumed.
 *
 * @throws RangeError for a time that a `Date` cannot hold
 */
export function renderPhoto({ serial, atMs, offsetMinutes, lines = [] }: Photo): Uint8Array {
  const canvas = new Canvas(WIDTH, HEIGHT);
  drawScene(canvas);
  const texts = [serial, renderLocalTime(atMs, offsetMinutes), ...lines].slice(0, MOST_LINES);
  for (const [at, text] of texts.entries()) drawLine(canvas, text, MARGIN + at * LINE_HEIGHT);
  return encodePng(canvas, PALETTE);
}

/** As `2025-06-15 12:00:00 +03:00`. */
function renderLocalTime(atMs: number, offsetMinutes: number): string {
  const [moment = ""] = renderIsoTime(atMs, offsetMinutes).split(".");
  return `${moment.replace("T", " ")} ${renderOffset(offsetMinutes)}`;
}

function drawScene(canvas: Canvas): void {
  const height = HEIGHT / SHADES;
  for (let shade = 0; shade < SHADES; shade += 1) {
    canvas.paint({ left: 0, top: shade * height, width: WIDTH, height }, shade);
  }
  for (const [box, colour] of SCENE) canvas.paint(box, colour);
}

/** Writes a line as large as it fits. */
function drawLine(canvas: Canvas, line: string, top: number): void {
  const characters = Array.from(line).slice(0, MOST_CHARACTERS);
  const room = WIDTH - 2 * MARGIN;
  const scale = SCALES.find((scale) => textWidth(characters.length, scale) <= room) ?? 1;
  canvas.write(characters.join(""), { left: MARGIN, top, scale }, INK);
}
