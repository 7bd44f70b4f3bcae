import type { Random } from "../../support/random.ts";
import { alter } from "./alter.ts";
import type { FuzzRequest } from "./request.ts";
import { headOf } from "./request.ts";
import { MUTATED_BODIES } from "./mutated-bodies.ts";

/** A request as bytes, and what is known of it. */
export interface MutatedRequest {
  readonly bytes: Buffer;
  readonly request: FuzzRequest;
}

type Mutation = (random: Random, request: FuzzRequest) => FuzzRequest;

const METHODS = [
  "HEAD",
  "OPTIONS",
  "TRACE",
  "CONNECT",
  "PATCH",
  "DELETE",
  "PURGE",
  "PROPFIND",
  "QUERY",
  "FOO",
  "get",
  "GE\tT",
  "",
  "\0",
  "X".repeat(9_000),
] as const;

const VALUES = [
  "",
  "-1",
  "+1",
  "1e3",
  "0x10",
  " 1",
  "9".repeat(400),
  "9223372036854775808",
  "NaN",
  "true",
  "null",
  "%00",
  "%",
  "%zz",
  "%C0%80",
  "%ED%A0%80",
  "%F0%9F",
  "__proto__",
  "constructor",
  "toString",
  "' or 1=1 --",
  "%27%3B%20DROP%20TABLE%20event%3B--",
  "\u00ff\u00fe",
  "a".repeat(5_000),
  "%7B".repeat(500),
  `%7B%22filter_field%22%3A${"%5B".repeat(2_000)}`,
  `(${"(".repeat(900)}name eq 'x'`,
  "name%20eq%20%27x%27%20or%20",
] as const;

const NAMES = [
  "locale",
  "limit",
  "page_number",
  "sort_type",
  "sort_field",
  "order_by",
  "from",
  "to",
  "filter",
  "filter_field",
  "filter_type",
  "filter_value",
  "filter_format",
  "username",
  "password",
  "__proto__",
  "limit[]",
  "",
] as const;

const LENGTHS = [
  "-1",
  "+5",
  "0",
  "1e2",
  "0x10",
  "5, 5",
  "",
  "5 5",
  "99999999999999999999999",
  "18446744073709551616",
] as const;

const HEADERS: readonly (readonly [string, string])[] = [
  ["Authorization", ""],
  ["Authorization", "Bearer"],
  ["Authorization", `Bearer ${"f".repeat(40)}`],
  ["Authorization", `Bearer ${"f".repeat(20_000)}`],
  ["Authorization", "Basic"],
  ["Authorization", "Basic !!!!"],
  ["Authorization", `Basic ${"QUFB".repeat(4_000)}`],
  ["Authorization", "Digest username=x"],
  ["Content-Type", 'application/json; charset="\\'],
  ["Content-Type", "multipart/form-data"],
  ["Content-Encoding", "gzip"],
  ["Expect", "100-continue"],
  ["Expect", "the unexpected"],
  ["Upgrade", "websocket"],
  ["Connection", "upgrade"],
  ["Connection", "close"],
  ["Connection", "x".repeat(2_000)],
  ["Host", "a b"],
  ["Host", "\u00ff"],
  ["Transfer-Encoding", "gzip"],
  ["Transfer-Encoding", "chunked, identity"],
  ["Transfer-Encoding", "\u000bchunked"],
  ["X", "\0"],
  ["X\0", "1"],
  ["no colon here\r\nX", "1"],
  [" folded", "1"],
  ["", "empty name"],
  ["X", "a\rb"],
  ["X", "a\nb"],
  ["__proto__", "1"],
  ["Accept-Encoding", "br;q=nan"],
  ["If-None-Match", "*"],
  ["Range", "bytes=0-0,-1"],
  ["X-Forwarded-For", "' or 1=1"],
];

/** Ways in which the request is wrong as HTTP or as a call; the body stays as it was. */
const MUTATIONS: readonly Mutation[] = [
  (random, request) => ({ ...request, method: random.pick(METHODS) }),
  (random, request) => ({ ...request, target: mutatedTarget(random, request.target) }),
  (random, request) => ({ ...request, target: mutatedTarget(random, request.target) }),
  (random, request) => ({ ...request, target: withParameter(random, request.target) }),
  (random, request) => ({ ...request, target: withParameter(random, request.target) }),
  (random, request) => ({ ...request, target: withParameter(random, request.target) }),
  (random, request) => withHeader(request, random.pick(HEADERS)),
  (random, request) => withHeader(request, random.pick(HEADERS)),
  (random, request) => withHeader(withHeader(request, random.pick(HEADERS)), random.pick(HEADERS)),
  (random, request) => withHeader(request, ["Content-Length", random.pick(LENGTHS)]),
  (_random, request) => withHeader(request, ["Content-Length", String(request.body.length + 1)]),
  (random, request) =>
    withHeader(request, ["Content-Length", String(random.below(request.body.length + 1))]),
  (_random, request) => {
    const length = ["Content-Length", String(request.body.length)] as const;
    return withHeader(withHeader(request, length), ["Content-Length", "3"]);
  },
  (_random, request) => {
    const length = ["Content-Length", String(request.body.length)] as const;
    return withHeader(withHeader(request, length), ["Transfer-Encoding", "chunked"]);
  },
  (_random, request) => withHeader(request, ["Transfer-Encoding", "chunked"]),
  (random, request) => {
    const count = 1 + random.below(3_000);
    const flood = Array.from({ length: count }, (_, i) => [`X-${String(i)}`, "1"] as const);
    return { ...request, headers: [...request.headers, ...flood] };
  },
  (random, request) => withHeader(request, ["X", "x".repeat(random.below(100_000))]),
];

/** Makes a good request a bad one, or one that is odd but good. */
export function mutate(random: Random, good: FuzzRequest): MutatedRequest {
  const { panel, ...rest } = { ...good, status: undefined, givesToken: false };
  const chance = random.fraction();
  if (good.body.length > 0 && chance < 0.5) {
    const body = random.pick(MUTATED_BODIES)(random, good.body);
    const request = { ...rest, panel, body };
    return { request, bytes: Buffer.concat([headOf(request), body]) };
  }
  const request = random.pick(MUTATIONS)(random, { ...rest, panel });
  const head = headOf(request);
  const isAltered = chance > 0.8;
  return {
    request,
    bytes: Buffer.concat([isAltered ? alter(random, head) : head, request.body]),
  };
}

function withHeader(request: FuzzRequest, header: readonly [string, string]): FuzzRequest {
  return { ...request, headers: [...request.headers, header] };
}

function withParameter(random: Random, target: string): string {
  const joint = target.includes("?") ? "&" : "?";
  return `${target}${joint}${random.pick(NAMES)}=${random.pick(VALUES)}`;
}

function mutatedTarget(random: Random, target: string): string {
  return random.pick<() => string>([
    () => `${target}${target.includes("?") ? "&" : "?"}x=${"y".repeat(random.below(60_000))}`,
    () => `${target}/${"z".repeat(random.below(3_000))}`,
    () => `/${random.pick(VALUES)}${target}`,
    () => `/panels/${random.pick(VALUES)}${target}`,
    () => `http://other.example${target}`,
    () => `/..${target}`,
    () => `/${target}`,
    () => target.replace("api", "a%70i"),
    () => target.replaceAll("/", "%2f"),
    () => target.slice(0, random.below(target.length + 1)),
    () => alter(random, Buffer.from(target, "latin1")).toString("latin1"),
    () => target.toUpperCase(),
    () => `${target}#fragment`,
    () => "*",
    () => "",
  ])();
}
