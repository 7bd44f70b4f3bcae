import type { Random } from "../../support/random.ts";
import { alter } from "./alter.ts";

/** Makes the body of a push or a login another one. */
type BodyMutation = (random: Random, body: Buffer) => Buffer;

const NUMBERS = [
  "1e999",
  "-1",
  "1.5",
  "1e12",
  "9".repeat(400),
  `0.${"0".repeat(5_000)}1`,
  "01",
  "253402300800000",
  '"1760000000000"',
  "null",
  "[]",
  '"\\u0000"',
] as const;

/** Ways in which a body is wrong; most leave it the JSON of a push, with odd events in it. */
export const MUTATED_BODIES: readonly BodyMutation[] = [
  (random, body) => body.subarray(0, random.below(body.length)),
  (random, body) => alter(random, body),
  (random, body) => alter(random, body),
  (random, body) => replaced(body, /"created_at":\d+/, `"created_at":${random.pick(NUMBERS)}`),
  (random, body) => withInfo(body, random.pick(NUMBERS)),
  (random, body) => withInfo(body, nested(random, "[", "]")),
  (random, body) => withInfo(body, nested(random, '{"a":', "}")),
  (random, body) => withInfo(body, `"${"x".repeat(random.below(80_000))}"`),
  (_random, body) => withInfo(body, '{"a":1,"a":2,"__proto__":{"a":1},"constructor":null}'),
  (_random, body) => withInfo(body, '{"owner":"\\ud800","name":"\\udc00\\ud800"}'),
  (_random, body) => withInfo(body, '{"owner":"\\u0000"}'),
  (_random, body) => replaced(body, '"code":', '"code":"first","code":'),
  (_random, body) => replaced(body, '"code":', '"code":"\\ud800","x":'),
  (random, body) => replaced(body, '"code":"', `"code":"${"k".repeat(random.below(200))}`),
  (_random, body) => replaced(body, '"events":[', '"events":[null,[],{},1,"",'),
  (_random, body) => replaced(body, '"events":[', '"events":{"0":['),
  (_random, body) => replaced(body, "}", "},"),
  (_random, body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  (_random, body) => Buffer.concat([body, Buffer.from("\0")]),
  (_random, body) => Buffer.concat([body, body]),
  (random, body) => spliced(body, random, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
  (random, body) => spliced(body, random, Buffer.from([0])),
  (_random, body) => Buffer.from(body.toString("utf8"), "utf16le"),
  (random, body) => Buffer.from(body.toString("utf8").padEnd(random.below(300_000))),
  (random) => Buffer.from(nested(random, "[", "]")),
  (random) => Buffer.from("[".repeat(random.below(200_000))),
  (random) => Buffer.from(`{"events":[${"{},".repeat(random.below(2_000))}{}]}`),
  () => Buffer.from('{"events":[]}'),
  () => Buffer.from("null"),
];

function nested(random: Random, open: string, close: string): string {
  const depth = random.skewed(30_000);
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

/** Puts another model into the first event. */
function withInfo(body: Buffer, info: string): Buffer {
  return replaced(body, '"created_at":', `"info":${info},"created_at":`);
}

function replaced(body: Buffer, what: string | RegExp, by: string): Buffer {
  return Buffer.from(body.toString("utf8").replace(what, () => by));
}

function spliced(body: Buffer, random: Random, inside: Buffer): Buffer {
  const at = random.below(body.length + 1);
  return Buffer.concat([body.subarray(0, at), inside, body.subarray(at)]);
}
