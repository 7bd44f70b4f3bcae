import { EventValues } from "../event/event-values.ts";
import type { StoredEvent } from "../event/event.ts";
import type { MatchEvent } from "../event/match-event.ts";
import { firstValue } from "../book/owner-of-event.ts";
import type { Threshold } from "./alarm.ts";
import { isNews } from "./alarm-condition.ts";
import type { AlarmPosition } from "./kept-alarms.ts";
import type { NoticeItem, Reached } from "./notice.ts";
import type { ThresholdWindow } from "./threshold-window.ts";

/** What one notice holds at most; of one event it may be more. */
const MAX_ITEMS = 100;
const MAX_CHARACTERS = 256 * 1_024;
/** How many events a notice that is not full waits for others to join it. */
const MAX_LOOKED = 20_000;

/** What decides which events become part of a notice. */
export interface Gathering {
  readonly matches: MatchEvent;
  readonly threshold: Threshold | undefined;
  readonly lateMs: number;
  /** The name of the log's history. */
  readonly epoch: string;
  /** As the target shows an event. */
  readonly render: (event: StoredEvent) => string;
  /** Whether what is too much for one notice is counted; else it is for the next one. */
  readonly countsRest: boolean;
}

/** Gathers what belongs in one notice, from events that are handed over in the order of seq. */
export class Gatherer {
  readonly #gathering: Gathering;
  readonly #window: ThresholdWindow;
  readonly #items: NoticeItem[] = [];
  #characters = 0;
  #more = 0;
  #seq: number;
  #gone: number;
  /** Events that were looked at since the first item. */
  #looked = 0;

  /** Begins behind a position, which it leaves as it is. */
  constructor(gathering: Gathering, { seq, window, gone }: AlarmPosition) {
    this.#gathering = gathering;
    this.#window = window.copy();
    this.#seq = seq;
    this.#gone = gone;
  }

  get items(): readonly NoticeItem[] {
    return this.#items;
  }

  /** Further events that were only counted. */
  get more(): number {
    return this.#more;
  }

  /** Up to which everything was looked at. */
  get seq(): number {
    return this.#seq;
  }

  /** The same, with what goes along with it. */
  get position(): AlarmPosition {
    return { seq: this.#seq, window: this.#window.copy(), gone: this.#gone };
  }

  /**
   * Looks at what follows in the log.
   *
   * @returns whether there is room for more: where there is none, not all of them were looked at
   */
  take(events: readonly StoredEvent[]): boolean {
    for (const event of events) {
      if (this.isFull) return false;
      // seqs have no gap but where retention took events away
      this.#gone += event.seq - this.#seq - 1;
      this.#seq = event.seq;
      if (this.#items.length > 0) this.#looked += 1;
      this.look(event);
    }
    return !this.isFull;
  }

  /** Looks at an event wherever it stands in the log. */
  look(event: StoredEvent): void {
    const { matches, threshold, lateMs } = this.#gathering;
    if (!isNews(event, lateMs) || !matches(event)) return;
    if (threshold === undefined) this.#add(event);
    else {
      const reached = this.#count(event, threshold);
      if (reached !== undefined) this.#add(event, reached);
    }
  }

  /** Whether there is no room for more. */
  get isFull(): boolean {
    if (this.#gathering.countsRest) return false;
    return this.#hasEnough || this.#looked >= MAX_LOOKED;
  }

  get #hasEnough(): boolean {
    return this.#items.length >= MAX_ITEMS || this.#characters >= MAX_CHARACTERS;
  }

  #add(event: StoredEvent, reached?: Reached): void {
    if (this.#hasEnough) {
      this.#more += 1;
      return;
    }
    const { seq, occurredAtMs } = event;
    const text = this.#gathering.render(event);
    this.#characters += text.length;
    const item = { id: this.#idOf(seq), seq, occurredAtMs, text };
    this.#items.push(reached === undefined ? item : { ...item, reached });
  }

  #count(event: StoredEvent, threshold: Threshold): Reached | undefined {
    const group = groupOf(event, threshold);
    const seqs = this.#window.add(group, event, threshold);
    if (seqs === undefined) return undefined;
    const { minutes } = threshold;
    return { count: seqs.length, minutes, group, ids: seqs.map((seq) => this.#idOf(seq)) };
  }

  #idOf(seq: number): string {
    return `${this.#gathering.epoch}.${seq}`;
  }
}

/** Room enough to tell identifiers apart; a window is kept with its groups. */
const MAX_GROUP_CHARACTERS = 128;

function groupOf(event: StoredEvent, { by }: Threshold): string {
  switch (by) {
    case "panel":
      return event.panel;
    case "number":
      return (firstValue(new EventValues(event), "number") ?? "").slice(0, MAX_GROUP_CHARACTERS);
    case "all":
      return "";
  }
}
