import { AppError } from "../event/errors.ts";
import { MAX_NAME_CHARACTERS, OWN_PANEL } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";

/** How many sites, and how many panels, a scope may name. */
const MAX_NAMES = 5_000;

/**
 * The panels that someone may see: those of some sites, as they are at the time, and some by their
 * serials. What it names need not be there yet. Where there is no scope, everything is seen.
 */
export interface Scope {
  /** Names of sites, 0 to 5,000, sorted, each once. */
  readonly sites: readonly string[];
  /** Serials, 0 to 5,000, sorted, each once; never Doorbook's own. */
  readonly panels: readonly PanelSerial[];
}

/**
 * A scope as it is kept: sorted, each name once.
 *
 * @throws AppError `invalid` when it names nothing, too much, or what no site or panel is called
 */
export function checkScope({ sites, panels }: Scope): Scope {
  const scope = { sites: sortedOnce(sites), panels: sortedOnce(panels) };
  if (scope.sites.length + scope.panels.length === 0) {
    throw new AppError("invalid", "A scope names at least one site or panel");
  }
  for (const [what, names] of [
    ["sites", scope.sites],
    ["panels", scope.panels],
  ] as const) {
    if (names.length > MAX_NAMES) {
      throw new AppError("invalid", `A scope names at most ${MAX_NAMES} ${what}`);
    }
    const wrong = names.find((name) => !isName(name));
    if (wrong !== undefined) throw wrongName(wrong);
  }
  if (scope.panels.includes(OWN_PANEL)) {
    throw new AppError(
      "invalid",
      `A scope cannot name "${OWN_PANEL}": who has one sees none of it`,
    );
  }
  return scope;
}

/** A scope as a JSON text. */
export function renderScope({ sites, panels }: Scope): string {
  return JSON.stringify({ sites, panels });
}

/** A scope from what {@link renderScope} made; of anything else one that nothing is in. */
export function parseScope(text: string): Scope {
  return { sites: namesIn(text, "sites"), panels: namesIn(text, "panels") };
}

function namesIn(text: string, member: keyof Scope): readonly string[] {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !(member in value)) return [];
  const names: unknown = Object.entries(value).find(([name]) => name === member)?.[1];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

function sortedOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

function isName(name: string): boolean {
  const isBounded = name.length >= 1 && name.length <= MAX_NAME_CHARACTERS;
  return isBounded && name.isWellFormed() && !/\p{Cc}/u.test(name);
}

function wrongName(name: string): AppError {
  const shown = JSON.stringify(name.slice(0, MAX_NAME_CHARACTERS));
  const bound = `1 to ${MAX_NAME_CHARACTERS} characters`;
  return new AppError(
    "invalid",
    `A site's name or a serial has ${bound} on one line, not ${shown}`,
  );
}
