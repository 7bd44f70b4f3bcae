import { cp, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPO = fileURLToPath(new URL("../..", import.meta.url));

/** What a checkout needs to be run and to be packed; tests, benchmarks and guides are left out. */
const NEEDED = [
  ".npmrc",
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "bin",
  "docs/reference",
  "package-lock.json",
  "package.json",
  "script",
  "src",
  "tsconfig.build.json",
  "tsconfig.json",
] as const;

/** Copies the checkout, without its packages and without what was built, into an empty folder. */
export async function copyCheckout(folder: string): Promise<void> {
  for (const name of NEEDED) await cp(join(REPO, name), join(folder, name), { recursive: true });
}

/** Lends a copy the packages of the checkout: all of them, or those that are named. */
export async function lendPackages(folder: string, ...names: readonly string[]): Promise<void> {
  const paths = names.length === 0 ? ["node_modules"] : names.map((name) => `node_modules/${name}`);
  for (const path of paths) await symlink(join(REPO, path), join(folder, path), "junction");
}

/** The packages that bring a Node, of this machine's kind. */
export async function nodePackages(): Promise<readonly string[]> {
  const names = await readdir(join(REPO, "node_modules"));
  return names.filter((name) => /^node-(?:bin-)?(?:linux|win|darwin)-/.test(name));
}
