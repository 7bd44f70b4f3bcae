import { Bucket } from "./bucket.ts";
import { Directory } from "./directory.ts";
import type { Place } from "./place.ts";

const FORMAT = 1;

/** A directory's counts in some 3 bytes a bucket and kind. Members are not packed. */
export function packDirectory(directory: Directory): Uint8Array {
  const out = new Writer();
  out.number(FORMAT);
  out.place(directory.newest);
  out.number(directory.size);
  for (const bucket of directory.buckets()) {
    out.place(bucket.start);
    let kinds = 0;
    bucket.forEachKind(() => (kinds += 1));
    out.number(kinds);
    bucket.forEachKind((kind, count) => {
      out.number(kind);
      out.number(count);
    });
  }
  return out.bytes();
}

/** @returns `undefined` for bytes that are not of this form: build the directory anew then */
export function unpackDirectory(bytes: Uint8Array): Directory | undefined {
  const input = new Reader(bytes);
  if (input.number() !== FORMAT) return undefined;
  const newest = input.place();
  const size = input.number();
  const buckets: Bucket[] = [];
  for (let i = 0; i < size; i += 1) {
    const bucket = new Bucket(input.place());
    const kinds = input.number();
    for (let k = 0; k < kinds; k += 1) bucket.change(input.number(), input.number());
    buckets.push(bucket);
  }
  return input.isAtEnd && size > 0 ? Directory.ofBuckets(buckets, false, newest) : undefined;
}

/** Integers from 0 to 2^53 − 1, seven bits a byte, the lowest first. */
class Writer {
  #bytes = new Uint8Array(65_536);
  #length = 0;

  number(value: number): void {
    if (this.#length + 8 > this.#bytes.length) {
      const bytes = new Uint8Array(this.#bytes.length * 2);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
    }
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  place(place: Place): void {
    // START lies at -1
    this.number(place.atMs + 1);
    this.number(place.seq);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  number(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes[this.#position++] ?? 0;
      if (byte < 128) return value + byte * factor;
      value += (byte - 128) * factor;
      factor *= 128;
    }
  }

  place(): Place {
    return { atMs: this.number() - 1, seq: this.number() };
  }
}
