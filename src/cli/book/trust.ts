import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { UsageError } from "../../usage-error.ts";

/**
 * Has this process trust the servers whose certificates are in a file, or were signed by those, beside
 * the usual ones.
 *
 * @param path of PEM; `undefined` for the usual ones alone
 * @throws UsageError when it cannot be read or holds none
 */
export function trustCertificates(path: string | undefined): void {
  if (path === undefined) return;
  let pem = "";
  try {
    pem = readFileSync(path, "latin1");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--ca names a file that cannot be read: ${why}`);
  }
  try {
    setDefaultCACertificates([...getCACertificates("default"), pem]);
  } catch {
    throw new UsageError(`--ca names ${path}, which holds no certificates as PEM`);
  }
}

/** Why a server's certificate is not taken, by the system's word, and what helps. */
const HINTS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "Nobody vouches for its certificate: name it with --ca FILE.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "Its authority is not known here: name the authority's certificate with --ca FILE.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "Its authority is not known here: name the authority's certificate with --ca FILE, or have the server send the whole chain.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "Its authority is not known here: name the authority's certificate with --ca FILE.",
  CERT_HAS_EXPIRED:
    "Its certificate has expired: renew it on the server, which reads it by itself.",
  CERT_NOT_YET_VALID: "Its certificate is not good yet: is the clock right, here and there?",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "Its certificate is for another name: ask by that name, with --url.",
  ERR_SSL_WRONG_VERSION_NUMBER: "It speaks plain HTTP there: ask with http://.",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "It speaks plain HTTP there: ask with http://.",
};

/** What helps when a server's certificate is not taken; `undefined` for what is no matter of TLS. */
export function tlsHint(message: string): string | undefined {
  return HINTS[/[A-Z_]+$/.exec(message)?.[0] ?? ""];
}
