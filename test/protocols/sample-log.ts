import assert from "node:assert/strict";
import type { ShownEvent, Twin } from "./twin.ts";

/** An event of the sample log. Its number is the order of its arrival, and the `nth` of its model. */
export interface SampleEvent {
  readonly nth: number;
  /** Unix time, ms. */
  readonly timestamp: number;
  readonly key: string;
  readonly category: string;
  readonly priority: string;
}

/** When the sample log begins, ms: the time in one of the requests that real programs send. */
export const FIRST_MS = 1_713_015_696_315;

/** The last millisecond of a second in which something happened, and the first of the next. */
export const SECOND_ENDS_MS = 1_713_016_000_999;

const KINDS = [
  ["access_denied_by_unknown_card", "access", "high"],
  ["access_granted_by_valid_identifier", "access", "medium"],
  ["access_denied_by_unknown_card", "access", "high"],
  ["access_granted_by_valid_identifier", "access", "medium"],
  ["incorrect_login_api_call", "system", "high"],
  ["device_booted", "info", "medium"],
] as const;

/** A key that no dictionary has, and that one event of the sample log has. */
export const EXTRA_KEY = "bond_lift_request";

/** 156 events: two at each second, some of every kind; three of kinds of their own; see the code. */
export const SAMPLE_LOG: readonly SampleEvent[] = [
  ...Array.from({ length: 153 }, (_, nth) => {
    const [key, category, priority] = KINDS[nth % KINDS.length] ?? KINDS[0];
    // two at the same millisecond, so that their order is to be seen
    return { nth, timestamp: FIRST_MS + Math.floor(nth / 2) * 1000, key, category, priority };
  }),
  sample(153, SECOND_ENDS_MS, "door_was_opened", "access", "low"),
  sample(154, SECOND_ENDS_MS + 1, "tamper_event", "emergency", "critical"),
  sample(155, SECOND_ENDS_MS + 5000, EXTRA_KEY, "access", "low"),
];

function sample(
  nth: number,
  timestamp: number,
  key: string,
  category: string,
  priority: string,
): SampleEvent {
  return { nth, timestamp, key, category, priority };
}

/** The sample log as a panel sends it: JSON texts. */
export const SAMPLE_PUSH: readonly string[] = SAMPLE_LOG.map(
  ({ nth, timestamp, key, category, priority }) =>
    JSON.stringify({
      created_at: timestamp,
      category,
      code: key,
      priority,
      info: { nth },
    }),
);

/** Which events these are, in the order shown. */
export function numbersOf(shown: readonly ShownEvent[]): unknown[] {
  return shown.map(({ info }) => info.model["nth"]);
}

/** Which events of the sample log something holds for, in the order of time. */
export function numbersWhere(holds: (event: SampleEvent) => boolean): number[] {
  return SAMPLE_LOG.filter(holds).map(({ nth }) => nth);
}

/**
 * Which events of the sample log a question finds, over all of its pages and on all paths; the total
 * is held against them.
 */
export async function found(twin: Twin, question: string): Promise<unknown[]> {
  const numbers: unknown[] = [];
  for (let page = 1; ; page++) {
    const { list_items: items, list_option: option } = await twin.page(
      `${question}&limit=50&page_number=${String(page)}`,
    );
    numbers.push(...numbersOf(items));
    if (page < option.pagination.total_pages) continue;
    assert.equal(option.pagination.total_items, numbers.length);
    return numbers;
  }
}
