import type { Alarm } from "./alarm.ts";

/** Why a notice is sent: for events that came, as a try, or again for a stretch of time. */
export const NOTICE_KINDS = ["events", "test", "replay"] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How many events were enough together, and which; see {@link Threshold}. */
export interface Reached {
  readonly count: number;
  readonly minutes: number;
  /** What they have in common: a panel's serial, an identifier's number; empty for nothing. */
  readonly group: string;
  /** The ids of the events, the newest last. */
  readonly ids: readonly string[];
}

/** An event of a notice. */
export interface NoticeItem {
  /** By which a receiver knows events that it has: the history of the log, a dot, the seq. */
  readonly id: string;
  readonly seq: number;
  readonly occurredAtMs: number;
  /** As its target shows it: JSON for a webhook, words for an e-mail. */
  readonly text: string;
  /** Absent where each event counts. */
  readonly reached?: Reached;
}

/** What an alarm sends at once. */
export interface Notice {
  readonly id: string;
  readonly alarm: Alarm;
  readonly kind: NoticeKind;
  /** In the order of seq, at least one; of a replay in the order of time. */
  readonly items: readonly NoticeItem[];
  /** Further events that are only counted. */
  readonly more: number;
  /** So many events of the log were gone, by retention, before the alarm could look at them. */
  readonly gone: number;
}

/** What came of sending a notice. */
export interface Answer {
  readonly isDelivered: boolean;
  /** In the receiver's words or ours, one short line: `200`, `no answer within 10 s`. */
  readonly text: string;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/** Brings notices to one kind of target. Whatever goes wrong is an answer. */
export interface NoticeSender {
  send(notice: Notice, signal: AbortSignal): Promise<Answer>;
}

/** A notice that was sent, or given up, as the list of an alarm's notices has it. */
export interface SentNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly atMs: number;
  /** How many events, those that were only counted too. */
  readonly events: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly gone: number;
  readonly tries: number;
  readonly isDelivered: boolean;
  /** The last one. */
  readonly answer: string;
}

/** A notice as it is told of once it is over. */
export function sentNotice(
  { id, kind, items, more, gone }: Notice,
  { isDelivered, text }: Answer,
  { atMs, tries }: { readonly atMs: number; readonly tries: number },
): SentNotice {
  const seqs = items.map(({ seq }) => seq);
  const span = { firstSeq: Math.min(...seqs), lastSeq: Math.max(...seqs) };
  const events = items.length + more;
  return { id, kind, atMs, events, ...span, gone, tries, isDelivered, answer: text };
}

/** A name of its own for a notice: by time, with something made up. */
export function newNoticeId(atMs: number): string {
  return `${atMs.toString(36)}-${crypto.randomUUID().slice(0, 8)}`;
}
