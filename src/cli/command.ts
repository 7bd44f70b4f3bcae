import type { SettingDefinition } from "../setting-kinds.ts";
import type { Settings } from "../settings.ts";

/** A word that a command takes in a place of its own, such as an account's name. */
interface Operand {
  /** As the help shows it: `NAME`. */
  readonly name: string;
  readonly isOptional?: true;
  /** Takes all words that are left; the last operand only. */
  readonly isMany?: true;
}

/** An option of one command that is no setting. */
export interface Option {
  readonly help: string;
  /** The words it takes; none for a yes-or-no option. */
  readonly words?: readonly string[];
  /** The value it takes, of another kind than a word of a few: read it with `optionValue`. */
  readonly value?: SettingDefinition<unknown>;
  readonly isNeeded?: true;
  /** A letter that stands for it behind one dash. */
  readonly short?: string;
  /** May stand more than once: read it with `optionValues`. */
  readonly isMany?: true;
}

/** What a command was called with, checked against what it takes. */
export interface Call {
  readonly settings: Settings;
  readonly operands: readonly string[];
  /** By name without dashes; a yes-or-no option is there or not. */
  readonly options: ReadonlyMap<string, string>;
}

/** One thing that `doorbook` does. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string;
  readonly operands?: readonly Operand[];
  readonly options?: Readonly<Record<string, Option>>;
  /** The settings that it goes by; it takes the flags of those that are no secret. */
  readonly settings: readonly (keyof Settings)[];
  /** What else the help says. */
  readonly notes?: string;
  /** @returns the exit code: 0 done, 1 failed, or what its notes say. */
  run(call: Call): Promise<number>;
}

/** Commands on one subject: `doorbook accounts add`. */
export interface CommandGroup {
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command | CommandGroup>>;
}
