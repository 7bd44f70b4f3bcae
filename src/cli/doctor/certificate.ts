import { daysLeft, keyPairWarnings } from "../../http/tls/warnings.ts";
import { readKeyPair } from "../../http/tls/key-pair.ts";
import { keyPairPaths } from "../../open-certificate.ts";
import type { Settings } from "../../settings.ts";
import type { Finding } from "../finding.ts";

/** What the doctor finds of the certificate that a server shows. @throws UsageError when half is named */
export function certificateFindings(settings: Settings, nowMs: number): readonly Finding[] {
  const paths = keyPairPaths(settings);
  if (paths === undefined) return [];
  try {
    const pair = readKeyPair(paths);
    const days = daysLeft(pair.untilMs, nowMs);
    const text = `the certificate is good for ${days} more days, for ${pair.names}`;
    const warnings = keyPairWarnings(pair, paths, nowMs).map(split);
    return warnings.length > 0 ? warnings : [{ text }];
  } catch (error) {
    const advice = "the server would not start";
    return [{ text: error instanceof Error ? error.message : String(error), advice }];
  }
}

/** A warning's sentence is what was found, up to its last colon, and what to do. */
function split(warning: string): Finding {
  const at = warning.lastIndexOf(": ");
  return { text: warning.slice(0, at), advice: warning.slice(at + 2) };
}
