import type { Place } from "./place.ts";

/** Writes integers from 0 to 2^53 − 1, seven bits a byte, the lowest first. */
export class PackedWriter {
  #bytes = new Uint8Array(4_096);
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

/** Reads what a {@link PackedWriter} wrote; past the end there are zeros. */
export class PackedReader {
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
