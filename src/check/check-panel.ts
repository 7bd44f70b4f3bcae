import { type Facts, gatherFacts } from "./facts.ts";
import { type CallerBounds, type MadeCall, type PanelAccess, PanelCaller } from "./panel-caller.ts";
import type { Finding, Question } from "./question.ts";
import { QUESTIONS } from "./questions.ts";

/** A question, what came of it and the calls that it took. */
export interface Asked {
  readonly question: Question;
  readonly finding: Finding;
  readonly calls: readonly MadeCall[];
}

/** What a run has learnt. */
export interface PanelCheck {
  readonly facts: Facts;
  /** The calls before the first question. */
  readonly firstCalls: readonly MadeCall[];
  readonly asked: readonly Asked[];
  /** Whether every question was put: the panel answered to the end. */
  readonly isComplete: boolean;
}

/** How a panel is checked. */
export interface CheckOptions {
  readonly access: PanelAccess;
  readonly bounds: CallerBounds;
  readonly isWrongLoginAllowed: boolean;
  /** Told before each question how many were put. */
  readonly onProgress: (done: number, all: number) => void;
}

/**
 * Puts every question to a panel, one after the other, with one login.
 *
 * @throws AppError `unavailable` when nothing answers there, `unauthorised` when the login is refused
 */
export async function checkPanel(options: CheckOptions): Promise<PanelCheck> {
  const caller = new PanelCaller(options.access, options.bounds);
  try {
    const facts = await gatherFacts(caller, options.isWrongLoginAllowed);
    const firstCalls = caller.takeCalls();
    const asked: Asked[] = [];
    for (const question of QUESTIONS) {
      options.onProgress(asked.length, QUESTIONS.length);
      const finding = await question.ask(caller, facts);
      asked.push({ question, finding, calls: caller.takeCalls() });
    }
    return { facts, firstCalls, asked, isComplete: !caller.hasGivenUp };
  } finally {
    await caller.logout();
  }
}
