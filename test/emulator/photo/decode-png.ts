import assert from "node:assert/strict";
import { crc32, inflateSync } from "node:zlib";

/** A decoded picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colour of a pixel, as `#rrggbb`. */
  at(x: number, y: number): string;
}

/** Reads a PNG with a palette of at most 256 colours, whose rows are unfiltered; fails on another. */
export function decodePng(png: Uint8Array): Picture {
  const chunks = readChunks(Buffer.from(png));
  const types = chunks.map(({ type }) => type);
  assert.deepEqual(types, ["IHDR", "PLTE", "IDAT", "IEND"]);
  const [header, palette, data] = chunks.map(({ data }) => data);
  assert.ok(header !== undefined && palette !== undefined && data !== undefined);
  assert.equal(header.length, 13);
  assert.deepEqual([...header.subarray(8)], [8, 3, 0, 0, 0]);

  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const rows = unfilter(inflateSync(data), width, height);
  return {
    width,
    height,
    at(x, y) {
      const from = (rows[y]?.[x] ?? Number.NaN) * 3;
      const colour = palette.subarray(from, from + 3);
      assert.equal(colour.length, 3, "a colour of the palette");
      return `#${colour.toString("hex")}`;
    },
  };
}

function readChunks(png: Buffer): { type: string; data: Buffer }[] {
  assert.equal(png.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    assert.equal(png.readUInt32BE(end), crc32(png.subarray(at + 4, end)));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

function unfilter(bytes: Buffer, width: number, height: number): Buffer[] {
  assert.equal(bytes.length, height * (width + 1));
  return Array.from({ length: height }, (_, y) => {
    const row = bytes.subarray(y * (width + 1), (y + 1) * (width + 1));
    assert.equal(row[0], 0, "no filter");
    return row.subarray(1);
  });
}
