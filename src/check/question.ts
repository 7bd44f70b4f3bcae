import type { Facts } from "./facts.ts";
import type { PanelCaller } from "./panel-caller.ts";
import { SafeText } from "./safe-text.ts";

/** Whether the panel is as Doorbook takes panels to be. */
export type Verdict = "agrees" | "differs" | "unclear";

/** What came of a question. */
export interface Finding {
  readonly verdict: Verdict;
  readonly saw: SafeText;
}

/** What the questions are about, in the order in which they are reported. */
export const TOPICS = [
  "family",
  "login",
  "answers",
  "pages",
  "order",
  "window",
  "filters",
  "expressions",
  "language",
  "dictionary",
  "events",
  "neighbours",
] as const;

export type Topic = (typeof TOPICS)[number];

/** A question to a panel. */
export interface Question {
  /** Small letters and hyphens, one of its own. */
  readonly id: string;
  readonly topic: Topic;
  /** What Doorbook takes panels to do, to be read after "agrees" and "differs". */
  readonly expects: string;
  /** The statement in `docs/reference/panel-protocols.md` that says it, such as `3.1.12`. */
  readonly statement: string;
  /** Asks, read-only. It does not throw for anything that a panel may answer. */
  ask(caller: PanelCaller, facts: Facts): Promise<Finding>;
}

const say = SafeText.say;

/** The panel does as Doorbook takes panels to do. */
export function agrees(saw: SafeText = say``): Finding {
  return { verdict: "agrees", saw };
}

/** It does not. */
export function differs(saw: SafeText): Finding {
  return { verdict: "differs", saw };
}

/** It could not be told. */
export function unclear(saw: SafeText): Finding {
  return { verdict: "unclear", saw };
}

/** `agrees` or `differs`. */
export function judge(isAsAssumed: boolean, saw: SafeText): Finding {
  return isAsAssumed ? agrees(saw) : differs(saw);
}
