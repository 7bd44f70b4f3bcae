import type { EventBook, EventPlace } from "../../event/book.ts";
import { OWN_PANEL } from "../../event/event.ts";
import { ownEvent } from "../../event/own-event.ts";
import type { OwnEventKey } from "../../event/own-events.ts";
import type { EventRemover } from "../../event/removal.ts";
import type { EventStore } from "../../event/store.ts";
import { isoOf } from "../../fleet/iso.ts";
import type { KeptEdges } from "./kept-edges.ts";
import type { KeptStates } from "./kept-states.ts";
import type { ReadRule, RetentionPolicy } from "./policy.ts";
import { goesBy } from "./rule-condition.ts";
import { NOTHING_DONE } from "./rule-state.ts";
import type { RuleState } from "./rule-state.ts";
import { findSweepPage } from "./sweep.ts";
import type { SweepPage } from "./sweep.ts";
import { isTold } from "./told.ts";

/** What events are taken out with. */
export interface SweeperParts {
  readonly log: Pick<EventBook, "find" | "after"> & Pick<EventStore, "append"> & EventRemover;
  readonly policy: RetentionPolicy;
  readonly states: KeptStates;
  readonly edges: KeptEdges;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Lets others work, between one page and the next. @param tookMs what the page took */
  readonly pause: (tookMs: number) => Promise<void>;
  /** Waits a moment for indexes to catch up. */
  readonly catchUp: () => Promise<void>;
  /** Whether there is no time for it: then it stops, to go on later. */
  readonly isStopped: () => boolean;
}

/** By which a rule's state is known. */
type RuleId = Pick<ReadRule, "name" | "revision">;

/** Events that are taken out at once. */
const MOST_EVENTS = 1_000;
const FEWEST_EVENTS = 100;

/** Pushes wait while events are taken out: where it takes longer than this, fewer go at once, ms. */
const LONG_MS = 50;

/** How often what indexes did not hold yet is asked for again, and how often in vain. */
const MOST_PASSES = 100;
const VAIN_PASSES = 3;

/**
 * Applies one rule: moves its edge, tells the log, takes out what lies below it, and tells that. Each step
 * is kept before the next, so that after a crash it goes on where it was and tells nothing twice.
 */
