import { parseArgs } from "node:util";

import { didYouMean } from "../event/nearest.ts";
import type { SettingDefinition } from "../setting-kinds.ts";
import { flagName, SETTING_NAMES, SETTINGS, variableName } from "../settings.ts";
import { UsageError } from "../usage-error.ts";
import type { Command, Option } from "./command.ts";

/** Stands between the values of an option that was given more than once. */
const BETWEEN = "\n";

/** A command's arguments, sorted but with the settings' values still unread. */
export interface Arguments {
  /** The settings' flags, by name without dashes. */
  readonly flags: Readonly<Record<string, string | boolean>>;
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** The settings file that `--config` names. */
  readonly config: string | undefined;
}

/**
 * Sorts what follows a command's name.
 *
 * @throws UsageError naming the argument that is unknown, lacks its value or is one too many
 */
export function parseArguments(args: readonly string[], command: Command): Arguments {
  const takesValue = listOptions(command);
  const flags: Record<string, string | boolean> = {};
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (const token of tokenize(args, takesValue, command.options)) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const value = readOption(token, takesValue);
    const name = takesValue.has(token.name) ? token.name : token.name.slice("no-".length);
    const before = command.options?.[name]?.isMany ? options.get(name) : undefined;
    if (before !== undefined) options.set(name, `${before}${BETWEEN}${String(value)}`);
    else if (name === "config" || command.options?.[name]) options.set(name, String(value));
    else flags[name] = value;
  }
  checkOperands(operands, command);
  checkOptions(options, command);
  return { flags, options, operands, config: options.get("config") };
}

/** Every option that a command takes and whether a value follows it. */
function listOptions(command: Command): Map<string, boolean> {
  return new Map([
    ...command.settings
      .filter((name) => !SETTINGS[name].secret)
      .map((name) => [flagName(name), SETTINGS[name].placeholder !== undefined] as const),
    ...Object.entries(command.options ?? {}).map(
      ([name, { words, value }]) => [name, takesWord(words, value)] as const,
    ),
    ["config", true],
  ]);
}

function takesWord(words: Option["words"], value: Option["value"]): boolean {
  return words !== undefined || value?.placeholder !== undefined;
}

function tokenize(
  args: readonly string[],
  takesValue: ReadonlyMap<string, boolean>,
  own: Command["options"] = {},
) {
  const options = Object.fromEntries(
    [...takesValue].map(([name, takes]) => {
      const short = own[name]?.short;
      const type = takes ? ("string" as const) : ("boolean" as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readOption(
  { name, rawName, value, inlineValue }: OptionToken,
  takesValue: ReadonlyMap<string, boolean>,
): string | boolean {
  const takes = takesValue.get(name);
  if (takes === undefined) {
    const isNegation = name.startsWith("no-") && takesValue.get(name.slice(3)) === false;
    if (isNegation && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (isNegation) return false;
    throw unknownOption(name, rawName, takesValue);
  }
  if (!takes) return value ?? true;
  // `--host --port 80`: an option in a value's place is a value forgotten
  if (value === undefined || (inlineValue !== true && value.startsWith("-"))) {
    throw new UsageError(`${rawName} needs a value`);
  }
  return value;
}

function unknownOption(
  name: string,
  rawName: string,
  takesValue: ReadonlyMap<string, boolean>,
): UsageError {
  const secret = SETTING_NAMES.find(
    (setting) => SETTINGS[setting].secret && flagName(setting) === name,
  );
  if (secret) {
    return new UsageError(
      `${rawName} would show a secret to everyone: set ${variableName(secret)}`,
    );
  }
  // what switches something off is never taken for what switches it on
  const isNegation = name.startsWith("no-");
  const candidates = [...takesValue].map(([option, takes]) =>
    isNegation && !takes ? `no-${option}` : option,
  );
  const meant = didYouMean(name, candidates, "--");
  return new UsageError(`unknown option ${rawName}${meant}`);
}

function checkOptions(options: ReadonlyMap<string, string>, command: Command): void {
  for (const [name, { words, value: kind, isNeeded, isMany }] of Object.entries(
    command.options ?? {},
  )) {
    const value = options.get(name);
    if (value === undefined && isNeeded) {
      const what = kind?.expected ?? `one of ${words?.join(", ")}`;
      throw new UsageError(`--${name} is missing: ${what}`);
    }
    if (kind !== undefined) for (const one of valuesOf(value, isMany)) readValue(name, one, kind);
    if (value !== undefined && words && !words.includes(value)) {
      throw new UsageError(`--${name} must be one of ${words.join(", ")}, not "${value}"`);
    }
  }
}

function checkOperands(found: readonly string[], { operands = [] }: Command): void {
  const missing = operands.slice(found.length).find((operand) => !operand.isOptional);
  if (missing) throw new UsageError(`${missing.name} is missing`);
  if (found.length > operands.length && !operands.at(-1)?.isMany) {
    throw new UsageError(`one argument too many: "${found[operands.length]}"`);
  }
}

/**
 * The value of an option that a command takes, its default when it was not given.
 *
 * @param kind the one that the command names for it: the value was checked against it already
 */
export function optionValue<T>(
  options: ReadonlyMap<string, string>,
  name: string,
  kind: SettingDefinition<T>,
): T {
  const value = options.get(name);
  return value === undefined ? kind.fallback : readValue(name, value, kind);
}

/** All values of an option that may stand more than once, in their order; none when it was not given. */
export function optionValues(
  options: ReadonlyMap<string, string>,
  name: string,
): readonly string[] {
  return valuesOf(options.get(name), true);
}

function valuesOf(value: string | undefined, isMany: true | undefined): readonly string[] {
  if (value === undefined) return [];
  return isMany ? value.split(BETWEEN) : [value];
}

function readValue<T>(name: string, value: string, kind: SettingDefinition<T>): T {
  const meant = kind.parse(value);
  if (meant !== undefined) return meant;
  throw new UsageError(`--${name} must be ${kind.expected}, not ${JSON.stringify(value)}`);
}
