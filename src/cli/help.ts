import { flagName, SETTINGS, variableName, type Settings } from "../settings.ts";
import type { Command, CommandGroup } from "./command.ts";

type Row = readonly [left: string, right: string];

/** The help of a set of commands: the program's own, or a group's. `name` is what to type. */
export function renderGroupHelp(
  name: string,
  summary: string,
  commands: Readonly<Record<string, Command | CommandGroup>>,
): string {
  return [
    summary,
    "",
    `Usage: ${name} COMMAND`,
    "",
    "Commands:",
    renderRows(Object.entries(commands).map(([word, { summary: line }]) => [word, line])),
    "",
    `${name} COMMAND --help says more; --version tells the version.`,
  ].join("\n");
}

/** The help of one command. `name` is what to type. */
export function renderCommandHelp(name: string, command: Command): string {
  const operands = (command.operands ?? []).map(({ name: word, isOptional, isMany }) => {
    const shown = isMany ? `${word}...` : word;
    return ` ${isOptional ? `[${shown}]` : shown}`;
  });
  return [
    command.summary,
    "",
    `Usage: ${name}${operands.join("")} [OPTIONS]`,
    ...(command.notes === undefined ? [] : ["", command.notes]),
    "",
    "Options:",
    renderRows([...optionRows(command), ...flagRows(command)]),
    "",
    "Each setting is read from its flag, else from its variable, else from the settings file:",
    renderRows(variableRows(command)),
  ].join("\n");
}

function optionRows({ options = {} }: Command): Row[] {
  return Object.entries(options).map(([name, { words, value, help, isNeeded, short }]) => {
    const takes = words?.join("|") ?? value?.placeholder;
    const fallback = value?.fallback;
    const isKnown =
      typeof fallback === "number" || (typeof fallback === "string" && fallback !== "");
    const note = isNeeded ? " (needed)" : isKnown ? ` (default: ${fallback})` : "";
    const flag = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [`${flag}${takes === undefined ? "" : ` ${takes}`}`, `${help}${note}`];
  });
}

function flagRows({ settings }: Command): Row[] {
  return [
    ...settings.filter((name) => !SETTINGS[name].secret).map(flagRow),
    ["--config FILE", "JSON file with settings by name"],
    ["--help", "this text"],
    ["--version", "the version"],
  ];
}

function flagRow(name: keyof Settings): Row {
  const { placeholder, help, fallback } = SETTINGS[name];
  const flag = flagName(name);
  const shown = placeholder === undefined ? `--[no-]${flag}` : `--${flag} ${placeholder}`;
  const isPlain = fallback !== undefined && typeof fallback !== "object";
  return [shown, `${help} (default: ${isPlain ? fallback : "none"})`];
}

function variableRows({ settings }: Command): Row[] {
  return settings.map((name) => {
    const { secret, help, inFile } = SETTINGS[name];
    const key = inFile ? `"${name}"` : "not in the file";
    return [variableName(name), secret ? `${key}: ${help}` : key];
  });
}

function renderRows(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
