/**
 * In what a panel differs from what one would like it to be, each a flag. Those of `real` are what
 * panels were seen to do, or what happens to every device on a wall.
 */
export interface Quirks {
  /** The log is newest first where a question names no order. Source: observed. */
  readonly newestFirst: boolean;
  /** Each login through the API is an event of the log, good or bad. Source: "Get logs list". */
  readonly loginsLogged: boolean;
  /** A push now and then is sent twice. Source: observed. */
  readonly doubledPushes: boolean;
  /** A backlog of more than a push goes out with a new login before each hundred. Source: observed. */
  readonly loginsBetweenBursts: boolean;
  /** Pushes, logins and heartbeats say nothing of what their body is. Source: observed. */
  readonly noContentType: boolean;
  /** Requests are sent before the answer to the one before, in pieces of any size. Source: observed. */
  readonly pipelining: boolean;
  /** An event now and then says nothing of its priority. Source: observed. */
  readonly missingPriority: boolean;
  /** The clock gains now and then, until it is set right. */
  readonly fastClock: boolean;
  /** The clock loses now and then, until it is set right. */
  readonly slowClock: boolean;
  /** The clock jumps now and then, an hour or years, until it is set right. */
  readonly jumpingClock: boolean;
  /** Times in a question are taken as milliseconds even where they are seconds. */
  readonly secondsAsMilliseconds: boolean;
  /** What panels of the other family are asked with is passed over. Source: observed. */
  readonly oneDialect: boolean;
  /** A token of the panel's API dies long before its two hours. */
  readonly earlyTokenDeath: boolean;
  /** It restarts by itself now and then. */
  readonly restarts: boolean;
  /** Its ring holds a few thousand events and forgets older ones. */
  readonly smallRing: boolean;
  /** Now and then someone clears its log. Source: observed (programs do after reading). */
  readonly wipes: boolean;
}

/** A quirk by name. */
export type QuirkName = keyof Quirks;

/** A panel as one would like it to be: no quirk at all. */
export const NO_QUIRKS: Quirks = {
  newestFirst: false,
  loginsLogged: false,
  doubledPushes: false,
  loginsBetweenBursts: false,
  noContentType: false,
  pipelining: false,
  missingPriority: false,
  fastClock: false,
  slowClock: false,
  jumpingClock: false,
  secondsAsMilliseconds: false,
  oneDialect: false,
  earlyTokenDeath: false,
  restarts: false,
  smallRing: false,
  wipes: false,
};

/** The names of all quirks, in the order of the table. */
export const QUIRK_NAMES: readonly QuirkName[] = Object.keys(NO_QUIRKS).filter(isQuirkName);

/** All of them at once. */
export const REAL_QUIRKS: Quirks = Object.assign(
  { ...NO_QUIRKS },
  Object.fromEntries(QUIRK_NAMES.map((name) => [name, true])),
);

/** Whether a text names a quirk. */
export function isQuirkName(text: string): text is QuirkName {
  return Object.hasOwn(NO_QUIRKS, text);
}

/** A quirk's name as people type it: `newest-first`. */
export function quirkWord(name: QuirkName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `"none"`, `"real"` for all, or the ones that are named. */
export function quirksOf(asked: "none" | "real" | Partial<Quirks> | readonly QuirkName[]): Quirks {
  if (asked === "none") return NO_QUIRKS;
  if (asked === "real") return REAL_QUIRKS;
  if (!isList(asked)) return { ...NO_QUIRKS, ...asked };
  return { ...NO_QUIRKS, ...Object.fromEntries(asked.map((name) => [name, true])) };
}

function isList(asked: Partial<Quirks> | readonly QuirkName[]): asked is readonly QuirkName[] {
  return Array.isArray(asked);
}
