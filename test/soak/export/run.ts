import assert from "node:assert/strict";
import { BenchServer, PASSWORD } from "../../../bench/server.ts";
import { RecordScanner } from "../../../src/cli/book/export/record-scanner.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { eventsInARow } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

/** What the server may hold more in the midst of an export than at its first events, MB. */
const MOST_MORE_MB = 150;

const LOOK_MS = 500;
const BATCH = 1_000;

/** What a run is asked for. */
export interface ExportSoak {
  readonly events: number;
  readonly format: string;
}

/** What a run has seen. */
export interface ExportSoaked {
  readonly events: number;
  readonly rowsPerSecond: number;
  readonly megabytes: { readonly before: number; readonly first: number; readonly most: number };
  /** While the export went on. */
  readonly arrived: number;
}

/** @throws AssertionError when a row is missing or memory grows */
export async function runExportSoak({ events, format }: ExportSoak): Promise<ExportSoaked> {
  await using folder = await TestFolder.make();
  await fill(folder.path, events);
  await using server = await BenchServer.start(folder.path);
  const token = await server.token();
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/book/v1/export?format=${format}&order=asc`, {
    headers,
  });
  assert.equal(response.status, 200);
  const total = Number(response.headers.get("doorbook-total"));
  const pusher = await Pusher.start(server.url);
  const startMs = performance.now();
  const before = Math.round(server.ownMegabytes());
  let first = before;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, server.ownMegabytes())), LOOK_MS);
  const scanner =
    format === "xlsx" ? undefined : new RecordScanner(format === "csv" ? "csv" : "jsonl");
  let isWarm = false;
  for await (const piece of response.body ?? []) {
    scanner?.push(piece);
    if (isWarm || (scanner?.records ?? total) < total / 10) continue;
    // its threads have what they need by now
    isWarm = true;
    first = Math.round(server.ownMegabytes());
    most = first;
  }
  const seconds = (performance.now() - startMs) / 1000;
  clearInterval(timer);
  const arrived = await pusher.stop();
  const rows = (scanner?.records ?? total) - (format === "csv" ? 1 : 0);
  assert.equal(rows, total);
  assert.ok(total >= events, `${total} of ${events}`);
  assert.ok(arrived > 0, "nothing arrived meanwhile");
  assert.ok(most - first <= MOST_MORE_MB, `from ${first} to ${most} MB`);
  const rowsPerSecond = Math.round(rows / seconds);
  return {
    events: rows,
    rowsPerSecond,
    megabytes: { before, first, most: Math.round(most) },
    arrived,
  };
}

async function fill(dataFolder: string, events: number): Promise<void> {
  await using store = await SqliteStore.open({ dataFolder });
  for (let done = 0; done < events; done += BATCH) {
    const occurredAtMs = 1_750_000_000_000 + done * 1_000;
    await store.append(`P${(done / BATCH) % 500}`, eventsInARow(BATCH, { occurredAtMs }));
  }
}

/** A panel that pushes as long as it is asked to. */
class Pusher {
  #isStopped = false;
  #pushed = 0;
  readonly #done: Promise<void>;

  private constructor(url: string, authorization: string) {
    this.#done = this.#push(url, authorization);
  }

  static async start(url: string): Promise<Pusher> {
    const body = JSON.stringify({ login: "SOAK-1", password: PASSWORD });
    const login = await fetch(`${url}/api/v0/devices/login`, { method: "POST", body });
    const { token } = (await login.json()) as { token: string };
    return new Pusher(url, `Bearer ${token}`);
  }

  async stop(): Promise<number> {
    this.#isStopped = true;
    await this.#done;
    return this.#pushed;
  }

  async #push(url: string, authorization: string): Promise<void> {
    while (!this.#isStopped) {
      const events = Array.from({ length: 10 }, () => ({
        created_at: 1_750_000_000_000 + ++this.#pushed,
        code: "access_granted_by_valid_identifier",
        info: { number: String(this.#pushed) },
      }));
      const body = JSON.stringify({ events });
      const answer = await fetch(`${url}/api/v0/devices/logs`, {
        method: "PUT",
        body,
        headers: { authorization },
      });
      assert.equal(answer.status, 200);
    }
  }
}
