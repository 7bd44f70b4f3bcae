import { Random } from "../../support/random.ts";

/** What a run pushes; the same options give the same traffic for ever, event by event. */
export interface TrafficOptions {
  readonly seed: number;
  readonly panels: number;
  /** Different events of each panel, a multiple of {@link PACKET_EVENTS}. */
  readonly eventsEach: number;
}

/** One event as a panel sends it. */
export interface SentEvent {
  readonly createdAtMs: number;
  readonly kind: SentKind;
  /** The model's text to the byte. */
  readonly info: string;
  /** 1 for the second of two events that are alike in everything. */
  readonly ordinal: 0 | 1;
}

/** A key with the category and priority that are sent with it, if any, and those that are shown. */
export interface SentKind {
  readonly code: string;
  readonly category: string | undefined;
  readonly priority: string | undefined;
  readonly shown: { readonly category: string; readonly priority: string };
}

/** What one push holds: numbers of the panel's events, in the order sent. */
export interface Packet {
  readonly numbers: readonly number[];
  /** Once it is acknowledged, all of the panel's events below this number are. */
  readonly through: number;
}

/** What a panel sends at a time. Source: observed. */
export const PACKET_EVENTS = 100;

/** New ones among them, of a panel that sends old ones along. */
const NEWS = 60;

const START_MS = 1_760_000_000_000;
const NINE_YEARS_S = 9 * 365 * 86_400;

const KINDS: readonly SentKind[] = [
  kind("access_granted_by_valid_identifier", "access", "medium"),
  kind("access_granted_by_valid_identifier", "access", "medium", "unsaid"),
  kind("access_denied_by_unknown_card", "access", "high"),
  kind("lock_was_opened_by_exit_btn", "access", "low", "unsaid"),
  kind("door_was_not_closed_too_long", "emergency", "high"),
  kind("tamper_event", "emergency", "critical", "unsaid"),
  kind("device_booted", "info", "medium"),
  kind("outgoing_call", "info", "low", "unsaid"),
  kind("incorrect_login_gui_settings", "system", "high"),
  // of a panel that is newer than the dictionary
  kind("bond_lift_request", "access", "critical"),
];

function kind(code: string, category: string, priority: string, said?: "unsaid"): SentKind {
  const shown = { category, priority };
  return said === undefined
    ? { code, category, priority, shown }
    : { code, category: undefined, priority: undefined, shown };
}

/** The kinds of all traffic. */
export const SENT_KINDS: readonly SentKind[] = KINDS;

/**
 * A third of the panels sends live events with old ones among them, all at the same milliseconds; a
 * third its history, oldest first, every other packet twice; a third has a clock that jumps about.
 */
export class Traffic {
  readonly #options: TrafficOptions;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  get panels(): number {
    return this.#options.panels;
  }

  get eventsEach(): number {
    return this.#options.eventsEach;
  }

  serial(panel: number): string {
    return `AA-12-${String(panel).padStart(4, "0")}`;
  }

  /** The number of the panel of that serial. */
  panelOf(serial: string): number {
    return Number(serial.slice(-4));
  }

  /** The event of a panel by its number, from 0. */
  event(panel: number, number: number): SentEvent {
    // two passages that the panel cannot tell apart, always in one packet
    const isTwin = this.#isHistory(panel) && number % 50 === 7;
    const told = isTwin ? number - 1 : number;
    const random = new Random(this.#seedOf(panel, told));
    return {
      createdAtMs: this.#timeOf(panel, told, random),
      kind: random.pick(KINDS),
      info: infoOf(told, random),
      ordinal: isTwin ? 1 : 0,
    };
  }

  /** The packets of a panel in the order in which they are sent. */
  *packets(panel: number): Generator<Packet> {
    const random = new Random(this.#seedOf(panel, -1));
    const news = this.#isHistory(panel) ? PACKET_EVENTS : NEWS;
    for (let from = 0; from < this.eventsEach; from += news) {
      const through = Math.min(this.eventsEach, from + news);
      const fresh = Array.from({ length: through - from }, (_, i) => from + i);
      if (this.#isHistory(panel)) {
        yield { numbers: fresh, through };
        if (random.isChosen(0.5)) yield { numbers: this.#earlierPacket(through, random), through };
      } else {
        yield { numbers: withEarlier(fresh, from, random), through };
      }
    }
  }

  #isHistory(panel: number): boolean {
    return panel % 3 === 1;
  }

  #earlierPacket(through: number, random: Random): number[] {
    const recent = Math.min(through / PACKET_EVENTS, 20);
    const first = through - (1 + random.below(recent)) * PACKET_EVENTS;
    return Array.from({ length: PACKET_EVENTS }, (_, i) => first + i);
  }

  #timeOf(panel: number, number: number, random: Random): number {
    if (panel % 3 === 0) return START_MS + number * 1_000;
    if (panel % 3 === 2) return START_MS - random.below(NINE_YEARS_S) * 1_000;
    return START_MS - (this.eventsEach - number) * 5_000_000 + random.below(60_000);
  }

  #seedOf(panel: number, number: number): number {
    return this.#options.seed * 7_919 + panel * 1_000_003 + number * 31;
  }
}

/** The new ones with earlier ones in between, none twice: twice in one packet is twice happened. */
function withEarlier(fresh: readonly number[], from: number, random: Random): number[] {
  const wanted = Math.min(PACKET_EVENTS - fresh.length, from);
  const earlier = new Set<number>();
  while (earlier.size < wanted) earlier.add(from - 1 - random.skewed(from));
  const numbers = [...fresh];
  for (const number of earlier) numbers.splice(random.below(numbers.length + 1), 0, number);
  return numbers;
}

const OWNERS = ["Administrator", "Квартира 7", '🙂 O\'Hara \\"Jo\\"', "=CMD()", "شقة ٣"] as const;

function infoOf(number: number, random: Random): string {
  const owner = random.isChosen(0.002) ? "long ".repeat(1_000) : random.pick(OWNERS);
  const lock = String(random.below(3));
  const card = `${String(random.below(1e9))}${String(1e11 + random.below(1e9))}`;
  return random.pick([
    `{"lock":${lock},"owner":"${owner}","number":"${String(number)}","type":"card"}`,
    `{ "number" : "${String(number)}", "card": ${card},\n "owner":"${owner}" }`,
    `{"apartments_list":["${owner}",""],"number":"${String(number)}","__proto__":null}`,
  ] as const);
}

/** The body of the push of a packet. */
export function renderPush(traffic: Traffic, panel: number, { numbers }: Packet): string {
  const events = numbers.map((number) => {
    const { createdAtMs, kind, info } = traffic.event(panel, number);
    const { code, category, priority } = kind;
    const head = JSON.stringify({ created_at: createdAtMs, category, code, priority });
    return `${head.slice(0, -1)},"info":${info}}`;
  });
  return `{"events":[${events.join(",")}]}`;
}
