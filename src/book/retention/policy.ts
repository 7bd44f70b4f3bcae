import type { EventCondition } from "../../event/event-condition.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import type { FleetPart, FleetStore } from "../../fleet/store.ts";
import type { BookFleet } from "../seen-fleet.ts";
import { readHold } from "./hold.ts";
import type { RetentionHold } from "./hold.ts";
import { parseHold, parseRule, parseWish } from "./kept-texts.ts";
import { ruleCondition } from "./rule-condition.ts";
import type { RunWish } from "./rule-state.ts";
import type { RetentionRule } from "./rule.ts";

/** What is known of the fleet, and whether it is still what it was. */
export type PolicyFleet = BookFleet & Pick<Fleet, "version">;

/** A rule with what it means now. */
export interface ReadRule extends RetentionRule {
  /** Which events it is about, its days aside. */
  readonly where: EventCondition;
}

const PARTS = ["retention_rule", "retention_hold", "retention_run"] as const satisfies FleetPart[];

/**
 * What operators said of how long events are kept, held in memory and read with the fleet's names. It is
 * theirs to change, in this process or another: {@link refresh} sees what changed.
 */
export class RetentionPolicy {
  readonly #store: Pick<FleetStore, "list" | "version">;
  readonly #fleet: PolicyFleet;
  #seen = "";
  #version = 0;
  #rules: readonly ReadRule[] = [];
  #holds: readonly RetentionHold[] = [];
  #held: readonly EventCondition[] = [];
  #wishes: ReadonlyMap<string, RunWish> = new Map();
  #troubles: readonly string[] = [];

  private constructor(store: Pick<FleetStore, "list" | "version">, fleet: PolicyFleet) {
    this.#store = store;
    this.#fleet = fleet;
  }

  /** @throws AppError `unavailable` */
  static async open(
    store: Pick<FleetStore, "list" | "version">,
    fleet: PolicyFleet,
  ): Promise<RetentionPolicy> {
    const policy = new RetentionPolicy(store, fleet);
    await policy.refresh();
    return policy;
  }

  /** Looks what changed. @returns whether something did. @throws AppError `unavailable` */
  async refresh(): Promise<boolean> {
    const versions = await Promise.all(PARTS.map((part) => this.#store.version(part)));
    const seen = [this.#fleet.version, ...versions].join();
    if (seen === this.#seen) return false;
    const troubles: string[] = [];
    const rules = (await this.#store.list("retention_rule")).flatMap(({ id, body }) => {
      const rule = attempt(() => parseRule(id, body), troubles);
      return rule === undefined ? [] : [{ ...rule, where: ruleCondition(rule, this.#fleet) }];
    });
    const holds = (await this.#store.list("retention_hold")).flatMap(
      ({ id, body }) => attempt(() => parseHold(id, body), troubles) ?? [],
    );
    const held = holds.flatMap((hold) => {
      const read = readHold(hold, this.#fleet);
      if ("where" in read) return [read.where];
      troubles.push(read.trouble);
      return [];
    });
    const wishes = (await this.#store.list("retention_run")).flatMap(({ id, body }) => {
      const wish = attempt(() => parseWish(body), []);
      return wish === undefined ? [] : [[id, wish] as const];
    });
    this.#rules = rules;
    this.#holds = holds;
    this.#held = held;
    this.#wishes = new Map(wishes);
    this.#troubles = troubles;
    this.#seen = seen;
    this.#version += 1;
    return true;
  }

  /** Rises whenever a rule, a hold or what they mean changed. */
  get version(): number {
    return this.#version;
  }

  /** By name. */
  get rules(): readonly ReadRule[] {
    return this.#rules;
  }

  /** By name. */
  get holds(): readonly RetentionHold[] {
    return this.#holds;
  }

  /** What holds keep; not all of it while there are {@link troubles}. */
  get held(): readonly EventCondition[] {
    return this.#held;
  }

  /** The newest wish to have a rule applied, by the rule's name. */
  get wishes(): ReadonlyMap<string, RunWish> {
    return this.#wishes;
  }

  /** Why nothing may be taken away now; for people. */
  get troubles(): readonly string[] {
    return this.#troubles;
  }
}

/** What cannot be read is a trouble, and stops all: it may be what keeps something. */
function attempt<T>(read: () => T, troubles: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    troubles.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
