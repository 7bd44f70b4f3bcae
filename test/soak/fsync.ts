/**
 * What a kill cannot show: that an acknowledged push has been handed to the disk. The server runs
 * under strace; each of a row of pushes must see the write-ahead log synced, in between its being
 * sent and its being acknowledged.
 *
 * `script/soak fsync [--pushes N]`; needs strace (Debian: the package of that name).
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openForWriting } from "../../src/store/sqlite/open-database.ts";
import { PASSWORDS, ServerProcess } from "../support/server-process.ts";

const { values } = parseArgs({ options: { pushes: { type: "string", default: "300" } } });
const pushes = Number(values.pushes);

/** A thread's sync of a file, whole, begun or returned. */
const SYNC =
  /^(?<thread>\d+) +(?:f(?:data)?sync\(\d+<(?<path>[^>]*)>(?:\) += (?<result>\d+)|.*<unfinished)|<\.\.\. f(?:data)?sync resumed>\) += (?<resumed>\d+))/;

interface Shown {
  /** Syncs that returned from before the first push to after the last answer. */
  readonly syncs: number;
  /** Pushes that were acknowledged without a sync in between. */
  readonly unsynced: number;
  readonly journalMode: string;
  readonly synchronous: number;
}

async function show(folder: string): Promise<Shown> {
  const trace = join(folder, "trace.log");
  const data = join(folder, "data");
  const strace = ["strace", "-f", "-y", "-e", "trace=fdatasync,fsync", "-o", trace];
  const server = ServerProcess.spawn(data, strace);
  try {
    const count = async () => countSyncs(await readFile(trace, "utf8"));
    const push = await openPanel(await server.address());
    // the panel's first push also makes the panel known
    await push(0);
    await push(1);
    const first = await count();
    let unsynced = 0;
    let before = first;
    for (let i = 2; i < pushes + 2; i++) {
      await push(i);
      const after = await count();
      if (after === before) unsynced += 1;
      before = after;
    }
    return { syncs: before - first, unsynced, ...readBack(data) };
  } finally {
    // to the server, not to strace
    process.kill(Number(await readFile(join(data, "server.pid"), "utf8")), "SIGTERM");
    await server.ended;
  }
}

/** How often the write-ahead log was synced, by syncs that have returned. */
function countSyncs(trace: string): number {
  const begun = new Map<string, string>();
  let count = 0;
  for (const line of trace.split("\n")) {
    const { thread = "", path, result, resumed } = SYNC.exec(line)?.groups ?? {};
    if (path !== undefined) begun.set(thread, path);
    const isReturned = (result ?? resumed) === "0";
    if (isReturned && begun.get(thread)?.endsWith("-wal") === true) count += 1;
  }
  return count;
}

/** Logs a panel in. @returns pushes an event, resolves when it is acknowledged */
async function openPanel(address: string): Promise<(number: number) => Promise<void>> {
  const base = `${address}/api/v0/devices`;
  const login = JSON.stringify({ login: "AA-1", password: PASSWORDS.link });
  const response = await fetch(`${base}/login`, { method: "POST", body: login });
  const { token } = (await response.json()) as { token: string };
  return async (number) => {
    const event = { created_at: 1_760_000_000_000 + number, code: "tamper_event", info: {} };
    const answer = await fetch(`${base}/logs`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ events: [event] }),
    });
    await answer.text();
    if (answer.status !== 200) throw new Error(`push answered ${String(answer.status)}`);
  };
}

/** What a writer's connection says when it is asked. */
function readBack(dataFolder: string): Pick<Shown, "journalMode" | "synchronous"> {
  using connection = openForWriting(dataFolder, 1024);
  const [journalMode] = connection.one<[string]>("PRAGMA journal_mode");
  const [synchronous] = connection.one<[number]>("PRAGMA synchronous");
  return { journalMode, synchronous };
}

function verdictOf({ syncs, unsynced, journalMode, synchronous }: Shown): [boolean, string] {
  const isShown = syncs >= pushes && unsynced === 0 && journalMode === "wal" && synchronous === 2;
  return [
    isShown,
    `${String(syncs)} syncs of the write-ahead log in ${String(pushes)} acknowledged pushes in a ` +
      `row, ${String(unsynced)} pushes acknowledged without one; ` +
      `journal_mode=${journalMode}, synchronous=${String(synchronous)}`,
  ];
}

if (spawnSync("strace", ["-V"]).status !== 0) {
  console.log("FAILED: not shown, for strace is not on the PATH: install it (Debian: strace)");
  process.exitCode = 1;
} else {
  const folder = await mkdtemp(join(tmpdir(), "doorbook-fsync-"));
  try {
    const [isShown, text] = verdictOf(await show(folder));
    console.log(`${isShown ? "passed" : "FAILED"}: ${text}`);
    process.exitCode = isShown ? 0 : 1;
    if (isShown) await rm(folder, { recursive: true });
  } catch (error) {
    console.log(error);
    console.log(`FAILED; the data is kept in ${folder}`);
    process.exitCode = 1;
  }
}
