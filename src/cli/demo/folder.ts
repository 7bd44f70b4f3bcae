import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databasePath } from "../../store/sqlite/open-database.ts";
import { UsageError } from "../../usage-error.ts";

/** What a demo knows of itself across its starts. */
export interface DemoSecrets {
  readonly adminPassword: string;
  readonly linkPassword: string;
}

/** What marks a data folder as a demo's. */
const MARK = "demo.json";

/** What the serials of a demo's panels begin with. */
export const DEMO_PREFIX = "DEMO";

/** Where a demo's panels remember what happened, in its data folder. */
export function memoryPath(folder: string): string {
  return join(folder, "demo-panels.jsonl");
}

/**
 * Takes a folder for a demo, and makes one that is not there.
 *
 * @throws UsageError when it holds a log that is no demo's, or a mark that cannot be read
 */
export function takeDemoFolder(folder: string): DemoSecrets {
  const mark = join(folder, MARK);
  if (existsSync(mark)) return readMark(mark);
  if (existsSync(databasePath(folder))) {
    throw new UsageError(
      `${folder} holds a log that is no demo's: choose another --data, or leave out --demo`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secrets = { adminPassword: madeUp(), linkPassword: madeUp() };
  writeFileSync(mark, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  return secrets;
}

/**
 * Refuses a log to which a real panel has pushed: a demo would mix made-up events into it.
 *
 * @param serials of the panels that the log knows
 * @throws UsageError naming the panel
 */
export function refuseRealPanels(folder: string, serials: readonly string[]): void {
  const real = serials.find((serial) => !isDemo(serial));
  if (real === undefined) return;
  throw new UsageError(
    `${folder} holds events of the panel ${real}, which is not the demo's: serve it without --demo, ` +
      "or choose another --data",
  );
}

/** Whether a panel is a demo's, however its events come. */
function isDemo(serial: string): boolean {
  return serial.replace(/^syslog:/, "").startsWith(`${DEMO_PREFIX}-`);
}

function madeUp(): string {
  return randomBytes(9).toString("base64url");
}

function readMark(path: string): DemoSecrets {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value === "object" && value !== null) {
      const { adminPassword, linkPassword } = {
        adminPassword: undefined,
        linkPassword: undefined,
        ...value,
      };
      if (typeof adminPassword === "string" && typeof linkPassword === "string") {
        return { adminPassword, linkPassword };
      }
    }
  } catch {
    // falls through: no JSON
  }
  throw new UsageError(`${path} cannot be read: remove the folder to begin the demo anew`);
}
