import { PUSH_SIZE, renderPush, renderPushLogin } from "../../basip/link/render-push.ts";
import { defer } from "../deferred.ts";
import type { Noted } from "../noted.ts";
import type { PanelLog } from "../panel-log.ts";
import type { PanelNetwork } from "../panel-network.ts";
import type { Quirks } from "../quirks.ts";
import type { Random } from "../random.ts";
import type { LinkCall, Statistics } from "../statistics.ts";
import { Connection, UnsentError } from "./connection.ts";
import type { WireAnswer } from "./read-answer.ts";
import type { LinkSettings } from "./link-settings.ts";
import { renderRequest } from "./render-request.ts";
import type { LinkRequest } from "./render-request.ts";

/** How often a panel does what it does again and again, ms. */
export interface LinkTiming {
  /** From a failure to the next try; 60,000 on real panels (observed). */
  readonly retryMs: number;
  /** From a heartbeat to the next; about 10,000 on real panels (observed). */
  readonly heartbeatMs: number;
  /** The first login comes at a random moment within it: panels are not switched on all at once. */
  readonly startWithinMs: number;
}

/** What a link rests on. */
export interface LinkParts {
  readonly serial: string;
  readonly log: PanelLog;
  readonly network: PanelNetwork;
  readonly quirks: Quirks;
  readonly timing: LinkTiming;
  readonly random: Random;
  readonly statistics: Statistics;
  /** Told why nothing can be delivered, and with `undefined` that it goes on. */
  readonly onTrouble: (reason: string | undefined) => void;
}

/** Every so many heartbeats a panel refreshes its session: "now and then" (observed). */
const HEARTBEATS_PER_REFRESH = 6;

/** How often a push is sent twice where that is its quirk. */
const DOUBLED = 0.1;

/**
 * A panel's link to its management server: logs in by serial, delivers what its log has, oldest first,
 * a hundred events a push, then each event as it comes, and gives heartbeats. What was not
 * acknowledged is kept and tried again. Source: observed, two independent receivers of real panels.
 */
export class Link {
  readonly #parts: LinkParts;
  readonly #settings: LinkSettings;
  readonly #url: URL;
  #connection: Connection | undefined;
  #opening: Promise<Connection> | undefined;
  #token: string | undefined;
  /** Whether the last push that was answered was refused for its token. */
  #isTokenDoubted = false;
  #isOn = true;
  #heartbeats = 0;
  #trouble: string | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Wakes the delivery. */
  #news = defer<void>();

  private constructor(parts: LinkParts, settings: LinkSettings) {
    this.#parts = parts;
    this.#settings = settings;
    this.#url = new URL(settings.url);
  }

  /** @throws TypeError for a URL that is none */
  static open(parts: LinkParts, settings: LinkSettings): Link {
    const link = new Link(parts, settings);
    link.#start();
    return link;
  }

  /** Tells it that the log has something new. */
  wake(): void {
    this.#news.resolve();
  }

  /** Ends at once, whatever is under way. */
  close(): void {
    this.#isOn = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#drop();
    this.wake();
  }

