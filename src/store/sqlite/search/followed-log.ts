import { AppError } from "../../../event/errors.ts";
import { Tail } from "../../directory/tail.ts";
import type { Connection } from "../connection.ts";
import { EventRows } from "../event-rows.ts";
import { Names } from "../names.ts";
import { RemovalJournal } from "../removal-journal.ts";
import type { Removal } from "../removal-journal.ts";
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
  readonly #journal: RemovalJournal;
  #removal = 0;

  constructor(connection: Connection) {
    this.connection = connection;
    this.#journal = new RemovalJournal(connection);
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

  /** The newest removal, once the log was {@link settle}d in the present transaction. */
  get removal(): number {
    return this.#removal;
  }

  /** Takes note of what was taken out of the log: it is in every index, so the tail holds none of it. */
  settle(): void {
    const { newest } = this.#journal;
    if (newest === this.#removal) return;
    this.#removal = newest;
    this.#lookAtIndexes();
  }

  /** The removals behind one, up to the newest. @throws AppError `unavailable` when they are not known any more */
  removalsAfter(removal: number): Removal[] {
    if (!this.#journal.reaches(removal)) {
      throw new AppError("unavailable", "the log changed too much meanwhile: try again");
    }
    return this.#journal.after(removal);
  }

  /** The seqs of what was taken out behind a removal. @throws AppError `unavailable` as above */
  removedAfter(removal: number): ReadonlySet<number> {
    const removals = this.removalsAfter(removal);
    return new Set(removals.flatMap(({ events }) => events.map(({ seq }) => seq)));
  }

  /** Follows the log to the end that it has now. @returns the newest seq */
  *follow(): Work<number> {
    this.#lookAtIndexes();
    const [head] = this.connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
    while (this.#tail.lastSeq < head) {
      const rows = this.connection.all<[number, number, number, number]>(
        "SELECT seq, panel, at, kind FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
        this.#tail.lastSeq,
        FOLLOW_ROWS,
      );
      for (const [seq, panel, at, kind] of rows) {
        // what is missing was in every index before it was taken out, and so is all that came before it
        if (seq > this.#tail.lastSeq + 1) this.#tail.restart(seq - 1);
        this.#tail.push(at, panel, kind);
      }
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
