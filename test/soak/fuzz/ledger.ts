import assert from "node:assert/strict";
import { readPush } from "../../../src/basip/link/scan-push.ts";
import type { PanelSerial } from "../../../src/event/event.ts";
import { naiveCanonical } from "../../support/expected-log.ts";
import { PlainSql } from "../../support/plain-sql.ts";

/** Brackets from which a model is not taken apart: the naive reader is recursive. */
const MANY_BRACKETS = 900;

/** An event by what makes it that one. */
interface Identified {
  readonly panel: PanelSerial;
  readonly occurredAtMs: number;
  readonly key: string;
  readonly model: string | undefined;
}

/**
 * What the log must hold by what was answered: every event of an acknowledged push, once; nothing of
 * one that was refused; of a push without an answer, it may.
 *
 * What an odd body says is read by the product's own reader, which has tests of its own: here it is
 * about what becomes of it.
 */
export class Ledger {
  readonly #acknowledged = new Set<string>();
  readonly #possible = new Set<string>();
  readonly #texts = new Map<string, string>();
  #pushes = 0;

  /** Acknowledged pushes. */
  get pushes(): number {
    return this.#pushes;
  }

  /** Events that must be in the log. */
  get events(): number {
    return this.#acknowledged.size;
  }

  /** @param status of its answer, `undefined` when there was none or it is not sure whose it was */
  take(panel: PanelSerial, body: Uint8Array, status: number | undefined): void {
    if (status !== undefined && status !== 200) return;
    const reading = readPush(body);
    // given up on: the same bytes came a third time
    if ("unreadable" in reading) return;
    if (status === 200) this.#pushes += 1;
    const into = status === 200 ? this.#acknowledged : this.#possible;
    for (const identity of this.#identify(reading.events.map((event) => ({ ...event, panel })))) {
      into.add(identity);
    }
  }

  /** @returns how many events the panels have in the log @throws AssertionError */
  check(file: string): number {
    using sql = new PlainSql(file);
    const stored = new Map<string, number>();
    let count = 0;
    for (const event of sql.events()) {
      if (event.panel === "doorbook") continue;
      count += 1;
      // ordinals of separate deliveries are stored as such: alike ones are counted up here
      const [likeness] = this.#identify([event]);
      const text = likeness?.slice(2) ?? "";
      const before = stored.get(text) ?? 0;
      stored.set(text, before + 1);
      const identity = `${String(before)} ${text}`;
      const isExpected = this.#acknowledged.has(identity) || this.#possible.has(identity);
      assert.ok(isExpected, `stored, but never acknowledged, or twice: ${identity.slice(0, 500)}`);
    }
    for (const identity of this.#acknowledged) {
      const [, ordinal = "", text = ""] = /^(\d+) (.*)$/s.exec(identity) ?? [];
      assert.ok((stored.get(text) ?? 0) > Number(ordinal), `lost: ${identity.slice(0, 500)}`);
    }
    return count;
  }

  /** One delivery's events: the how-manieth of its like, then what it is. */
  #identify(events: readonly Identified[]): string[] {
    const alike = new Map<string, number>();
    return events.map(({ panel, occurredAtMs, key, model }) => {
      const text = JSON.stringify([panel, occurredAtMs, key, this.#canonical(model)]);
      const ordinal = alike.get(text) ?? 0;
      alike.set(text, ordinal + 1);
      return `${String(ordinal)} ${text}`;
    });
  }

  #canonical(model: string | undefined): string {
    const known = this.#texts.get(model ?? "");
    if (known !== undefined) return known;
    const isDeep = (model?.match(/[[{]/g)?.length ?? 0) > MANY_BRACKETS;
    const text = isDeep ? (model ?? "") : naiveCanonical(model);
    if (this.#texts.size < 10_000) this.#texts.set(model ?? "", text);
    return text;
  }
}