  #start(): void {
    const { timing, random } = this.#parts;
    this.#after(random.between(0, timing.startWithinMs), () => {
      void this.#deliverOn();
      if (this.#settings.isHeartbeatEnabled !== false) this.#beatLater(random.fraction());
    });
  }

  /** @param share of the time to the next heartbeat */
  #beatLater(share = 1): void {
    this.#after(this.#parts.timing.heartbeatMs * share, () => {
      this.#beatLater();
      void this.#beat();
    });
  }

  async #beat(): Promise<void> {
    this.#heartbeats += 1;
    try {
      await this.#call("pong");
      if (this.#heartbeats % HEARTBEATS_PER_REFRESH === 0) await this.#call("refresh");
    } catch {
      // the next one comes soon
    }
  }

  /** Until it is closed: a failure costs a pause, nothing else. */
  async #deliverOn(): Promise<void> {
    let mustLogIn = true;
    while (this.#isOn) {
      try {
        if (mustLogIn) await this.#logIn();
        mustLogIn = false;
        await this.#deliverAll();
        this.#tell(undefined);
        await this.#news.promise;
        this.#news = defer();
      } catch (error) {
        if (this.#isOn) this.#tell(error instanceof Error ? error.message : "unknown");
        mustLogIn = this.#token === undefined;
        await this.#pause();
      }
    }
  }

  /** Tells what is new in it. */
  #tell(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#parts.onTrouble(trouble);
  }

  async #deliverAll(): Promise<void> {
    if (this.#settings.isLoggingEnabled === false) return;
    const { log, quirks } = this.#parts;
    let isFirst = true;
    while (this.#isOn) {
      const isBacklog = log.pendingCount > PUSH_SIZE;
      if (quirks.loginsBetweenBursts && isBacklog && !isFirst) await this.#logIn();
      const events = log.pending(PUSH_SIZE * (quirks.pipelining ? 2 : 1));
      if (events.length === 0) return;
      await this.#push(events);
      isFirst = false;
    }
  }

  /** Delivers events, a hundred a push. Only what is acknowledged in their order counts. */
  async #push(events: readonly Noted[]): Promise<void> {
    const pushes = inPushes(events).map((batch) => ({ batch, answer: this.#send(batch) }));
    // each is waited for in its turn; none may go unheard
    for (const { answer } of pushes) answer.catch(() => undefined);
    for (const { batch, answer } of pushes) {
      const { status } = await answer;
      if (status === 401) {
        await this.#logInAnew();
        return;
      }
      if (status !== 200) throw new Error(`the server answered ${String(status)}`);
      this.#isTokenDoubted = false;
      this.#parts.log.acknowledge(batch.at(-1)?.nth ?? 0);
    }
  }

  /** After a push was refused. @throws Error when so was the one before: then it takes a pause */
  async #logInAnew(): Promise<void> {
    this.#token = undefined;
    if (this.#isTokenDoubted) throw new Error("the server refuses its own tokens");
    this.#isTokenDoubted = true;
    await this.#logIn();
  }

  async #send(batch: readonly Noted[]): Promise<WireAnswer> {
    const { quirks, random } = this.#parts;
    const body = renderPush(batch.map(({ event }) => event));
    const answer = this.#call("logs", body);
    if (!quirks.doubledPushes || !random.isChosen(DOUBLED)) return answer;
    if (!quirks.pipelining) await answer;
    return Promise.any([answer, this.#call("logs", body)]);
  }

  async #logIn(): Promise<void> {
    this.#token = undefined;
    const body = renderPushLogin(this.#parts.serial, this.#settings.password);
    const { status, body: answer } = await this.#call("login", body);
    const token = status === 200 ? readToken(answer) : undefined;
    if (token === undefined) throw new Error(`the server refused the login: ${String(status)}`);
    this.#token = token;
  }

  async #call(call: LinkCall, body = ""): Promise<WireAnswer> {
    const { statistics, quirks } = this.#parts;
    const request: LinkRequest = {
      method: call === "logs" ? "PUT" : "POST",
      path: `/api/v0/devices/${call}`,
      token: call === "login" ? undefined : this.#token,
      body,
    };
    try {
      const bytes = renderRequest(this.#url, request, !quirks.noContentType);
      const { answer, tookMs } = await this.#ask(bytes);
      if (answer.status === 200) statistics.answered(call, tookMs);
      else statistics.failed(call);
      return answer;
    } catch (error) {
      statistics.failed(call);
      throw error;
    }
  }

  /** Asks on the connection there is; once more on another, when that one ended before its turn. */
  async #ask(request: string): Promise<{ answer: WireAnswer; tookMs: number }> {
    const ask = async () => {
      const connection = await this.#connect();
      const sentAtMs = performance.now();
      const answer = await connection.ask(request);
      return { answer, tookMs: performance.now() - sentAtMs };
    };
    return ask().catch(async (error: unknown) => {
      if (error instanceof UnsentError && this.#isOn) return ask();
      throw error;
    });
  }

  /** The connection that is open, or a new one: one for all who ask meanwhile. */
  async #connect(): Promise<Connection> {
    if (this.#connection?.isOpen === true) return Promise.resolve(this.#connection);
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(): Promise<Connection> {
    const { network, quirks, random } = this.#parts;
    const isPipelined = quirks.pipelining;
    const connection = await Connection.open({ url: this.#url, network, isPipelined, random });
    if (this.#isOn) this.#connection = connection;
    else connection.close();
    return connection;
  }

  #drop(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Waits for the time to try again, or for the end. */
  async #pause(): Promise<void> {
    this.#drop();
    if (!this.#isOn) return;
    const { retryMs } = this.#parts.timing;
    const over = defer<void>();
    this.#after(retryMs, over.resolve);
    await over.promise;
  }

  #after(ms: number, work: () => void): void {
    if (!this.#isOn) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}

function inPushes(events: readonly Noted[]): (readonly Noted[])[] {
  const pushes: (readonly Noted[])[] = [];
  for (let from = 0; from < events.length; from += PUSH_SIZE) {
    pushes.push(events.slice(from, from + PUSH_SIZE));
  }
  return pushes;
}

function readToken(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== "object" || answer === null || !("token" in answer)) return undefined;
    return typeof answer.token === "string" ? answer.token : undefined;
  } catch {
    return undefined;
  }
}
