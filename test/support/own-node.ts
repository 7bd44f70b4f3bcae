import { execFile } from "node:child_process";
import { delimiter, sep } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The machine's own programs: without those that packages bring, which npm puts in front. */
const OWN_PATH = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !folder.split(sep).includes("node_modules"))
  .join(delimiter);

/** What npm, Node and Doorbook are told, but for where packages come from. */
const INHERITED = /^(?:DOORBOOK_|NODE_|npm_(?!config_registry$))/i;

/** The surroundings of someone who has Node and npm, and nothing of Doorbook's. */
export function ownEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !INHERITED.test(name));
  return { ...Object.fromEntries(own), PATH: OWN_PATH, ...more };
}

/** Runs the machine's own Node to its end. @returns what it printed @throws when it fails */
export async function runOwnNode(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("node", args, { cwd, env: ownEnvironment() });
  return stdout;
}

/**
 * Runs the machine's own npm with an empty home; what it has fetched before it finds again.
 *
 * @param home an empty folder
 * @returns what it printed
 */
export async function runNpm(
  cwd: string,
  home: string,
  ...args: readonly string[]
): Promise<string> {
  const [cache, registry] = await Promise.all([npmSetting("cache"), npmSetting("registry")]);
  const env = ownEnvironment({
    HOME: home,
    npm_config_cache: cache,
    npm_config_registry: registry,
  });
  const options = ["--prefer-offline", "--no-audit", "--no-fund"];
  const { stdout } = await run("npm", [...args, ...options], { cwd, env, maxBuffer: 2 ** 24 });
  return stdout;
}

async function npmSetting(name: string): Promise<string> {
  const { stdout } = await run("npm", ["config", "get", name], { env: ownEnvironment() });
  return stdout.trim();
}
