import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../bin/doorbook.js", import.meta.url));

/** How a run of the launcher ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A launcher under way. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves with the first whole line on standard output; empty when it ends without one. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Makes the launcher believe that it runs on this version of Node. */
  readonly nodeVersion?: string;
  /** A command that runs the launcher, with its own arguments. */
  readonly through?: readonly string[];
}

/** Starts `doorbook` as a user does, with no DOORBOOK_ variables but the ones given. */
export function startDoorbook(args: readonly string[], around: Surroundings = {}): Running {
  const { env = {}, input, cwd, nodeVersion, through = [] } = around;
  const [command, ...rest] = [...through, process.execPath, ...pretending(nodeVersion), LAUNCHER];
  const child = spawn(command ?? process.execPath, [...rest, ...args], {
    env: { ...withoutDoorbook(process.env), ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.stdin.end(input ?? "");
  const output = { stdout: "", stderr: "" };
  const firstLine = Promise.withResolvers<string>();
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output.stdout += chunk;
    const end = output.stdout.indexOf("\n");
    if (end >= 0) firstLine.resolve(output.stdout.slice(0, end));
  });
  const ended = once(child, "close").then(([code, signal]): Ended => {
    firstLine.resolve("");
    return { code, signal, ...output };
  });
  return { child, firstLine: firstLine.promise, ended };
}

/** Runs `doorbook` to its end, in a process of its own; `runCommand` takes less. */
export function runDoorbook(args: readonly string[], around: Surroundings = {}): Promise<Ended> {
  return startDoorbook(args, around).ended;
}

function pretending(nodeVersion: string | undefined): string[] {
  if (nodeVersion === undefined) return [];
  const script = `Object.defineProperty(process.versions, "node", { value: "${nodeVersion}" })`;
  return ["--import", `data:text/javascript,${encodeURIComponent(script)}`];
}

/** The variables of a machine that has none of Doorbook's. */
export function withoutDoorbook(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("DOORBOOK_")));
}
