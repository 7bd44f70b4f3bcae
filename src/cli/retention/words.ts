import { OWN_PANEL } from "../../event/event.ts";
import type { NamedCount, RetentionPreview } from "../../book/retention/preview.ts";
import type { RuleTerms } from "../../book/retention/rule.ts";
import type { RuleStatus } from "../../book/retention/status.ts";
import { countWords, inThousands, timeWords } from "../panels/state-words.ts";
import { printable } from "../table.ts";

/** What a rule is about: `events of info, of the site "Yard"`. */
export function aboutWords({ categories, site, isOwn }: RuleTerms): string {
  const parts = [
    ...(isOwn ? [`of Doorbook itself (panel ${OWN_PANEL})`] : []),
    ...(categories.length === 0 ? [] : [`of ${categories.join(", ")}`]),
    ...(site === "" ? [] : [`of the site ${JSON.stringify(site)}`]),
  ];
  return parts.length === 0 ? "every event of the panels" : `events ${parts.join(", ")}`;
}

/** The same with its verb: `events of info go`, `every event of the panels goes`. */
export function goingWords(terms: RuleTerms): string {
  const about = aboutWords(terms);
  return `${about} ${about.startsWith("every") ? "goes" : "go"}`;
}

/** How it stands with a rule, in a few words. */
export function ruleStateWords({ is, waitsUntilMs = 0 }: RuleStatus): string {
  switch (is) {
    case "new":
      return `begins at ${timeWords(waitsUntilMs)}`;
    case "sweeping":
      return "being applied";
    case "kept":
      return "applied";
    case "unconfirmed":
      return "waits for doorbook retention run";
  }
}

/** What a rule would take away, line by line. */
export function previewLines(name: string, preview: RetentionPreview): readonly string[] {
  const { edgeMs, count, byCategory, bySite, oldestMs, newestMs, held } = preview;
  const head = `${printable(name)}: ${countWords(count, "event")} from before ${timeWords(edgeMs)} would go`;
  const kept = held === 0 ? [] : [`  kept by holds: ${inThousands(held)}`];
  if (oldestMs === undefined || newestMs === undefined) return [head, ...kept];
  return [
    head,
    `  by category: ${countsWords(byCategory)}`,
    `  by site: ${countsWords(bySite)}`,
    `  from ${timeWords(oldestMs)} to ${timeWords(newestMs)}`,
    ...kept,
  ];
}

function countsWords(counts: readonly NamedCount[]): string {
  return counts
    .map(({ name, count }) => `${printable(name) || "no site"} ${inThousands(count)}`)
    .join(", ");
}
