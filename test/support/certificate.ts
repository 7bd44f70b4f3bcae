import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { TestFolder } from "./folder.ts";

/** A day, ms. */
const DAY_MS = 24 * 3_600_000;

/** A certificate of its own making with its key, both PEM. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Where a certificate and its key lie. */
export interface CertificateFiles extends MadeCertificate {
  readonly certPath: string;
  readonly keyPath: string;
}

/**
 * Makes a certificate for 127.0.0.1 and localhost that is signed by itself: Node can read certificates,
 * and has nothing that makes one. Source: RFC 5280 4.1.
 *
 * @param days how many it is good for from now on; negative for one that has expired
 */
export function makeCertificate(days = 30, name = "doorbook test"): MadeCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = sequence(set(sequence(oid(85, 4, 3), der(0x0c, Buffer.from(name)))));
  const from = Date.now() - 400 * DAY_MS;
  const body = sequence(
    // version 3
    der(0xa0, integer(2)),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    subject,
    sequence(utcTime(from), utcTime(Date.now() + days * DAY_MS)),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(ALTERNATIVE_NAMES, AUTHORITY)),
  );
  const signature = sign("sha256", body, privateKey);
  const bits = der(0x03, Buffer.concat([Buffer.of(0), signature]));
  return { cert: pem(sequence(body, ECDSA_SHA256, bits)), key: keyPem(privateKey) };
}

/** Makes one and writes it into a folder, the key for its owner alone. */
export async function writeCertificate(
  folder: TestFolder,
  made: MadeCertificate = makeCertificate(),
): Promise<CertificateFiles> {
  const files = { ...made, certPath: folder.at("cert.pem"), keyPath: folder.at("key.pem") };
  await writeFile(files.certPath, made.cert);
  await writeFile(files.keyPath, made.key, { mode: 0o600 });
  return files;
}

/** A tag, the length, the content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...bytes), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts));
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.of(value));
}

/** The first byte stands for two numbers, which the caller has put together. */
function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

// 1.2.840.10045.4.3.2
const ECDSA_SHA256 = sequence(oid(42, 134, 72, 206, 61, 4, 3, 2));
const ALTERNATIVE_NAMES = sequence(
  oid(85, 29, 17),
  der(0x04, sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.of(127, 0, 0, 1)))),
);
// it is its own authority
const AUTHORITY = sequence(
  oid(85, 29, 19),
  der(0x01, Buffer.of(255)),
  der(0x04, sequence(der(0x01, Buffer.of(255)))),
);

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function keyPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" });
}
