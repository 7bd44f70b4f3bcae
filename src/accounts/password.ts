import { hash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "../event/errors.ts";

/** Cost of a new verifier: N = 2^14, r = 8, p = 1: 16 MiB and some 40 ms of one core. */
const COST = { ln: 14, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** The dearest verifier that is still checked: what is stored must not be able to exhaust memory. */
const MAX_LN = 20;

const VERIFIER = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22,})\$([\w+/]{43})$/;

/**
 * A verifier that no password fits, so that an unknown account costs the work of a known one.
 * Not a secret: whoever finds bytes that hash to it has broken scrypt.
 */
export const DUMMY_VERIFIER = verifierText(
  COST,
  Buffer.alloc(SALT_BYTES),
  Buffer.alloc(HASH_BYTES),
);

/** MD5 of a clear password as 32 lower-case hex digits: all that the panels' login call shows. */
export function md5Hex(clear: string): string {
  return hash("md5", clear, "hex");
}

/**
 * What a login call sent, as {@link md5Hex}: 32 hex digits of either case are taken for the MD5
 * itself, anything else for the clear password. Source: observed, on /api/v0.
 */
export function asMd5Hex(sent: string): string {
  return /^[\da-f]{32}$/i.test(sent) ? sent.toLowerCase() : md5Hex(sent);
}

/**
 * Makes a verifier: salted scrypt over the lower-case MD5 hex, with its parameters, in the PHC form
 * `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`.
 */
export async function hashPassword(md5: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return verifierText(COST, salt, await derive(md5, salt, COST, HASH_BYTES));
}

/**
 * Whether the MD5 hex is that of the verifier's password; takes the same time for every answer.
 *
 * @throws AppError `damaged` when the verifier is none of ours
 */
export async function verifyPassword(md5: string, verifier: string): Promise<boolean> {
  const { cost, salt, expected } = parseVerifier(verifier);
  const actual = await derive(md5, salt, cost, expected.length);
  return timingSafeEqual(actual, expected);
}

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

function parseVerifier(verifier: string): { cost: Cost; salt: Buffer; expected: Buffer } {
  const [, ln, r, p, salt, expected] = VERIFIER.exec(verifier) ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (salt === undefined || expected === undefined || !(cost.ln <= MAX_LN)) {
    throw new AppError("damaged", "A stored password cannot be read; set it anew");
  }
  return { cost, salt: Buffer.from(salt, "base64"), expected: Buffer.from(expected, "base64") };
}

function verifierText(cost: Cost, salt: Buffer, derived: Buffer): string {
  const parameters = `ln=${cost.ln},r=${cost.r},p=${cost.p}`;
  return `$scrypt$${parameters}$${unpadded(salt)}$${unpadded(derived)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

function derive(md5: string, salt: Buffer, cost: Cost, length: number): Promise<Buffer> {
  const N = 2 ** cost.ln;
  const options = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(md5, salt, length, options, (error, derived) => {
      if (error === null) resolve(derived);
      else reject(error);
    });
  });
}
