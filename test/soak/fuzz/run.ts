import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Random } from "../../support/random.ts";
import { ADMIN_HEADERS, PASSWORDS, ServerProcess } from "../../support/server-process.ts";
import { loginPath } from "../../support/app.ts";
import { Connection } from "./connection.ts";
import type { RawAnswer } from "./connection.ts";
import { HeapWatch, INSPECTOR_LINES, inspectable } from "./heap.ts";
import { Ledger } from "./ledger.ts";
import { planExchange, sizeOf } from "./plan.ts";
import type { Exchange } from "./plan.ts";
import type { FuzzRequest } from "./request.ts";
import { Sessions } from "./sessions.ts";

/** How much of it. */
export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  /** Connections that begin a request and never end it. */
  readonly stalled: number;
  readonly report?: (line: string) => void;
}

/** The server's memory, MiB. */
export interface Memory {
  /** What JavaScript holds in all threads after a collection of garbage. */
  readonly heapMiB: number;
  /** Resident; NaN where the system does not tell. */
  readonly residentMiB: number;
}

/** What a run has shown; it throws on the first wrong answer. */
export interface FuzzReport {
  readonly requests: number;
  readonly mutated: number;
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Requests on a connection that was closed without an answer to them. */
  readonly closed: number;
  readonly acknowledgedPushes: number;
  readonly acknowledgedEvents: number;
  readonly storedEvents: number;
  /** What the server's memory was at half of the requests, and at the end. */
  readonly halfway: Memory;
  readonly final: Memory;
}

/** What a first start says that is no error. */
const FIRST_START_LINE = /^Made the account .*\n/m;

const PANELS = 40;
const CONNECTIONS = 24;
/** A request is answered, or its connection closed, within this; scrypt of many logins included. */
const ANSWERED_WITHIN_MS = 20_000;
/** How long a caller that keeps its side open waits for an answer before it hangs up. */
const PATIENCE_MS = 100;
/** The server waits 30 s for a head and looks every 30 s. */
const STALLED_WITHIN_MS = 75_000;
/** Good requests come from here: a guesser elsewhere must not lock them out. */
const GOOD_ADDRESS = "127.0.0.2";
const BAD_ADDRESS = "127.0.0.3";

