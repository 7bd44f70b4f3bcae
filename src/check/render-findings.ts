import type { Asked, PanelCheck } from "./check-panel.ts";
import { TOPICS, type Verdict } from "./question.ts";

/** What a check found, for people: a line for each question, by topic, and the sums. */
export function renderFindings({ asked }: PanelCheck): string {
  const blocks = TOPICS.map((topic) => {
    const lines = asked.filter(({ question }) => question.topic === topic).map(renderLine);
    return [`${topic}:`, ...lines].join("\n");
  });
  const count = (verdict: Verdict): number =>
    asked.filter(({ finding }) => finding.verdict === verdict).length;
  const sums = `${asked.length} questions: ${count("agrees")} agree, ${count("differs")} differ, ${count("unclear")} unclear.`;
  return [...blocks, sums].join("\n\n");
}

function renderLine({ question: { expects }, finding: { verdict, saw } }: Asked): string {
  const said = String(saw);
  const more = verdict === "agrees" || said === "" ? "" : `: ${said}`;
  return `  ${verdict.padEnd(7)}  ${expects}${more}`;
}
