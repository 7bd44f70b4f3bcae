import type { Kind, KindFilter } from "../event/kind.ts";
import type { Span } from "../event/query.ts";

const isNoEcho: KindFilter = ({ isEcho }: Kind) => isEcho !== true;

/** By the filter that was asked for: stores remember what they found by a filter's identity. */
const remembered = new WeakMap<KindFilter, KindFilter>();

/** The same question without what syslog only says again. */
export function withoutEchoes(spans: readonly Span[]): readonly Span[] {
  return spans.map((span) => ({ ...span, kinds: narrowed(span.kinds) }));
}

function narrowed(kinds: KindFilter | undefined): KindFilter {
  if (kinds === undefined) return isNoEcho;
  const known = remembered.get(kinds);
  if (known !== undefined) return known;
  const both: KindFilter = (kind) => isNoEcho(kind) && kinds(kind);
  remembered.set(kinds, both);
  return both;
}
