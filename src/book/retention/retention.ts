import type { EventBook } from "../../event/book.ts";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { EventRemover } from "../../event/removal.ts";
import type { EventStore } from "../../event/store.ts";
import type { FleetStore } from "../../fleet/store.ts";
import type { GoneEvents } from "../stream/subscription.ts";
import { nextMove } from "./edges.ts";
import { KeptEdges } from "./kept-edges.ts";
import { KeptStates } from "./kept-states.ts";
import { RetentionPolicy } from "./policy.ts";
import type { PolicyFleet, ReadRule } from "./policy.ts";
import { previewRule } from "./preview.ts";
import type { RetentionPreview } from "./preview.ts";
import type { RuleTerms } from "./rule.ts";
import { goneOf, statusOf } from "./status.ts";
import type { RetentionStatus } from "./status.ts";
import { Sweeper } from "./sweeper.ts";

/** What retention rests on. */
export interface RetentionParts {
  readonly log: Pick<EventBook, "find" | "after" | "tally"> &
    Pick<EventStore, "append"> &
    EventRemover;
  readonly store: Pick<FleetStore, "list" | "change" | "version">;
  /** What is known of the fleet; whoever holds it refreshes it. */
  readonly fleet: PolicyFleet;
  /** Whether something reads the log that had better not be disturbed, such as an export. */
  readonly isBusy?: () => boolean;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Told what went wrong, once until it is right again. */
  readonly report: (cause: unknown) => void;
  /** From one page to the next at least, ms; beside it, twice what the page took. Default 20. */
  readonly paceMs?: number;
  /** Told after each page. */
  readonly onProgress?: (status: RetentionStatus) => void;
}

/** How often it is looked what is to be done, ms. */
const LOOK_MS = 1_000;

/** How often counts are kept that nothing else keeps, ms. */
const KEEP_MS = 60_000;

/** Exports are waited for so long, ms. */
const MOST_WAIT_MS = 3_600_000;

/** How often it is looked whether they are over, ms. */
const ASK_MS = 250;

const PACE_MS = 20;

/** What indexes do not hold yet is asked for again after so long, ms: a store may wait a second for quiet. */
const CATCH_UP_MS = 1_500;

/**
 * How long events are kept: rules that operators set, edges that move with time, and the taking out of what
 * lies below them. The only part that ever takes events out of the log.
 */
export class Retention implements AsyncDisposable {
  readonly #parts: RetentionParts;
  readonly #policy: RetentionPolicy;
  readonly #states: KeptStates;
  readonly #edges: KeptEdges;
  readonly #sweeper: Sweeper;
  #timers: readonly NodeJS.Timeout[] = [];
  #working: Promise<void> | undefined;
  #isStopped = false;
  #isReturning = true;
  #isFailing = false;
  #waitingSinceMs: number | undefined;

  /** Knows what is kept and does nothing yet. @throws AppError `unavailable` */
  static async open(parts: RetentionParts): Promise<Retention> {
    const policy = await RetentionPolicy.open(parts.store, parts.fleet);
    return new Retention(parts, policy, await KeptStates.open(parts.store));
  }

