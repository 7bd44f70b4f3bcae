import { prepareMatch } from "../../event/match-event.ts";
import type { MatchEvent } from "../../event/match-event.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../event/event.ts";
import type { BookFleet } from "../seen-fleet.ts";
import type { KeptStates } from "./kept-states.ts";
import type { RetentionPolicy } from "./policy.ts";

/** What is taken away by a rule. */
interface Edge {
  readonly name: string;
  readonly edgeMs: number;
  readonly isOwn: boolean;
  readonly site: string;
  readonly matches: MatchEvent;
}

/** What edges are known from. */
export interface KeptEdgesParts {
  readonly policy: RetentionPolicy;
  readonly states: KeptStates;
  readonly fleet: Pick<BookFleet, "profile">;
  /** Our clock, ms. */
  readonly now: () => number;
}

/**
 * Where events are no longer kept. What comes in below a rule's edge is passed over and counted, unless a
 * hold keeps it; while it cannot be told what holds keep, everything is.
 */
export class KeptEdges {
  readonly #parts: KeptEdgesParts;
  #edges: readonly Edge[] = [];
  #isHeld: MatchEvent = () => false;
  #newestMs = 0;

  constructor(parts: KeptEdgesParts) {
    this.#parts = parts;
    this.look();
  }

  /** Takes note of what the rules, the holds and the edges are now. */
  look(): void {
    const { policy, states } = this.#parts;
    this.#edges = policy.rules.flatMap((rule) => {
      const state = states.of(rule);
      const { name, isOwn, site } = rule;
      if (state === undefined) return [];
      return [{ name, isOwn, site, edgeMs: state.edgeMs, matches: prepareMatch(rule.where) }];
    });
    this.#newestMs = Math.max(0, ...this.#edges.map(({ edgeMs }) => edgeMs));
    const { held, troubles } = policy;
    this.#isHeld = troubles.length > 0 ? () => true : prepareMatch({ is: "or", parts: held });
  }

  /** Those of a delivery that are to be kept; the others are counted. */
  keptOf(panel: PanelSerial, events: readonly PanelEvent[]): readonly PanelEvent[] {
    if (!events.some(({ occurredAtMs }) => occurredAtMs < this.#newestMs)) return events;
    return events.filter((event) => this.#keeps(panel, event));
  }

  /** Below it some of a panel's events may have been taken away, by the panel's clock, ms; 0 for none. */
  edgeOf(panel: PanelSerial): number {
    const site = this.#parts.fleet.profile(panel)?.site ?? "";
    const ofPanel = this.#edges.filter(
      (edge) => !edge.isOwn && (edge.site === "" || edge.site === site),
    );
    return Math.max(0, ...ofPanel.map(({ edgeMs }) => edgeMs));
  }

  #keeps(panel: PanelSerial, event: PanelEvent): boolean {
    if (event.occurredAtMs >= this.#newestMs) return true;
    const coming: StoredEvent = { ...event, panel, seq: 0, receivedAtMs: this.#parts.now() };
    const edge = this.#edges.find(
      ({ edgeMs, matches }) => event.occurredAtMs < edgeMs && matches(coming),
    );
    if (edge === undefined || this.#isHeld(coming)) return true;
    this.#parts.states.countRefused(edge.name);
    return false;
  }
}
