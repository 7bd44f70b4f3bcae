import { WIRE_ERRORS, type WireErrorName } from "../basip/android/errors.ts";
import { type Facts, hasExpressions } from "./facts.ts";
import { type LogPage, readLogPage } from "./log-page.ts";
import type { PanelCaller } from "./panel-caller.ts";
import { differs, type Finding, judge, type Question, unclear } from "./question.ts";
import { errorOf, type Reply } from "./reply.ts";
import { SafeText } from "./safe-text.ts";

type Ask = Question["ask"];

/** Asks for a page of the log. @param search the question, as it stands in the URL */
export async function askLog(caller: PanelCaller, facts: Facts, search: string): Promise<Reply> {
  const whole = hasExpressions(facts.family) ? withPaging(search) : search;
  const reply = await caller.get(`${facts.logPath}?${whole}`);
  facts.sample.add(readLogPage(reply)?.events ?? []);
  return reply;
}

/** Camdroid panels want limit and page with every question. */
function withPaging(search: string): string {
  const limit = search.includes("limit=") ? "" : "&limit=10";
  const page = search.includes("page_number=") ? "" : "&page_number=1";
  return search + limit + page;
}

/** Asks for a page and judges it; a refusal differs from what Doorbook expects. */
export function page(search: string, judgePage: (page: LogPage, facts: Facts) => Finding): Ask {
  return async (caller, facts) => {
    const reply = await askLog(caller, facts, search);
    const shown = readLogPage(reply);
    return shown === undefined ? notAPage(reply) : judgePage(shown, facts);
  };
}

/** What is to be said where a page was asked for and something else came. */
export function notAPage(reply: Reply): Finding {
  const saw = SafeText.reply(reply);
  return reply.status === 400 || reply.status === 422 ? differs(saw) : unclear(saw);
}

/** Asks what has to be refused, and in which words. */
export function refusal(search: string, reason: WireErrorName): Ask {
  return async (caller, facts) => judgeRefusal(await askLog(caller, facts, search), 400, reason);
}

/** Whether an answer is the refusal that Doorbook expects. */
export function judgeRefusal(reply: Reply, status: number, reason: WireErrorName): Finding {
  const saw = SafeText.reply(reply);
  if (reply.failure !== undefined || reply.status >= 500) return unclear(saw);
  return judge(reply.status === status && errorOf(reply) === WIRE_ERRORS[reason], saw);
}

/** How many events each question finds; `undefined` where the answer says no number. */
export async function totals(
  caller: PanelCaller,
  facts: Facts,
  ...searches: readonly string[]
): Promise<readonly (number | undefined)[]> {
  const found: (number | undefined)[] = [];
  for (const search of searches) {
    found.push(readLogPage(await askLog(caller, facts, search))?.total);
  }
  return found;
}

/** Whether two questions find the same number of events. */
export function sameTotal(one: (facts: Facts) => string, other: (facts: Facts) => string): Ask {
  return async (caller, facts) => {
    const reply = await askLog(caller, facts, one(facts));
    const found = readLogPage(reply)?.total;
    if (found === undefined) return notAPage(reply);
    const [expected] = await totals(caller, facts, other(facts));
    if (expected === undefined) return unclear(SafeText.say`no total to compare with`);
    const saw = SafeText.say`${found} events where ${expected} were expected`;
    return judge(found === expected, saw);
  };
}