/** Sends so many requests and checks every answer, then the log. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { through, port } = await inspectable();
  const server = ServerProcess.spawn(options.folder, through);
  try {
    const address = await server.address();
    const sessions = await Sessions.open(address, PANELS);
    const run = new FuzzRun(options, sessions, Number(new URL(address).port));
    const measure = async () => memoryOf(server, port);
    await run.send(options.requests / 2);
    const halfway = await measure();
    await run.send(options.requests);
    const final = await measure();
    await checkStillServing(address, sessions, run.ledger);
    const { stderr } = await server.stop();
    const errors = stderr.replaceAll(INSPECTOR_LINES, "").replace(FIRST_START_LINE, "");
    assert.equal(errors, "", "the diagnostics hold an error");
    const storedEvents = run.ledger.check(join(options.folder, "doorbook.db"));
    return { ...run.counts(), storedEvents, halfway, final };
  } finally {
    await server.kill();
  }
}

class FuzzRun {
  readonly #options: FuzzOptions;
  readonly #sessions: Sessions;
  readonly #port: number;
  readonly #random: Random;
  readonly ledger = new Ledger();
  readonly #statuses = new Map<number, number>();
  #closed = 0;
  #sent = 0;
  #mutated = 0;

  constructor(options: FuzzOptions, sessions: Sessions, port: number) {
    this.#options = options;
    this.#sessions = sessions;
    this.#port = port;
    this.#random = new Random(options.seed);
  }

  /** Sends until so many requests are sent in all; every connection is closed then. */
  async send(requests: number): Promise<void> {
    const stalled = Array.from({ length: this.#options.stalled }, async (_, i) => this.#stall(i));
    const callers = Array.from({ length: CONNECTIONS }, async () => this.#work(requests));
    await Promise.all([...callers, ...stalled]);
    this.#options.report?.(`${String(this.#sent)} requests sent`);
  }

  counts(): Omit<FuzzReport, "storedEvents" | "halfway" | "final"> {
    return {
      requests: this.#sent,
      mutated: this.#mutated,
      statuses: this.#statuses,
      closed: this.#closed,
      acknowledgedPushes: this.ledger.pushes,
      acknowledgedEvents: this.ledger.events,
    };
  }

  /** One caller: exchange after exchange, good ones on the connection it has. */
  async #work(requests: number): Promise<void> {
    let kept: Connection | undefined;
    while (this.#sent < requests) {
      const exchange = planExchange(this.#random, this.#sessions);
      this.#sent += sizeOf(exchange);
      if (exchange.bad !== undefined) this.#mutated += 1;
      if (exchange.bad === undefined) {
        kept = kept?.isClosed === false ? kept : await Connection.open(this.#port, GOOD_ADDRESS);
        await this.#exchange(kept, exchange);
      } else {
        const connection = await Connection.open(this.#port, BAD_ADDRESS);
        await this.#exchange(connection, exchange);
        connection.destroy();
      }
    }
    kept?.destroy();
  }

  async #exchange(connection: Connection, exchange: Exchange): Promise<void> {
    for (const segment of exchange.segments) {
      connection.write(segment);
      if (exchange.pauseMs > 0) await wait(exchange.pauseMs);
    }
    if (exchange.endsAtOnce) connection.end();
    try {
      await this.#read(connection, exchange);
    } catch (cause) {
      const bytes = Buffer.concat([...exchange.segments]);
      throw new Error(`after ${describe(bytes)}`, { cause });
    }
  }

  async #read(connection: Connection, exchange: Exchange): Promise<void> {
    const { good, bad } = exchange;
    let isBroken = false;
    for (const request of good) {
      const answer = await connection.answer(ANSWERED_WITHIN_MS);
      this.#take(answer);
      // what cannot be read behind it may be refused before it is answered
      isBroken ||= bad !== undefined && answer?.status !== request.status;
      if (!isBroken)
        assert.equal(answer?.status, request.status, `a good request: ${answer?.text}`);
      if (request.givesToken === true && answer?.status === 200) {
        this.#sessions.loggedIn(answer.text);
      }
      this.#note(request, isBroken ? undefined : answer?.status);
      if (answer === undefined) isBroken = true;
    }
    if (bad === undefined) return;
    const answer = await this.#answerToBad(connection, exchange);
    if (bad !== "noise") this.#note(bad, isBroken ? undefined : answer?.status);
    connection.end();
    // what was left of a body that was longer than it said
    while ((await this.#next(connection, bad)) !== undefined);
    // what cannot be read is refused with a body, whatever its method was to be
    const isRefused = /^\{"error":"[^"]+"\}$/.test(connection.rest.toString());
    assert.ok(connection.rest.length === 0 || isRefused, "an answer is cut short");
  }

  async #answerToBad(connection: Connection, exchange: Exchange): Promise<RawAnswer | undefined> {
    const { bad, endsAtOnce } = exchange;
    if (bad === undefined) return undefined;
    if (!endsAtOnce) {
      // a request that is not whole yet is waited for until the caller gives up
      const timer = setTimeout(() => connection.end(), PATIENCE_MS);
      try {
        return await this.#next(connection, bad, true);
      } finally {
        clearTimeout(timer);
      }
    }
    return this.#next(connection, bad, true);
  }

  async #next(
    connection: Connection,
    bad: FuzzRequest | "noise",
    isDirect = false,
  ): Promise<RawAnswer | undefined> {
    const isHead = bad !== "noise" && bad.method === "HEAD";
    const answer = await connection.answer(ANSWERED_WITHIN_MS, !(isHead && isDirect));
    if (answer !== undefined || isDirect) this.#take(answer, isHead && isDirect);
    return answer;
  }

  /** Every answer: no failure, and a refusal has the panel's shape. */
  #take(answer: RawAnswer | undefined, isHead = false): void {
    if (answer === undefined) {
      this.#closed += 1;
      return;
    }
    const { status, headers, text } = answer;
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    assert.ok(status < 500, `answered ${String(status)}: ${text}`);
    if (status === 204) return;
    assert.equal(headers.get("content-type"), "application/json", `status ${String(status)}`);
    if (isHead) return;
    const body: unknown = JSON.parse(text);
    if (status === 200) return;
    assert.match(text, /^\{"error":"[^"]+"\}$/, `status ${String(status)}`);
    assert.ok(body !== null);
  }

  #note(request: FuzzRequest, status: number | undefined): void {
    if (request.panel !== undefined) this.ledger.take(request.panel, request.body, status);
  }

  /** A caller that begins a request and says no more; the server must let go of it. */
  async #stall(number: number): Promise<void> {
    const connection = await Connection.open(this.#port, BAD_ADDRESS);
    const head = "GET /api/info HTTP/1.1\r\nHost: x\r\nX: ";
    connection.write(Buffer.from(head.slice(0, 1 + ((number * 7) % head.length))));
    const answer = await connection.answer(STALLED_WITHIN_MS);
    if (answer !== undefined) assert.equal(answer.status, 408);
    this.#take(answer);
    connection.destroy();
  }
}

async function memoryOf(server: ServerProcess, port: number): Promise<Memory> {
  using watch = await HeapWatch.open(port);
  const heapMiB = await watch.usedMiB();
  const file = `/proc/${String(server.pid)}/status`;
  const status = await readFile(file, "utf8").catch(() => "");
  const residentMiB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  return { heapMiB, residentMiB };
}

/** The server takes a login and a push, and lists what it holds. */
async function checkStillServing(
  address: string,
  sessions: Sessions,
  ledger: Ledger,
): Promise<void> {
  const health = await fetch(`${address}/readyz`);
  assert.equal(health.status, 200);
  const [panel = ""] = sessions.panels;
  const body = '{"events":[{"created_at":1770000000000,"code":"tamper_event","info":{"last":1}}]}';
  const headers = { authorization: `Bearer ${sessions.linkToken(panel)}` };
  const push = await fetch(`${address}/api/v0/devices/logs`, { method: "PUT", headers, body });
  assert.equal(push.status, 200);
  ledger.take(panel, Buffer.from(body), push.status);
  const login = await fetch(`${address}${loginPath("admin", PASSWORDS.admin)}`);
  assert.ok([200, 429].includes(login.status), "a login after all that guessing");
  const url = `${address}/panels/${panel}/api/v1/log/items?from=1770000000000&to=1770000000001`;
  const page = await fetch(url, { headers: ADMIN_HEADERS });
  const { list_option, list_items } = (await page.json()) as {
    list_option: { pagination: { total_items: number } };
    list_items: { info: { model: unknown } }[];
  };
  assert.deepEqual(
    [list_option.pagination.total_items, list_items.map(({ info }) => info.model)],
    [1, [{ last: 1 }]],
  );
}

function describe(bytes: Buffer): string {
  const shown = bytes.toString("latin1");
  return JSON.stringify(shown.length <= 4_000 ? shown : `${shown.slice(0, 4_000)}…`);
}
