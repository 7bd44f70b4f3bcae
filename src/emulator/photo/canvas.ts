import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphOf } from "./font.ts";

/** A rectangle of a picture, in pixels from its upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a text stands, and how many pixels wide each pixel of its glyphs is (1 or more). */
export interface TextPlace {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** How many pixels a text needs to the right, the space behind its last character included. */
export function textWidth(characters: number, scale: number): number {
  return characters * (GLYPH_WIDTH + 1) * scale;
}

/** A picture whose pixels are numbers of colours, 0 to 255. What lies outside is not drawn. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, a byte a pixel. */
  readonly pixels: Uint8Array;

  /** All pixels are of colour 0. Width and height are pixels, 1 or more. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
  }

  paint({ left, top, width, height }: Box, colour: number): void {
    const right = Math.min(left + width, this.width);
    const bottom = Math.min(top + height, this.height);
    for (let y = Math.max(top, 0); y < bottom; y += 1) {
      const start = y * this.width;
      if (right > left) this.pixels.fill(colour, start + Math.max(left, 0), start + right);
    }
  }

  /** Draws a text on one line, from left to right. */
  write(text: string, { left, top, scale }: TextPlace, colour: number): void {
    for (const [at, character] of Array.from(text).entries()) {
      const from = left + textWidth(at, scale);
      for (let row = 0; row < GLYPH_HEIGHT; row += 1) {
        this.#writeRow(glyphOf(character)[row] ?? "", from, top + row * scale, scale, colour);
      }
    }
  }

  #writeRow(pixels: string, left: number, top: number, scale: number, colour: number): void {
    for (let column = 0; column < GLYPH_WIDTH; column += 1) {
      if (pixels[column] !== "#") continue;
      this.paint({ left: left + column * scale, top, width: scale, height: scale }, colour);
    }
  }
}
