import { OWN_PANEL } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";
import { ALWAYS } from "../../event/query.ts";
import type { KindFilter } from "../../event/kind.ts";
import type { EventReader } from "../../event/store.ts";
import { readModel } from "../../basip/texts/read-model.ts";
import type { Finding } from "../finding.ts";
import { knownPanels } from "../../fleet/known-panels.ts";
import type { KnownFrom, KnownPanel } from "../../fleet/known-panels.ts";
import { countWords, stateWords } from "../panels/state-words.ts";
import { twiceToldFindings } from "./twice-told.ts";

/** A panel that has been catching up for longer needs attention, ms. */
const LONG_CATCHING_UP_MS = 3_600_000;

/** How many of the newest events of a kind are looked through. */
const NEWEST = 1_000;

const isCatchingUp: KindFilter = ({ key }) => key === "doorbook_panel_catching_up";

/** What the doctor finds of the panels, by what a server noted of them last. */
export async function panelFindings(
  store: KnownFrom & EventReader,
  nowMs: number,
): Promise<readonly Finding[]> {
  const panels = await knownPanels(store);
  if (panels.length === 0) return [{ text: "no panel is known yet" }];
  const since = await catchingUpSince(store);
  const unwell = panels.flatMap((panel) => {
    const begunMs = since.get(panel.profile.serial) ?? nowMs;
    return panelFinding(panel, nowMs - begunMs > LONG_CATCHING_UP_MS) ?? [];
  });
  const unheard = panels.filter(({ health }) => health.state === "new").length;
  return [
    ...unwell,
    ...summary(panels.length - unwell.length, panels.length),
    ...(unheard === 0
      ? []
      : [{ text: `of ${countWords(unheard, "panel")} nothing was noted yet` }]),
    ...(await twiceToldFindings(store, panels)),
  ];
}

function summary(well: number, all: number): readonly Finding[] {
  if (well < all) return [{ text: `panels that are well: ${well} of ${all}` }];
  return [
    { text: all === 1 ? "the one panel is well" : `all ${countWords(all, "panel")} are well` },
  ];
}

function panelFinding(
  { profile: { serial, name, pulledFrom }, health }: KnownPanel,
  isLong: boolean,
): Finding | undefined {
  const isPaused = pulledFrom?.isPaused === true;
  const advice: string[] = [];
  if (health.state === "silent" && !isPaused) {
    advice.push(
      `see to its power and network${pulledFrom === undefined ? "" : `, and try doorbook panels test ${serial}`}`,
    );
  }
  if (health.state === "refused" && !isPaused) {
    advice.push(`give its password with doorbook panels edit ${serial} --new-password`);
  } else if (health.trouble !== "" && !isPaused) {
    advice.push(`it cannot be read (${health.trouble}): try doorbook panels test ${serial}`);
  }
  if (health.state === "catching_up" && isLong) {
    advice.push("it has been catching up for over an hour: see that its network is fast enough");
  }
  if (health.isClockOff) advice.push("set its clock, or let it follow a time server");
  if (health.gap > 0) advice.push(`see which days with doorbook panels statement ${serial}`);
  if (advice.length === 0) return undefined;
  const named = name === "" ? "" : ` (${name})`;
  const text = `panel ${JSON.stringify(serial)}${named}: ${stateWords(health)}`;
  return { text, advice: advice.join("; ") };
}

/** When panels were noted last to catch up, by our clock, ms. */
async function catchingUpSince(log: EventReader): Promise<ReadonlyMap<PanelSerial, number>> {
  const { events } = await log.list({
    view: { panels: [OWN_PANEL], floor: 0 },
    spans: [{ ...ALWAYS, kinds: isCatchingUp }],
    order: "desc",
    offset: 0,
    limit: NEWEST,
    asOf: undefined,
  });
  const since = new Map<PanelSerial, number>();
  for (const { model, receivedAtMs } of events) {
    const { panel } = readModel(model);
    if (typeof panel === "string" && !since.has(panel)) since.set(panel, receivedAtMs);
  }
  return since;
}