export class Sweeper {
  readonly #parts: SweeperParts;
  #limit = MOST_EVENTS;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
  }

  /** Moves a rule's edge. From then on nothing below it is taken in. @throws AppError `unavailable` */
  async move(rule: ReadRule, edgeMs: number, ranFor: string): Promise<void> {
    const { states, edges, now } = this.#parts;
    const before = states.under(rule.name) ?? NOTHING_DONE;
    await states.put(rule.name, {
      ...before,
      revision: rule.revision,
      edgeMs,
      movedAtMs: now(),
      phase: "moved",
      deleted: 0,
      left: 0,
      pending: [],
      ranFor,
    });
    edges.look();
  }

  /**
   * Does what a rule's edge leaves to be done.
   *
   * @returns whether that is all; it is not while it is stopped, or the policy changed meanwhile
   * @throws AppError `unavailable`, `damaged`
   */
  async finish(rule: ReadRule): Promise<boolean> {
    let state = this.#stateOf(rule);
    if (state.phase === "moved") state = await this.#begin(rule, state);
    if (state.phase === "sweeping") {
      state = await this.#settle(rule, state);
      const left = await this.#takeOut(rule);
      if (left === undefined) return false;
      await this.#end(rule, left);
    }
    return true;
  }

  /**
   * Tells what was taken out by terms that are no more, before they could be carried out to the end.
   *
   * @throws AppError `unavailable`, `damaged`
   */
  async close(name: string): Promise<void> {
    const state = this.#parts.states.under(name);
    if (state === undefined || state.phase === "swept") return;
    const { revision } = state;
    if (this.#parts.policy.rules.some((rule) => rule.revision === revision)) return;
    const ended = { name, revision };
    const { deleted } = await this.#settle(ended, state);
    if (deleted > 0) await this.#end(ended, 0);
    else await this.#put(ended, { phase: "swept" });
  }

  async #begin(rule: ReadRule, state: RuleState): Promise<RuleState> {
    const { edgeMs } = state;
    await this.#tell(rule, state, "doorbook_retention_edge", { before: isoOf(edgeMs) });
    return this.#put(rule, { phase: "sweeping" });
  }

  async #end(rule: RuleId, left: number): Promise<void> {
    const state = this.#stateOf(rule);
    const model = { before: isoOf(state.edgeMs), count: state.deleted };
    await this.#tell(rule, state, "doorbook_events_deleted", model);
    await this.#put(rule, { phase: "swept", left });
  }

  /** Counts what was under way when an earlier run ended, whichever of it is gone. */
  async #settle(rule: RuleId, { pending, deleted }: RuleState): Promise<RuleState> {
    let gone = 0;
    for (const seq of pending) if (!(await this.#holds(seq))) gone += 1;
    return this.#put(rule, { pending: [], ...this.#counted(rule, deleted, gone) });
  }

  /** @returns how many are left that cannot be taken out yet; `undefined` when it had to stop */
  async #takeOut(rule: ReadRule): Promise<number | undefined> {
    let left = 0;
    let vain = 0;
    for (let pass = 0; pass < MOST_PASSES && vain < VAIN_PASSES; pass += 1) {
      const passed = await this.#pass(rule);
      if (passed === undefined) return undefined;
      ({ left } = passed);
      if (left === 0) return 0;
      vain = passed.taken === 0 ? vain + 1 : 0;
      await this.#parts.catchUp();
    }
    // they go with the next move
    return left;
  }

  /** Goes through all that lies below the edge. @returns `undefined` when it had to stop */
  async #pass(rule: ReadRule): Promise<{ taken: number; left: number } | undefined> {
    const { policy, log, pause, isStopped } = this.#parts;
    const { version, held, troubles } = policy;
    if (troubles.length > 0) return undefined;
    const wanted = { where: goesBy(rule.where, held), edgeMs: this.#stateOf(rule).edgeMs };
    let [taken, left] = [0, 0];
    for (let place: EventPlace | undefined, isFirst = true; isFirst || place !== undefined;) {
      isFirst = false;
      if (isStopped()) return undefined;
      const startMs = performance.now();
      const limit = this.#limit;
      const page: SweepPage = await findSweepPage(log, { ...wanted, limit }, place);
      const removed = await this.#remove(rule, page, version);
      if (removed === undefined) return undefined;
      taken += removed;
      left += page.seqs.length - removed;
      place = page.next;
      await pause(performance.now() - startMs);
    }
    return { taken, left };
  }

  /** @returns how many are out; `undefined` when they may be others now than those that were found */
  async #remove(rule: ReadRule, { seqs }: SweepPage, version: number): Promise<number | undefined> {
    const { policy, log } = this.#parts;
    if (seqs.length === 0) return 0;
    await this.#announce(rule, seqs);
    // a hold that was set while we looked counts: nothing is waited for between this and the removal
    await policy.refresh();
    if (policy.version !== version) return undefined;
    const startMs = performance.now();
    const removed = await log.remove(seqs);
    this.#adjust(performance.now() - startMs);
    this.#count(rule, removed);
    return removed;
  }

  #adjust(tookMs: number): void {
    const next = tookMs > LONG_MS ? this.#limit / 2 : this.#limit * 2;
    this.#limit = Math.min(MOST_EVENTS, Math.max(FEWEST_EVENTS, Math.floor(next)));
  }

  /** What is about to go is kept first, with what has gone before it: one commit a page. */
  async #announce(rule: ReadRule, seqs: readonly number[]): Promise<void> {
    const state = this.#stateOf(rule);
    const goneSeq = Math.max(state.goneSeq, seqs.at(-1) ?? 0);
    const goneBeforeMs = Math.max(state.goneBeforeMs, state.edgeMs);
    await this.#put(rule, { pending: seqs, goneSeq, goneBeforeMs });
  }

  /** In memory; durable with the next page, or the end. */
  #count(rule: ReadRule, removed: number): void {
    this.#parts.states.note(rule.name, {
      pending: [],
      ...this.#counted(rule, this.#stateOf(rule).deleted, removed),
    });
  }

  #counted(rule: RuleId, deleted: number, more: number) {
    const { deletedEver } = this.#stateOf(rule);
    return { deleted: deleted + more, deletedEver: deletedEver + more };
  }

  async #holds(seq: number): Promise<boolean> {
    const [event] = await this.#parts.log.after(seq - 1, 1);
    return event?.seq === seq;
  }

  /** Once, also when a crash came between the telling and the note that it was told. */
  async #tell(rule: RuleId, state: RuleState, key: OwnEventKey, said: object): Promise<void> {
    const { log, now } = this.#parts;
    const model = JSON.stringify({ rule: rule.name, ...said });
    if (await isTold(log, key, { model, sinceMs: state.movedAtMs })) return;
    await log.append(OWN_PANEL, [ownEvent(key, { rule: rule.name, ...said }, now())]);
  }

  async #put(rule: RuleId, changes: Partial<RuleState>): Promise<RuleState> {
    const next = { ...this.#stateOf(rule), ...changes };
    await this.#parts.states.put(rule.name, next);
    return next;
  }

  #stateOf(rule: RuleId): RuleState {
    const state = this.#parts.states.of(rule);
    if (state !== undefined) return state;
    throw new Error(`the rule ${rule.name} has no edge`);
  }
}
