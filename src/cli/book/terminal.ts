import { once } from "node:events";
import { styleText } from "node:util";
import { choice } from "../../setting-kinds.ts";
import { optionValue } from "../arguments.ts";
import type { Call } from "../command.ts";

const COLOR = choice(
  "auto",
  ["auto", "always", "never"],
  "whether to colour: in a terminal, always, never",
);

/** The option that says whether to colour. */
export const COLOR_OPTION = { color: { help: COLOR.help, value: COLOR } } as const;

/** Whether to colour: as the option says, else in a terminal where `NO_COLOR` is not set (no-color.org). */
export function wantsColor(options: Call["options"]): boolean {
  const said = optionValue(options, "color", COLOR);
  if (said !== "auto") return said === "always";
  return process.stdout.isTTY && !process.env["NO_COLOR"];
}

const STYLES = { 1: "bold", 2: "dim", 31: "red", 32: "green", 33: "yellow" } as const;

/** A text in the style of SGR codes; as it is where nothing is coloured. */
export function paint(text: string, codes: readonly number[], isColored: boolean): string {
  if (!isColored) return text;
  return codes.reduce((painted, code) => {
    const style = Object.entries(STYLES).find(([known]) => Number(known) === code)?.[1];
    return style === undefined ? painted : styleText(style, painted, { validateStream: false });
  }, text);
}

/** Writes a line when the reader has taken the ones before. @returns whether anyone reads on */
export async function writeLine(line: string): Promise<boolean> {
  const { stdout } = process;
  if (!isRead()) return false;
  if (!stdout.write(`${line}\n`)) {
    await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => undefined);
  }
  return isRead();
}

function isRead(): boolean {
  return !process.stdout.destroyed && process.stdout.writable;
}

/** A line that stays in its place at the foot of a terminal; nothing where standard error is none. */
export class ProgressLine {
  readonly #isShown = process.stderr.isTTY && !process.stdout.isTTY;

  show(text: string): void {
    if (this.#isShown) process.stderr.write(`\r${text}\u001B[K`);
  }

  clear(): void {
    if (this.#isShown) process.stderr.write("\r\u001B[K");
  }
}
