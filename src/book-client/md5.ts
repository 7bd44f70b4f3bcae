/** By how many bits each step of a round turns. Source: RFC 1321, 3.4. */
const TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** Which word of a block a step of each round takes. Source: RFC 1321, 3.4. */
const WORDS: readonly ((step: number) => number)[] = [
  (step) => step,
  (step) => (5 * step + 1) % 16,
  (step) => (3 * step + 5) % 16,
  (step) => (7 * step) % 16,
];

type Mix = (b: number, c: number, d: number) => number;

/** The functions F, G, H and I. Source: RFC 1321, 3.4. */
const MIXES: readonly Mix[] = [
  (b, c, d) => (b & c) | (~b & d),
  (b, c, d) => (b & d) | (c & ~d),
  (b, c, d) => b ^ c ^ d,
  (b, c, d) => c ^ (b | ~d),
];

const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

/**
 * The MD5 of a text's UTF-8 as 32 lower-case hex digits: what the panels' login takes for a password.
 * Browsers bring none. Source: RFC 1321.
 */
export function md5Hex(text: string): string {
  const blocks = padded(new TextEncoder().encode(text));
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < blocks.byteLength; at += BLOCK_BYTES) {
    state = digestBlock(state, new DataView(blocks.buffer, at, BLOCK_BYTES));
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word, true);
  return Array.from(new Uint8Array(digest.buffer), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

type State = readonly [number, number, number, number];

/** The text with a one bit, zeros, and its length in bits. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES) * BLOCK_BYTES;
  const all = new Uint8Array(size);
  all.set(bytes);
  all[bytes.length] = 0x80;
  new DataView(all.buffer).setBigUint64(size - LENGTH_BYTES, BigInt(bytes.length) * 8n, true);
  return all;
}

function digestBlock(state: State, block: DataView): State {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const mixed = MIXES[round]!(b, c, d);
    const word = block.getUint32(WORDS[round]!(i % 16) * 4, true);
    const sum = (a + mixed + SINES[i]! + word) | 0;
    const turn = TURNS[round]![i % 4]!;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return [(state[0] + a) >>> 0, (state[1] + b) >>> 0, (state[2] + c) >>> 0, (state[3] + d) >>> 0];
}
