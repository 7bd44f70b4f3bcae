import { PanelClient } from "../../client/panel-client.ts";
import type { PanelAccess } from "../../client/panel-client.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { Finding } from "../finding.ts";
import { PANEL_ADVICE } from "./panel-advice.ts";
import { clockWords, countWords } from "./state-words.ts";

/** A clock that is off by more than this needs attention, ms. */
const CLOCK_OFF_MS = 30_000;

/**
 * Asks a panel what pulling needs, one thing after the other, until something is wrong.
 *
 * @param serial the one that it should have; `undefined` when that is not known
 */
export async function tryPanel(
  access: PanelAccess,
  serial: string | undefined,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  using client = new PanelClient(access);
  try {
    const info = await client.info();
    findings.push({
      text: `${access.url} answers as a panel: ${info.model}, firmware ${info.firmware}, serial ${JSON.stringify(info.serial)}`,
    });
    if (serial !== undefined && info.serial !== "" && info.serial !== serial) {
      findings.push(otherPanel(serial, info.serial));
      return findings;
    }
    const { family, path, total } = await client.find();
    findings.push({ text: `the panel takes the login of ${JSON.stringify(access.username)}` });
    findings.push({
      text: `its log, of the ${family} kind at ${path}, has ${countWords(total, "event")}`,
    });
    findings.push(clock(await client.clockMs(), Date.now()));
  } catch (error) {
    if (!(error instanceof PanelError)) throw error;
    findings.push({ text: `${access.url}: ${error.message}`, advice: PANEL_ADVICE[error.reason] });
  }
  return findings;
}

function otherPanel(serial: string, other: string): Finding {
  return {
    text: `the panel says that its serial is ${JSON.stringify(other)}, not ${JSON.stringify(serial)}`,
    advice: `correct the URL, or, if the panel was replaced, add the new one with --replaces ${serial}`,
  };
}

function clock(panelMs: number | undefined, nowMs: number): Finding {
  if (panelMs === undefined) return { text: "it does not tell what its clock shows" };
  const offsetMs = panelMs - nowMs;
  if (Math.abs(offsetMs) <= CLOCK_OFF_MS) return { text: "its clock is right" };
  return {
    text: clockWords(offsetMs),
    advice: "set the panel's clock and time zone, or let it follow a time server (NTP)",
  };
}
