import { didYouMean } from "../event/nearest.ts";
import { CONFIG_VARIABLE, mergeSettings } from "../settings.ts";
import { UsageError } from "../usage-error.ts";
import { accounts } from "./accounts.ts";
import { alarms } from "./alarms.ts";
import { parseArguments } from "./arguments.ts";
import { backup } from "./backup.ts";
import type { Command, CommandGroup } from "./command.ts";
import { doctor } from "./doctor.ts";
import { renderCommandHelp, renderGroupHelp } from "./help.ts";
import { emulate } from "./emulate.ts";
import { importEvents } from "./import.ts";
import { owners } from "./owners.ts";
import { panels } from "./panels.ts";
import { quarantine } from "./quarantine.ts";
import { retention } from "./retention.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { exportEvents } from "./book/export.ts";
import { search } from "./book/search.ts";
import { tail } from "./book/tail.ts";
import { sites } from "./sites.ts";
import { tokens } from "./tokens.ts";
import { readSettingsFile } from "./settings-file.ts";
import { readVersion } from "./version.ts";

/** In the order of the help: run it, use the log, say what there is and who may, keep it. */
const COMMANDS: Readonly<Record<string, Command | CommandGroup>> = {
  serve,
  doctor,
  search,
  tail,
  export: exportEvents,
  import: importEvents,
  alarms,
  panels,
  sites,
  owners,
  accounts,
  tokens,
  retention,
  backup,
  restore,
  quarantine,
  emulate,
};

const SUMMARY = "Doorbook: the event log of your doors.";

/**
 * Runs the command that `args` ask for and writes what went wrong to standard error.
 *
 * @param args what follows the program's name
 * @returns the exit code: 0 done, 1 failed, 2 asked for in a way that cannot be meant; a command's notes
 *   say where it has others
 */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on("error", endOnClosedPipe);
  // whatever is written holds events and verifiers: for its owner alone
  process.umask(0o077);
  try {
    return await runCommand(args);
  } catch (error) {
    console.error(`doorbook: ${describe(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand(args: readonly string[]): Promise<number> {
  const words = args[0] === "help" ? [...args.slice(1), "--help"] : args;
  const own = new Set(words.slice(0, words.includes("--") ? words.indexOf("--") : undefined));
  if (own.has("--version") || own.has("-v")) return say(`doorbook ${readVersion()}`);
  const asksHelp = own.has("--help") || own.has("-h");

  const found = findCommand(words);
  if ("help" in found) {
    if (asksHelp) return say(found.help);
    console.error(found.help);
    return 2;
  }
  const { name, command, rest } = found;
  if (asksHelp) return say(renderCommandHelp(name, command));
  const { flags, options, operands, config } = parseArguments(rest, command);
  const file = config ?? process.env[CONFIG_VARIABLE] ?? "";
  const settings = mergeSettings({
    flags,
    env: process.env,
    ...(file === "" ? {} : { file: readSettingsFile(file) }),
  });
  return command.run({ settings, operands, options });
}

type Found =
  | { readonly name: string; readonly command: Command; readonly rest: readonly string[] }
  /** No command was named, and this is what there are. */
  | { readonly help: string };

function findCommand(words: readonly string[]): Found {
  let name = "doorbook";
  let summary = SUMMARY;
  let commands: Readonly<Record<string, Command | CommandGroup>> = COMMANDS;
  for (const [index, word] of words.entries()) {
    if (word === "--help" || word === "-h") break;
    const next = Object.hasOwn(commands, word) ? commands[word] : undefined;
    if (!next) throw unknownCommand(name, word, Object.keys(commands));
    name += ` ${word}`;
    if ("run" in next) return { name, command: next, rest: words.slice(index + 1) };
    ({ summary, commands } = next);
  }
  return { help: renderGroupHelp(name, summary, commands) };
}

function unknownCommand(name: string, word: string, known: readonly string[]): UsageError {
  if (word.startsWith("-")) {
    return new UsageError(
      `${word} stands before a command: ${name} is followed by one of ${known.join(", ")}`,
    );
  }
  const meant = didYouMean(word, known) || `: one of ${known.join(", ")}`;
  return new UsageError(`unknown command "${word}" of ${name}${meant}`);
}

function say(text: string): number {
  console.log(text);
  return 0;
}

/** The error for people; with its stack when diagnostics are asked for. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const wantsMore = ["trace", "debug"].includes(process.env["DOORBOOK_LOG_LEVEL"] ?? "");
  return wantsMore && error.stack !== undefined ? error.stack : error.message;
}

/** `doorbook … | head` closes our output: nobody reads on, so there is nothing left to say. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
