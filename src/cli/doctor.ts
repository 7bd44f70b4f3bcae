import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { MAX_PUSH_BYTES } from "../basip/link/scan-push.ts";
import type { Settings } from "../settings.ts";
import type { Examination } from "../store/sqlite/examine.ts";
import { databasePath } from "../store/sqlite/open-database.ts";
import { ServerLock } from "../store/sqlite/server-lock.ts";
import type { SqliteStore } from "../store/sqlite/store.ts";
import type { Call, Command } from "./command.ts";
import { certificateFindings } from "./doctor/certificate.ts";
import { keyFindings } from "./doctor/key-file.ts";
import { panelFindings } from "./doctor/panels.ts";
import { retentionFindings } from "./doctor/retention.ts";
import { report } from "./finding.ts";
import { countWords, inThousands } from "./panels/state-words.ts";
import type { Finding } from "./finding.ts";
import { withStore } from "./with-store.ts";

/** So many events outside the indexes are more than a running merge leaves behind. */
const MANY_UNMERGED = 300_000;

/** A quarantine fuller than this share, or too full for the largest push, soon refuses pushes. */
const FULL_SHARE = 0.8;

/** `doorbook doctor`: is everything as it should be? */
export const doctor: Command = {
  summary: "Check the log and tell what needs attention.",
  options: {
    deep: { help: "check every page and index of the file too: minutes for a large log" },
  },
  settings: ["data", "quarantineMaxBytes", "diskLowBytes", "tlsCert", "tlsKey"],
  notes: "Works beside a running server. Exits with 1 when something needs attention.",
  run,
};

async function run({ settings, options }: Call): Promise<number> {
  const findings = [
    ...server(settings),
    ...(await disk(settings)),
    ...certificateFindings(settings, Date.now()),
    ...(await withStore(settings, "expect", (store) =>
      log(store, settings.data, options.has("deep")),
    )),
  ];
  return report(findings);
}

function server({ data }: Settings): Finding[] {
  if (!existsSync(databasePath(data))) return [];
  const pid = ServerLock.holder(data);
  return [
    { text: pid === undefined ? "no server is running" : `the server runs, process id ${pid}` },
  ];
}

async function disk({ data, diskLowBytes }: Settings): Promise<Finding[]> {
  if (!existsSync(data)) return [];
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  const text = `${megabytes(free)} MB are free on the data folder's disk`;
  if (free >= diskLowBytes) return [{ text }];
  return [{ text, advice: "make room; without space pushes are refused until there is some" }];
}

async function log(store: SqliteStore, folder: string, isDeep: boolean): Promise<Finding[]> {
  const findings = [...events(store.examine(isDeep)), ...(await quarantined(store))];
  const accounts = await store.accounts.listAccounts();
  if (accounts.some(({ type }) => type === "admin")) {
    findings.push({ text: accounts.length === 1 ? "1 account" : `${accounts.length} accounts` });
  } else {
    const advice = "add one with doorbook accounts add NAME --type admin";
    findings.push({ text: "no account may read the log", advice });
  }
  findings.push(...(await panelFindings(store, Date.now())));
  findings.push(...(await keyFindings(folder, store.fleet)));
  findings.push(...(await retentionFindings(store)));
  return findings;
}

function events(found: Examination): Finding[] {
  const { events: count, head, removed, unmerged, unfed, faults } = found;
  const findings: Finding[] = [];
  const gone = removed === 0 ? "" : `, ${inThousands(removed)} taken out by retention`;
  if (count + removed === head) {
    findings.push({ text: `${countWords(count, "event")}, none missing in between${gone}` });
  } else {
    const advice = "restore the data folder from a backup, and let panels deliver again";
    findings.push({ text: `${count} events${gone}, but the newest has number ${head}`, advice });
  }
  findings.push(merging(unmerged), feeding(unfed));
  if (faults === undefined) return findings;
  if (faults.length === 0) findings.push({ text: "every page and index of the file is sound" });
  for (const fault of faults) {
    const advice = "the file is damaged: copy the data folder away, then restore a backup";
    findings.push({ text: fault, advice });
  }
  return findings;
}

function merging(unmerged: number): Finding {
  if (unmerged === 0) return { text: "all of them are in the indexes" };
  const text = `${unmerged} of them are still to be merged into the indexes`;
  if (unmerged < MANY_UNMERGED) return { text: `${text}, as always with the newest` };
  const advice =
    "that many are left by a burst, or because merging fails: see the server's diagnostics";
  return { text, advice };
}

function feeding(unfed: number | undefined): Finding {
  if (unfed === undefined) return { text: "there is no word index yet: a server makes it" };
  if (unfed === 0) return { text: "all of them are in the word index" };
  return { text: `${unfed} of them are still to go into the word index, which a server sees to` };
}

async function quarantined(store: SqliteStore): Promise<Finding[]> {
  const { count, bytes, maxBytes } = await store.quarantineState();
  if (count === 0) return [{ text: "nothing is in quarantine" }];
  const text = `${count} in quarantine, ${megabytes(bytes)} of ${megabytes(maxBytes)} MB`;
  if (bytes < FULL_SHARE * maxBytes && bytes + MAX_PUSH_BYTES <= maxBytes) {
    return [{ text, advice: "look with doorbook quarantine list; retry or drop them" }];
  }
  const advice =
    "it is nearly full, and then pushes are refused: see doorbook quarantine list, then retry or drop";
  return [{ text, advice }];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);
}
