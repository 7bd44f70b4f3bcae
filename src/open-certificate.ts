import type { FastifyBaseLogger } from "fastify";
import { Certificate } from "./http/tls/certificate.ts";
import type { KeyPairPaths } from "./http/tls/key-pair.ts";
import type { Settings } from "./settings.ts";
import { UsageError } from "./usage-error.ts";

/** How often it is looked whether a certificate's files have changed, ms. */
const LOOK_MS = 5_000;

/**
 * Where the certificate that the settings name and its key lie; `undefined` for plain HTTP.
 *
 * @throws UsageError when just one of them is named
 */
export function keyPairPaths({
  tlsCert: cert,
  tlsKey: key,
}: Pick<Settings, "tlsCert" | "tlsKey">): KeyPairPaths | undefined {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  const missing = cert === undefined ? "--tls-cert" : "--tls-key";
  throw new UsageError(`HTTPS needs a certificate and its key: ${missing} is missing`);
}

/**
 * Reads the certificate that the settings name, and looks after its files.
 *
 * @throws UsageError, AppError `invalid`, with what to do
 */
export function openCertificate(
  settings: Settings,
  diagnostics: FastifyBaseLogger,
): Certificate | undefined {
  const paths = keyPairPaths(settings);
  if (paths === undefined) return undefined;
  return Certificate.open({
    paths,
    lookMs: LOOK_MS,
    warn: (text) => diagnostics.warn(text),
    onChanged: (untilMs) => {
      const until = new Date(untilMs).toISOString();
      diagnostics.warn({ until }, "another TLS certificate is shown from now on");
    },
    now: Date.now,
  });
}
