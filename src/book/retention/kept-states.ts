import type { FleetStore } from "../../fleet/store.ts";
import { parseState, renderKept } from "./kept-texts.ts";
import type { RuleState } from "./rule-state.ts";
import type { RetentionRule } from "./rule.ts";

/** What rules have done, in memory and durably. One process writes it: the one that takes events out. */
export class KeptStates {
  readonly #store: Pick<FleetStore, "change">;
  readonly #states: Map<string, RuleState>;
  /** Names whose counts are not kept yet. */
  readonly #unkept = new Set<string>();

  private constructor(store: Pick<FleetStore, "change">, states: Map<string, RuleState>) {
    this.#store = store;
    this.#states = states;
  }

  /** @throws AppError `unavailable` */
  static async open(store: Pick<FleetStore, "list" | "change">): Promise<KeptStates> {
    const entries = await store.list("retention_state");
    const states = entries.map(({ id, body }) => [id, parseState(body)] as const);
    return new KeptStates(store, new Map(states));
  }

  /** What a rule has done by its present terms; `undefined` while it has no edge. */
  of({ name, revision }: Pick<RetentionRule, "name" | "revision">): RuleState | undefined {
    const state = this.#states.get(name);
    return state?.revision === revision ? state : undefined;
  }

  /** What was done under a name, by whatever terms. */
  under(name: string): RuleState | undefined {
    return this.#states.get(name);
  }

  /** Those under which something was done. */
  get names(): readonly string[] {
    return [...this.#states.keys()];
  }

  get all(): Iterable<RuleState> {
    return this.#states.values();
  }

  /** Durable when it resolves, and only then the state. @throws AppError `unavailable` */
  async put(name: string, next: RuleState): Promise<void> {
    await this.#store.change("retention_state", [{ id: name, body: renderKept(next) }]);
    // counted while it was written
    const { refused = next.refused } = this.#states.get(name) ?? {};
    this.#states.set(name, { ...next, refused: Math.max(refused, next.refused) });
  }

  /** Takes note of what is durable with the next {@link put} or {@link keep}. */
  note(name: string, changes: Partial<RuleState>): void {
    const state = this.#states.get(name);
    if (state === undefined) return;
    this.#states.set(name, { ...state, ...changes });
    this.#unkept.add(name);
  }

  /** Counts an event that was not kept. It is durable with the next {@link put} or {@link keep}. */
  countRefused(name: string): void {
    const { refused = 0 } = this.#states.get(name) ?? {};
    this.note(name, { refused: refused + 1 });
  }

  /** Keeps the counts that changed. @throws AppError `unavailable` */
  async keep(): Promise<void> {
    const names = [...this.#unkept];
    if (names.length === 0) return;
    this.#unkept.clear();
    const changes = names.flatMap((id) => {
      const state = this.#states.get(id);
      return state === undefined ? [] : [{ id, body: renderKept(state) }];
    });
    await this.#store.change("retention_state", changes);
  }
}
