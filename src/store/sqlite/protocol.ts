import type { SQLInputValue } from "node:sqlite";
import type { ErrorCode } from "../../event/errors.ts";
import { SOURCES } from "../../event/event.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Rejected } from "../../intake/store.ts";
import { kindNameOf, namesOfEvent } from "../directory/kind-names.ts";
import type { KindNames } from "../directory/kind-names.ts";

/** Events in columns: several times cheaper to hand to a thread than objects. */
export interface EventColumns {
  readonly at: Float64Array;
  /** Index into `kinds`. */
  readonly kind: Uint16Array;
  readonly kinds: readonly KindNames[];
  /** Index into `SOURCES`. */
  readonly source: Uint8Array;
  /** 1 for a late one. */
  readonly late: Uint8Array;
  readonly model: readonly (string | undefined)[];
  readonly extra: readonly (string | undefined)[];
}

/** A part of a delivery. The parts of one delivery come in order under one number. */
export interface AppendRequest {
  readonly op: "append";
  readonly id: number;
  readonly panel: PanelSerial;
  readonly events: EventColumns;
  /** Whether no part follows; only then is there a reply, unless a part fails. */
  readonly isLast: boolean;
  /** To be quarantined; with the first part, before anything is stored. */
  readonly rejected: readonly Rejected[];
}

/** A body that could not be read; the reply's number is how often it has come. */
export interface QuarantineRequest {
  readonly op: "quarantine";
  readonly id: number;
  readonly panel: PanelSerial;
  readonly rejected: Rejected;
}

/** Statements that are carried out all or not at all; the reply's number is the last one's changes. */
export interface StatementsRequest {
  readonly op: "statements";
  readonly id: number;
  readonly statements: readonly (readonly [sql: string, ...values: SQLInputValue[]])[];
}

/** Events to be taken out of the log; the reply's number is how many were. */
export interface RemoveRequest {
  readonly op: "remove";
  readonly id: number;
  /** Rising. */
  readonly seqs: readonly number[];
}

/** Free room of the file to be given back, some of it; the reply's number is the bytes still to come. */
export interface GiveBackRequest {
  readonly op: "giveBack";
  readonly id: number;
}

/** Work that pushes go before: each is a transaction of its own. */
export type SlowRequest = RemoveRequest | GiveBackRequest;

/** The first request of all. */
export interface OpenRequest {
  readonly op: "open";
  readonly options: WriterOptions;
}

/** How a writer is set up. */
export interface WriterOptions {
  readonly dataFolder: string;
  readonly quarantineMaxBytes: number;
  /** For tests of the bound; `undefined` for the log's own. */
  readonly maxKinds: number | undefined;
}

/** The rest of a checkpoint that the background thread has done most of. */
export interface CheckpointRequest {
  readonly op: "checkpoint";
}

export interface CloseRequest {
  readonly op: "close";
}

export type ReplyingRequest = AppendRequest | QuarantineRequest | StatementsRequest;

export type WriterRequest =
  OpenRequest | ReplyingRequest | SlowRequest | CheckpointRequest | CloseRequest;

/** What a failed request failed with; an `AppError` in a form that threads can pass. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: string;
}

export type WriterReply =
  | { readonly op: "opened" }
  | { readonly op: "failedToOpen"; readonly failure: Failure }
  /** Comes before the replies of the commit's requests. */
  | { readonly op: "committed"; readonly head: number; readonly tookMs: number }
  | { readonly op: "merged" }
  /** Comes before the reply of a removal. */
  | { readonly op: "removed" }
  /** Merging behind the log fails, and is tried again; told once, until it goes on. */
  | { readonly op: "mergeFailed"; readonly failure: Failure }
  | { readonly op: "mergeRecovered" }
  /** Of an append: how many events were new, and the seq of the last of them. */
  | { readonly op: "done"; readonly id: number; readonly result: number; readonly lastId: number }
  | { readonly op: "failed"; readonly id: number; readonly failure: Failure }
  | { readonly op: "checkpointWanted" }
  | { readonly op: "closed" };

/** Some events of a delivery as columns. */
export function toColumns(events: readonly PanelEvent[]): EventColumns {
  const kinds: KindNames[] = [];
  const kindIndexes = new Map<string, number>();
  const at = new Float64Array(events.length);
  const kind = new Uint16Array(events.length);
  const source = new Uint8Array(events.length);
  const late = new Uint8Array(events.length);
  events.forEach((event, i) => {
    const names = namesOfEvent(event);
    const name = kindNameOf(names);
    let index = kindIndexes.get(name);
    if (index === undefined) {
      index = kinds.push(names) - 1;
      kindIndexes.set(name, index);
    }
    at[i] = event.occurredAtMs;
    kind[i] = index;
    source[i] = SOURCES.indexOf(event.source);
    late[i] = event.isLate ? 1 : 0;
  });
  const model = events.map((event) => event.model);
  return { at, kind, kinds, source, late, model, extra: events.map((event) => event.extra) };
}
