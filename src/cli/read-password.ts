import { createInterface } from "node:readline";
import { Writable } from "node:stream";

import type { Settings } from "../settings.ts";
import { UsageError } from "../usage-error.ts";

/** Nobody's password is longer, in characters; a file piped in by mistake is. */
const MAX_CHARACTERS = 1_024;

/**
 * A new password: from `DOORBOOK_PASSWORD`, else the first line of standard input, else, at a
 * terminal, typed twice without showing.
 *
 * @throws UsageError when it is empty, too long or typed differently the second time
 */
export async function readPassword(settings: Settings): Promise<string> {
  return checked(settings.password ?? (await askForNewPassword()));
}

/**
 * A password that is in use elsewhere: from `DOORBOOK_PASSWORD`, else the first line of standard
 * input, at a terminal typed once without showing.
 *
 * @throws UsageError when it is empty or too long
 */
export async function readKnownPassword(settings: Settings): Promise<string> {
  const prompt = process.stdin.isTTY ? "Password: " : "";
  return checked(settings.password ?? (await readLine(prompt)));
}

function checked(password: string): string {
  if (password === "") {
    throw new UsageError("no password: set DOORBOOK_PASSWORD or write it to standard input");
  }
  if (password.length > MAX_CHARACTERS) {
    throw new UsageError(`the password is longer than ${MAX_CHARACTERS} characters`);
  }
  return password;
}

async function askForNewPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readLine("");
  const password = await readLine("Password: ");
  if ((await readLine("Once more: ")) === password) return password;
  throw new UsageError("the two passwords differ");
}

/** One line of standard input, not shown when it is typed; empty at its end. */
async function readLine(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output: unseen, terminal });
  // a Ctrl-C at the prompt arrives as a key, not as a signal
  lines.once("SIGINT", () => process.exit(130));
  const line = new Promise<string>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(""));
  });
  const password = await line;
  lines.close();
  if (prompt !== "") process.stderr.write("\n");
  return password;
}
