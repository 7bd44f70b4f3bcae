/** A value as a source gives it: flags and variables are strings, a file's may be more. */
export type RawSetting = string | number | boolean;

/** What the settings table says of one setting. */
export interface SettingDefinition<T> {
  /** What the setting is for, in half a sentence. */
  readonly help: string;
  /** The placeholder of the value in the help; none for a toggle. */
  readonly placeholder: string | undefined;
  /** What a good value is, to end "must be …". */
  readonly expected: string;
  /** What it is when nothing is set. */
  readonly fallback: T;
  /** A secret is never shown and has no flag. */
  readonly secret: boolean;
  /** Whether the settings file may hold it. */
  readonly inFile: boolean;
  /** Whether its value in the file may be a list or an object; it is parsed as its JSON text. */
  readonly takesJson?: true;
  /** The value meant, or `undefined` when it is none. */
  parse(raw: RawSetting): T | undefined;
}

const OPEN = { secret: false, inFile: true } as const;

/** A text of at least one character. */
export function text(fallback: string, help: string): SettingDefinition<string> {
  return {
    ...OPEN,
    help,
    fallback,
    placeholder: "TEXT",
    expected: "a text that is not empty",
    parse: (raw) => (typeof raw === "string" && raw !== "" ? raw : undefined),
  };
}

/** A file or folder; relative ones count from the working folder. */
export function path(fallback: string, help: string): SettingDefinition<string> {
  return {
    ...text(fallback, help),
    placeholder: "PATH",
    expected: "a path",
    parse: (raw) =>
      typeof raw === "string" && raw !== "" && !raw.includes("\0") ? raw : undefined,
  };
}

/** A file that nothing stands in for when it is not set. */
export function optionalPath(help: string): SettingDefinition<string | undefined> {
  return { ...path("", help), fallback: undefined };
}

/** A whole number from `least` to `most`, in decimal digits. */
export function integer(
  fallback: number,
  least: number,
  most: number,
  help: string,
): SettingDefinition<number> {
  return {
    ...OPEN,
    help,
    fallback,
    placeholder: "N",
    expected: `a whole number from ${least} to ${most}`,
    parse: (raw) => {
      const value = typeof raw === "string" && /^\d{1,16}$/.test(raw) ? Number(raw) : raw;
      const isWhole = typeof value === "number" && Number.isSafeInteger(value);
      return isWhole && value >= least && value <= most ? value : undefined;
    },
  };
}

/** One of a few words. */
export function choice<const Word extends string>(
  fallback: NoInfer<Word>,
  words: readonly Word[],
  help: string,
): SettingDefinition<Word> {
  return {
    ...OPEN,
    help,
    fallback,
    placeholder: words.length > 3 ? "WORD" : words.join("|"),
    expected: `one of ${words.join(", ")}`,
    parse: (raw) => words.find((word) => word === raw),
  };
}

/** Yes or no: `true`, `false`, `1`, `0`, `yes`, `no`, `on` or `off`. */
export function toggle(fallback: boolean, help: string): SettingDefinition<boolean> {
  return {
    ...OPEN,
    help,
    fallback,
    placeholder: undefined,
    expected: "true or false",
    parse: (raw) => {
      if (["true", "1", "yes", "on"].includes(String(raw))) return true;
      return ["false", "0", "no", "off"].includes(String(raw)) ? false : undefined;
    },
  };
}

/** A secret, which nothing stands in for when it is not set. */
export function secret(
  help: string,
  { inFile = true } = {},
): SettingDefinition<string | undefined> {
  return {
    ...text("", help),
    fallback: undefined,
    secret: true,
    inFile,
  };
}
