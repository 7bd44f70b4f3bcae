import type { SqliteStore } from "../../store/sqlite/store.ts";
import type { Finding } from "../finding.ts";
import { countWords } from "../panels/state-words.ts";
import { openRetention } from "../retention/with-retention.ts";

/** What the doctor finds of how long events are kept. */
export async function retentionFindings(store: SqliteStore): Promise<readonly Finding[]> {
  const { engine } = await openRetention(store);
  const { rules, holds, troubles } = engine.status();
  const held = holds.length === 0 ? "" : `, ${countWords(holds.length, "hold")}`;
  const text =
    rules.length === 0
      ? `every event is kept for good${held}`
      : `events are kept by ${countWords(rules.length, "rule")}${held}`;
  const advice = "see doorbook retention status; until then nothing more is taken out by it";
  return [{ text }, ...troubles.map((trouble) => ({ text: trouble, advice }))];
}
