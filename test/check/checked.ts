import { type CheckOptions, checkPanel, type PanelCheck } from "../../src/check/check-panel.ts";
import { CALLER_BOUNDS, type CallerBounds } from "../../src/check/panel-caller.ts";
import type { Verdict } from "../../src/check/question.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";

/** Checks a panel without pauses, as `admin`. */
export async function checked(
  baseUrl: string,
  bounds: Partial<CallerBounds> = {},
  options: Partial<CheckOptions> = {},
): Promise<PanelCheck> {
  return checkPanel({
    access: { baseUrl, username: "admin", password: ADMIN_PASSWORD },
    bounds: { ...CALLER_BOUNDS, pauseMs: 0, ...bounds },
    isWrongLoginAllowed: false,
    onProgress: () => {},
    ...options,
  });
}

/** The questions that ended so, by id, with what was seen. */
export function withVerdict({ asked }: PanelCheck, verdict: Verdict): Record<string, string> {
  return Object.fromEntries(
    asked
      .filter(({ finding }) => finding.verdict === verdict)
      .map(({ question, finding }) => [question.id, String(finding.saw)]),
  );
}
