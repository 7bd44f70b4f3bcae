/** What is good until a time. */
export interface Expiring {
  readonly expiresAtMs: number;
}

/** Forgets what expired before `nowMs`; returns how many. */
export function sweep(held: Map<string, Expiring>, nowMs: number): number {
  const before = held.size;
  for (const [name, { expiresAtMs }] of held) if (expiresAtMs < nowMs) held.delete(name);
  return before - held.size;
}
