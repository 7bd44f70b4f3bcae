import { createPrivateKey, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { AppError } from "../../event/errors.ts";

/** Where a certificate and its key lie, both as PEM. */
export interface KeyPairPaths {
  /** The certificate, followed by those that lead to its authority. */
  readonly cert: string;
  readonly key: string;
}

/** A certificate with its key, read and checked. */
export interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** From when and until when the certificate is good, ms. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** The names and addresses that it is for; its subject where it names none. */
  readonly names: string;
  /** Whether everyone on the machine may read the key. */
  readonly isKeyOpen: boolean;
}

/** Whoever is neither the owner nor of the group: groups are how servers are let read a key. */
const EVERYONE = 0o007;

/**
 * Reads a certificate and its key.
 *
 * @throws AppError `invalid`, naming the file and what to do: a file is missing or may not be read, is no
 *   PEM, the key has a passphrase or is that of another certificate
 */
export function readKeyPair({ cert, key }: KeyPairPaths): KeyPair {
  const certBytes = readPem(cert, "certificate");
  const keyBytes = readPem(key, "key");
  const certificate = parseCertificate(certBytes, cert);
  if (!certificate.checkPrivateKey(parseKey(keyBytes, key))) {
    throw new AppError(
      "invalid",
      `the key in ${key} is not that of the certificate in ${cert}: give the two that belong together ` +
        "(the server's own certificate stands first in its file)",
    );
  }
  const { validFromDate, validToDate, subjectAltName, subject } = certificate;
  return {
    cert: certBytes,
    key: keyBytes,
    fromMs: validFromDate.getTime(),
    untilMs: validToDate.getTime(),
    names: subjectAltName ?? subject.replaceAll("\n", ", "),
    // elsewhere who may read a file is not told by its mode
    isKeyOpen: process.platform !== "win32" && (statSync(key).mode & EVERYONE) !== 0,
  };
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EACCES: "may not be read by this user: give its group the right to (chgrp, chmod 640)",
  EISDIR: "is a folder, not a file",
};

function readPem(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const why = READ_FAILURES[code] ?? `cannot be read (${code})`;
    throw new AppError("invalid", `the TLS ${what} ${path} ${why}`, { cause });
  }
}

function parseCertificate(pem: Buffer, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    const what = `${path} holds no certificate as PEM ("-----BEGIN CERTIFICATE-----" first)`;
    throw new AppError("invalid", what, { cause });
  }
}

function parseKey(pem: Buffer, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    const isSealed = cause instanceof Error && "code" in cause && isAboutPassphrase(cause.code);
    const what = isSealed
      ? `the key in ${path} has a passphrase, which nobody types at a server's start: take it off ` +
        "(openssl pkey -in KEY -out NEW) and let only the server read the file"
      : `${path} holds no private key as PEM ("-----BEGIN PRIVATE KEY-----")`;
    throw new AppError("invalid", what, { cause });
  }
}

function isAboutPassphrase(code: unknown): boolean {
  return code === "ERR_MISSING_PASSPHRASE" || code === "ERR_OSSL_BAD_DECRYPT";
}