  private constructor(parts: RetentionParts, policy: RetentionPolicy, states: KeptStates) {
    const { log, fleet, now } = parts;
    this.#parts = parts;
    this.#policy = policy;
    this.#states = states;
    this.#edges = new KeptEdges({ policy, states, fleet, now });
    this.#sweeper = new Sweeper({
      log,
      policy,
      states,
      edges: this.#edges,
      now,
      pause: async (tookMs) => this.#pause(tookMs),
      catchUp: async () => delay(CATCH_UP_MS),
      isStopped: () => this.#isStopped,
    });
  }

  /** Applies the rules from now on. */
  start(): void {
    this.#timers = [
      setInterval(() => void this.work(), LOOK_MS),
      setInterval(() => void this.#states.keep().catch(this.#parts.report), KEEP_MS),
    ];
  }

  /** See `intake/kept-intake.ts`. */
  keptOf(panel: PanelSerial, events: readonly PanelEvent[]): readonly PanelEvent[] {
    return this.#edges.keptOf(panel, events);
  }

  /** See `intake/kept-intake.ts`. */
  edgeOf(panel: PanelSerial): number {
    return this.#edges.edgeOf(panel);
  }

  /** How it stands with each rule and hold. */
  status(): RetentionStatus {
    const isWorking = this.#working !== undefined;
    const waitingSinceMs = this.#waitingSinceMs;
    return statusOf(this.#policy, this.#states, {
      nowMs: this.#parts.now(),
      isWorking,
      waitingSinceMs,
    });
  }

  /** What was ever taken out of the log; `undefined` for nothing. */
  gone(): GoneEvents | undefined {
    return goneOf(this.#states);
  }

  /**
   * What a rule would take away now; takes nothing.
   *
   * @param deadlineMs how long may be counted
   * @throws AppError `too_broad`, `unavailable`; `invalid` while it cannot be told what holds keep
   */
  async preview(terms: RuleTerms, deadlineMs: number): Promise<RetentionPreview> {
    await this.refresh();
    complain(this.#policy.troubles);
    const { log, fleet, now } = this.#parts;
    const { held } = this.#policy;
    return previewRule(terms, { log, fleet, held, nowMs: now(), deadlineMs });
  }

  /** Sees at once what was changed. @throws AppError `unavailable` */
  async refresh(): Promise<void> {
    if (await this.#policy.refresh()) this.#edges.look();
  }

  /** Does all that is to be done now; with what is under way already. Never rejects. */
  work(): Promise<void> {
    this.#working ??= this.#work()
      .then(() => (this.#isFailing = false))
      .catch((cause: unknown) => {
        if (!this.#isFailing && !this.#isStopped) this.#parts.report(cause);
        this.#isFailing = true;
      })
      .then(() => (this.#working = undefined));
    return this.#working;
  }

  /** Breaks off between two pages. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#working;
    await this.#states.keep().catch(this.#parts.report);
  }

  async #work(): Promise<void> {
    await this.refresh();
    complain(this.#policy.troubles);
    for (const name of this.#states.names) await this.#sweeper.close(name);
    for (const { name } of this.#policy.rules) await this.#apply(name);
    while (this.#isReturning && !this.#isStopped) {
      const startMs = performance.now();
      this.#isReturning = (await this.#parts.log.giveBack()) > 0;
      await this.#pause(performance.now() - startMs);
    }
    if (!this.#isStopped) complain(this.status().troubles);
  }

  /** A rule that changes while it is applied is begun anew, as it is then. */
  async #apply(name: string): Promise<void> {
    while (!this.#isStopped) {
      await this.#sweeper.close(name);
      const rule = this.#policy.rules.find((one) => one.name === name);
      if (rule === undefined || this.#policy.troubles.length > 0) return;
      await this.#move(rule);
      const state = this.#states.of(rule);
      if (state === undefined || state.phase === "swept") return;
      this.#isReturning = true;
      if (await this.#sweeper.finish(rule)) return;
      this.#edges.look();
    }
  }

  async #move(rule: ReadRule): Promise<void> {
    const state = this.#states.of(rule);
    const move = nextMove(rule, state, this.#policy.wishes.get(rule.name), this.#parts.now());
    if (move.is !== "move") return;
    // what the last move left is finished first, but for a rule that is new
    if (state !== undefined && state.phase !== "swept" && !(await this.#sweeper.finish(rule))) {
      return;
    }
    await this.#waitForOthers();
    if (this.#isStopped) return;
    await this.#sweeper.move(rule, move.edgeMs, move.ranFor);
  }

  async #pause(tookMs: number): Promise<void> {
    this.#parts.onProgress?.(this.status());
    const { paceMs = PACE_MS } = this.#parts;
    await delay(paceMs === 0 ? 0 : Math.max(paceMs, 2 * tookMs));
    await this.#waitForOthers();
  }

  /** An export is better off with a log that stays as it is; the law does not wait for ever. */
  async #waitForOthers(): Promise<void> {
    const { isBusy = () => false, now } = this.#parts;
    while (isBusy() && !this.#isStopped) {
      this.#waitingSinceMs ??= now();
      if (now() - this.#waitingSinceMs >= MOST_WAIT_MS) return;
      await delay(ASK_MS);
    }
    this.#waitingSinceMs = undefined;
  }
}

function complain(troubles: readonly string[]): void {
  if (troubles.length > 0) throw new AppError("invalid", troubles.join("; "));
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
