import { scryptSync } from "node:crypto";
import { md5Hex } from "../../src/accounts/password.ts";

/**
 * A password's verifier in the form of those that are made, at hardly any cost: what
 * tests ask of servers is not how dear a guess is, and one at the full cost takes 40 ms of a core or more.
 * `test/accounts/password.test.ts` holds what is made to the full cost.
 */
export function quickVerifier(password: string): string {
  const salt = Buffer.alloc(16, "a salt of tests");
  const derived = scryptSync(md5Hex(password), salt, 32, { N: 16, r: 1, p: 1 });
  const [salted, hashed] = [salt, derived].map((part) =>
    part.toString("base64").replace(/=+$/, ""),
  );
  return `$scrypt$ln=4,r=1,p=1$${salted}$${hashed}`;
}
