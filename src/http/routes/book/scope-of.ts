import type { Scope } from "../../../accounts/scope.ts";

/** A scope from a body that its schema let pass; `undefined` where it says `null` or nothing. */
export function scopeOf(said: Partial<Scope> | null | undefined): Scope | undefined {
  if (said === null || said === undefined) return undefined;
  const { sites = [], panels = [] } = said;
  return { sites, panels };
}
