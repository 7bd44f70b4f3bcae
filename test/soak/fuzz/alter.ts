import type { Random } from "../../support/random.ts";

/** Bytes changed, taken out, put in or doubled, at one to eight places. */
export function alter(random: Random, bytes: Buffer): Buffer {
  let altered: Buffer = Buffer.from(bytes);
  for (let times = 1 + random.below(8); times > 0; times--) {
    const at = random.below(altered.length + 1);
    const end = Math.min(altered.length, at + 1 + random.below(16));
    const noise = Buffer.from(Array.from({ length: end - at }, () => random.below(256)));
    const [before, within, after] = [
      altered.subarray(0, at),
      altered.subarray(at, end),
      altered.subarray(end),
    ];
    altered = random.pick<() => Buffer>([
      () => Buffer.concat([before, noise, after]),
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, noise, within, after]),
      () => Buffer.concat([before, within, within, after]),
    ])();
  }
  return altered;
}
