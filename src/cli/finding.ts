import { printable } from "./table.ts";

/** One line of an examination: what was found, and what to do when it needs attention. */
export interface Finding {
  readonly text: string;
  readonly advice?: string;
}

/** Writes findings to standard output. @returns the exit code: 1 when something needs attention */
export function report(findings: readonly Finding[]): number {
  for (const finding of findings) console.log(findingLine(finding));
  return findings.some(({ advice }) => advice !== undefined) ? 1 : 0;
}

function findingLine({ text, advice }: Finding): string {
  return printable(advice === undefined ? `ok         ${text}` : `attention  ${text}: ${advice}`);
}
