import { Tail } from "../../directory/tail.ts";
import type { Connection } from "../connection.ts";
import { EventRows } from "../event-rows.ts";
import { Names } from "../names.ts";
import type { Work } from "./turns.ts";

/** Events followed between two turns: some 3 ms. */
const FOLLOW_ROWS = 5000;

/** The log as the thread that searches sees it: its indexes, and the tail that they lack. */
export class FollowedLog {
  readonly connection: Connection;
  readonly names: Names;
  readonly events: EventRows;
  #tail = new Tail(0);
  #newestKind = 0;
  #hasKindIndex = false;

  constructor(connection: Connection) {
    this.connection = connection;
    this.names = new Names(connection);
    this.events = new EventRows(connection, this.names);
  }

  /** What the indexes lack; it begins where they are complete. */
  get tail(): Tail {
    return this.#tail;
  }

  /** The greatest number of a kind in the log as far as it is followed. */
  get newestKind(): number {
    return this.#newestKind;
  }

  /** Whether `by_kind` is as complete as the other indexes. */
  get hasKindIndex(): boolean {
    return this.#hasKindIndex;
  }

  /** Follows the log to the end that it has now. @returns the newest seq */
  *follow(): Work<number> {
    this.#lookAtIndexes();
    const [head] = this.connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
    while (this.#tail.lastSeq < head) {
      const rows = this.connection.all<[number, number, number]>(
        "SELECT panel, at, kind FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
        this.#tail.lastSeq,
        FOLLOW_ROWS,
      );
      for (const [panel, at, kind] of rows) this.#tail.push(at, panel, kind);
      yield;
    }
    const [kind] = this.connection.one<[number]>("SELECT coalesce(max(id), 0) FROM kind");
    this.#newestKind = kind;
    return head;
  }

  /** Forgets what the tail need not hold any more. */
  #lookAtIndexes(): void {
    const rows = this.connection.all<[string, number]>("SELECT name, seq FROM merged");
    const merged = new Map(rows);
    const byTime = merged.get("by_time") ?? 0;
    const byPanel = merged.get("by_panel") ?? 0;
    this.#hasKindIndex = (merged.get("by_kind") ?? 0) >= byTime;
    const through = Math.min(byTime, byPanel);
    // after a long rest there is no need to follow what the indexes hold
    if (through >= this.#tail.lastSeq) this.#tail = new Tail(through);
    else this.#tail.dropThrough(through);
  }
}
