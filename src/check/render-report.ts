import type { PanelCheck } from "./check-panel.ts";
import { apiVersionOf } from "./facts.ts";
import { isJsonObject } from "../basip/json-object.ts";
import { dictionaryOf, readLogPage } from "./log-page.ts";
import type { MadeCall } from "./panel-caller.ts";
import { redactKey, redactName, redactType, redactVersion } from "./redact-text.ts";
import { redactReply } from "./redact.ts";

/**
 * What a check found, as a JSON text that can be sent to the project: verdicts, status codes and the
 * shape of answers. It holds no name, number, address or password.
 *
 * @param version Doorbook's own
 */
export function renderReport(check: PanelCheck, version: string): string {
  const { facts, firstCalls, asked, isComplete } = check;
  const newestMs = newestOf(check);
  const calls = (made: readonly MadeCall[], listed: number): unknown[] =>
    made.map((call) => renderCall(call, newestMs, listed));
  const report = {
    doorbook: version,
    family: facts.family,
    firmware_version: redactVersion(firmwareOf(check)),
    api_version: redactVersion(apiVersionOf(facts.info)),
    is_complete: isComplete,
    first_calls: calls(firstCalls, 3),
    questions: asked.map(({ question, finding, calls: made }) => ({
      id: question.id,
      statement: question.statement,
      expects: question.expects,
      verdict: finding.verdict,
      saw: String(finding.saw),
      calls: calls(made, 1),
    })),
    dictionaries: Object.fromEntries(
      asked
        .filter(({ question }) => question.id.startsWith("names-"))
        .map(({ question, calls: made }) => [question.id.slice("names-".length), namesIn(made)]),
    ),
    events: redactReply(
      { status: 200, type: "", text: "", json: { list_items: facts.sample.all } },
      { isLog: true, newestMs, listed: 500 },
    ),
  };
  return `${JSON.stringify(report, undefined, 1)}\n`;
}

function firmwareOf({ facts: { info } }: PanelCheck): string {
  const firmware = isJsonObject(info.json) ? info.json["firmware_version"] : undefined;
  return typeof firmware === "string" ? firmware : "";
}

function newestOf({ facts }: PanelCheck): number {
  const times = [...(facts.newest?.times ?? []), ...(facts.oldest?.times ?? [])];
  return times.length === 0 ? 0 : Math.max(...times);
}

function renderCall({ asked, reply }: MadeCall, newestMs: number, listed: number): unknown {
  const isLog = /\/log\/(?:items|list)\b/.test(asked);
  return {
    asked: renderAsked(asked, newestMs),
    status: reply.status,
    ...(reply.failure === undefined ? {} : { failure: reply.failure }),
    type: redactType(reply.type),
    answer: redactReply(reply, { isLog, newestMs, listed }),
  };
}

/** Our own question, with times told from the newest event. */
function renderAsked(asked: string, newestMs: number): string {
  return decodeURIComponent(asked)
    .replaceAll(/\d{13,}/g, (time) => `(newest ${Number(time) - newestMs} ms)`)
    .replaceAll(
      /(?<==)\d{10}/g,
      (time) => `(newest ${Number(time) - Math.floor(newestMs / 1000)} s)`,
    );
}

function namesIn(made: readonly MadeCall[]): Readonly<Record<string, string>> {
  const shown = made.map(({ reply }) => readLogPage(reply)).find((page) => page !== undefined);
  const names = shown === undefined ? [] : dictionaryOf(shown).slice(0, 200);
  return Object.fromEntries(names.map(([key, text]) => [redactKey(key), redactName(text)]));
}
