/**
 * Why there is no answer: none in time, none at all, one past the bound, or the call was not made
 * because the panel had stopped answering or the run's bounds were reached.
 */
export type Failure = "timeout" | "unreachable" | "too_long" | "not_asked";

/** What a panel answered. */
export interface Reply {
  /** The HTTP status; 0 when there is no answer. */
  readonly status: number;
  /** The Content-Type as sent; empty when there is none. */
  readonly type: string;
  readonly text: string;
  /** The body read as JSON; `undefined` where it is none. */
  readonly json: unknown;
  readonly failure?: Failure;
}

/** No answer. */
export function failed(failure: Failure): Reply {
  return { status: 0, type: "", text: "", json: undefined, failure };
}

/** The text of a refusal, as the panel words it; `undefined` where it has none. */
export function errorOf({ json }: Reply): string | undefined {
  if (typeof json !== "object" || json === null || !("error" in json)) return undefined;
  return typeof json.error === "string" ? json.error : undefined;
}
