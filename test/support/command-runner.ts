import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Socket } from "node:net";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { withoutDoorbook } from "./run-doorbook.ts";
import type { Ended } from "./run-doorbook.ts";

const PROGRAM = fileURLToPath(new URL("command-program.ts", import.meta.url));

/** What the program runs next. */
export interface Asked {
  readonly args: readonly string[];
  /** All variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  readonly input: string;
  readonly cwd: string;
  /** Written to both outputs at the end, before the exit code on the first. */
  readonly mark: string;
}

/** What a command finds around it. */
export interface CommandSurroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/**
 * Runs `doorbook` to its end, in a program that has read its modules already: one for all commands of a
 * test file, each of which begins when the one before has ended. Starting it anew takes twenty times as
 * long. A command that ends its process, by an error that nobody caught or otherwise, ends the program, and
 * the next command has a fresh one.
 */
export function runCommand(
  args: readonly string[],
  around: CommandSurroundings = {},
): Promise<Ended> {
  const { env = {}, input = "", cwd = process.cwd() } = around;
  const asked = { args, env: { ...withoutDoorbook(process.env), ...env }, input, cwd };
  const ended = last.then(() => run({ ...asked, mark: `\n${randomUUID()}\n` }));
  last = ended.then(
    () => undefined,
    () => undefined,
  );
  return ended;
}

let last: Promise<void> = Promise.resolve();
let program: ChildProcess | undefined;

after(async () => {
  if (program?.connected !== true) return;
  holdOpen(program, true);
  const ended = once(program, "exit");
  program.disconnect();
  await ended;
});

async function run(asked: Asked): Promise<Ended> {
  if (program?.connected !== true) program = startProgram();
  const child = program;
  holdOpen(child, true);
  const stdout = new MarkedOutput(child.stdout, asked.mark);
  const stderr = new MarkedOutput(child.stderr, asked.mark);
  const died = new AbortController();
  const closed = once(child, "close", { signal: died.signal });
  child.send(JSON.stringify(asked));
  try {
    const isClosed = await Promise.race([
      Promise.all([stdout.marked, stderr.marked]).then(() => undefined),
      closed,
    ]);
    const said = { stdout: stdout.text, stderr: stderr.text };
    if (isClosed !== undefined) return { code: child.exitCode, signal: child.signalCode, ...said };
    return { code: Number(stdout.rest), signal: null, ...said };
  } finally {
    died.abort();
    await closed.catch(() => undefined);
    stdout.stop();
    stderr.stop();
    holdOpen(child, false);
  }
}

/** It ends with this process at the latest: its channel is then closed. */
function startProgram(): ChildProcess {
  const child = fork(PROGRAM, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  child.stdout?.setEncoding("utf8");
  child.stderr?.setEncoding("utf8");
  return child;
}

/** Whether this process waits for the program. */
function holdOpen(child: ChildProcess, isHeld: boolean): void {
  const change = isHeld ? "ref" : "unref";
  child[change]();
  child.channel?.[change]();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream[change]();
  }
}

/** One output of a command, up to its mark. */
class MarkedOutput {
  readonly #stream: NodeJS.ReadableStream | null;
  readonly #mark: string;
  readonly #isMarked = Promise.withResolvers<void>();
  #all = "";

  constructor(stream: NodeJS.ReadableStream | null, mark: string) {
    this.#stream = stream;
    this.#mark = mark;
    stream?.on("data", this.#take);
  }

  /** Resolves when the line behind the mark is there. */
  get marked(): Promise<void> {
    return this.#isMarked.promise;
  }

  /** What the command wrote. */
  get text(): string {
    return this.#all.split(this.#mark, 1).join("");
  }

  /** The line behind the mark. */
  get rest(): string {
    return this.#all.slice(this.text.length + this.#mark.length).trim();
  }

  stop(): void {
    this.#stream?.off("data", this.#take);
  }

  readonly #take = (chunk: unknown): void => {
    this.#all += String(chunk);
    const at = this.#all.indexOf(this.#mark);
    if (at >= 0 && this.#all.includes("\n", at + this.#mark.length)) this.#isMarked.resolve();
  };
}
