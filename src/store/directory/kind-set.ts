import type { Kind, KindFilter } from "../../event/kind.ts";

/** A set of kinds, for adding up counts. `undefined` stands for every kind wherever one is taken. */
export interface KindSet {
  /** Rising. */
  readonly ids: readonly number[];
  /** By kind id: 1 for a member. Ids past its end are not members. */
  readonly has: Uint8Array;
}

/** The kinds that a filter lets through. */
export function kindSetOf(kinds: Iterable<Kind>, filter: KindFilter): KindSet {
  const ids: number[] = [];
  for (const kind of kinds) if (filter(kind)) ids.push(kind.id);
  ids.sort((a, b) => a - b);
  const has = new Uint8Array((ids.at(-1) ?? 0) + 1);
  for (const id of ids) has[id] = 1;
  return { ids, has };
}

/** Whether a kind is in the set; every kind is when there is none. */
export function includesKind(set: KindSet | undefined, id: number): boolean {
  return set === undefined || set.has[id] === 1;
}
