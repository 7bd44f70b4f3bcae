import { crc32, deflateSync } from "node:zlib";
import type { Canvas } from "./canvas.ts";

/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Eight bits a pixel, each the number of a colour of the palette; not interlaced. */
const INDEXED = [8, 3, 0, 0, 0];

/** A level that costs little time; a generated picture is small at any. */
const LEVEL = 3;

/**
 * A picture as the bytes of a PNG file with a palette.
 *
 * @param palette the colours by number, 1 to 256; the picture uses no other
 */
export function encodePng(canvas: Canvas, palette: readonly Colour[]): Uint8Array {
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header(canvas)),
    chunk("PLTE", Uint8Array.from(palette.flat())),
    chunk("IDAT", deflateSync(scanLines(canvas), { level: LEVEL })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function header({ width, height }: Canvas): Uint8Array {
  const data = Buffer.alloc(8 + INDEXED.length);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set(INDEXED, 8);
  return data;
}

/** The rows of the picture, each behind a zero: unfiltered. */
function scanLines({ width, height, pixels }: Canvas): Uint8Array {
  const lines = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  return lines;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
