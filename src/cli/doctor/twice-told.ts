import type { StoredEvent } from "../../event/event.ts";
import { ALWAYS } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";
import type { Finding } from "../finding.ts";
import type { KnownPanel } from "../../fleet/known-panels.ts";
import { countWords, inThousands } from "../panels/state-words.ts";

/** How many of a panel's newest events are looked through. */
const NEWEST = 1_000;

/** What is found of panels that both push and are pulled: do they tell the same both times? */
export async function twiceToldFindings(
  log: EventReader,
  panels: readonly KnownPanel[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { profile, health } of panels) {
    if (health.ways.push === undefined || health.ways.pull === undefined) continue;
    const { serial } = profile;
    const { events } = await log.list({
      view: { panels: [serial], floor: 0 },
      spans: [ALWAYS],
      order: "desc",
      offset: 0,
      limit: NEWEST,
      asOf: undefined,
    });
    findings.push(finding(serial, events.length, countTwiceTold(events)));
  }
  return findings;
}

/**
 * How many events came by push and by pull with the same time and key, and with other models, so that
 * both are kept.
 */
export function countTwiceTold(
  events: readonly Pick<StoredEvent, "occurredAtMs" | "key" | "source" | "model">[],
): number {
  const moments = Map.groupBy(events, ({ occurredAtMs, key }) => `${occurredAtMs} ${key}`);
  let count = 0;
  for (const alike of moments.values()) {
    const modelsOf = (source: string): ReadonlySet<string | undefined> =>
      new Set(alike.filter((one) => one.source === source).map(({ model }) => model));
    const [pushed, pulled] = [modelsOf("push"), modelsOf("pull")];
    count += Math.min(pushed.difference(pulled).size, pulled.difference(pushed).size);
  }
  return count;
}

function finding(serial: string, looked: number, count: number): Finding {
  const among = `panel ${JSON.stringify(serial)} pushes and is pulled: among its last ${countWords(looked, "event")}`;
  if (count === 0) return { text: `${among} none was told in two ways` };
  return {
    text: `${among}, pairs of one time and key with unlike models: ${inThousands(count)}`,
    advice: `both are kept: stop one of the ways, as with doorbook panels edit ${serial} --url none`,
  };
}
