import { readFileSync } from "node:fs";

import { UsageError } from "../usage-error.ts";

/**
 * What a settings file holds, parsed and not yet checked.
 *
 * @throws UsageError when it cannot be read or is not JSON
 */
export function readSettingsFile(name: string): { name: string; content: unknown } {
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read the settings file: ${reason}`);
  }
  try {
    return { name, content: JSON.parse(text) as unknown };
  } catch (error) {
    // the place alone: the parser's own words quote the file, which may hold a password
    const place = /line \d+ column \d+/.exec(String(error))?.[0];
    throw new UsageError(`${name} is not JSON${place === undefined ? "" : ` (${place})`}`);
  }
}
