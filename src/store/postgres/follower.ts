import { AppError } from "../../event/errors.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { LoadedViews } from "../directory/loaded-views.ts";
import { Tail } from "../directory/tail.ts";
import type { Committed } from "./log-commit.ts";
import { readRows } from "./log-rows.ts";
import type { LogRows } from "./log-rows.ts";
import type { Names } from "./names.ts";
import type { Session } from "./sessions.ts";

/** Events followed without letting other work in between. */
const FOLLOW_ROWS = 5000;

/**
 * Follows the log by seq with the directories of all views that are loaded. What comes by is kept in
 * a tail for as long as somebody reads from the database: a read tells of the seq at which it began.
 */
export class Follower {
  readonly views: LoadedViews;
  readonly #fleet: LoadedView;
  readonly #session: Session;
  readonly #names: Names;
  readonly #tail: Tail;
  readonly #holds = new Set<{ readonly seq: number }>();
  readonly #onFollowed: () => void;
  #looking: Promise<number> | undefined;
  #nextLook: Promise<number> | undefined;

  /**
   * @param seq up to where the fleet's directory describes the log
   * @param onFollowed told whenever the directories have moved on
   */
  constructor(
    session: Session,
    names: Names,
    fleet: LoadedView,
    seq: number,
    onFollowed: () => void,
  ) {
    this.#session = session;
    this.#names = names;
    this.#fleet = fleet;
    this.views = new LoadedViews(fleet);
    this.#tail = new Tail(seq);
    this.#onFollowed = onFollowed;
  }

  /** The seq up to which the directories describe the log. */
  get followed(): number {
    return this.#tail.lastSeq;
  }

  get fleet(): LoadedView {
    return this.#fleet;
  }

  /** What came by since the oldest {@link hold}. */
  get tail(): Tail {
    return this.#tail;
  }

  /** Keeps in the tail what comes by from now on, after `seq`, until it is disposed of. */
  hold(): Disposable & { readonly seq: number } {
    const held = { seq: this.followed };
    this.#holds.add(held);
    return { ...held, [Symbol.dispose]: () => this.#holds.delete(held) };
  }

  /**
   * Follows to everything whose append had returned before this call, by any node.
   *
   * @returns a seq: the log had nothing newer when it was looked at
   * @throws AppError `unavailable`, `damaged`
   */
  catchUp(): Promise<number> {
    if (this.#looking === undefined) return this.#startLook();
    // one that is under way may have looked before
    this.#nextLook ??= this.#afterLook(this.#looking);
    return this.#nextLook;
  }

  /** A commit of this node: its events need not be read back. */
  committed({ afterSeq, fresh }: Committed): void {
    if (afterSeq !== this.followed) return;
    let seq = afterSeq;
    for (const { panel, atMs, kind } of fresh) this.#add((seq += 1), panel, atMs, kind);
    this.#moved();
  }

  /** Another node says that the log has grown to a seq; a question that fails meanwhile reports it. */
  async hint(seq: number): Promise<void> {
    if (seq <= this.followed) return;
    try {
      await this.catchUp();
    } catch {
      // the next question tries again
    }
  }

  async #afterLook(looking: Promise<number>): Promise<number> {
    await looking.catch(() => undefined);
    this.#nextLook = undefined;
    return this.#startLook();
  }

  async #startLook(): Promise<number> {
    const looking = this.#look();
    this.#looking = looking;
    try {
      return await looking;
    } finally {
      if (this.#looking === looking) this.#looking = undefined;
    }
  }

  async #look(): Promise<number> {
    for (;;) {
      const connection = await this.#session.connection();
      const { followed } = this;
      const rows = await readRows(connection, followed, Number.MAX_SAFE_INTEGER, FOLLOW_ROWS);
      const [panel, kind] = [rows.panel, rows.kind].map((ids) => ids.reduce(greater, 0));
      await this.#names.readUpTo(connection, panel ?? 0, kind ?? 0);
      this.#apply(rows);
      if (rows.seq.length < FOLLOW_ROWS) return rows.seq.at(-1) ?? followed;
    }
  }

  #apply({ seq, panel, atMs, kind }: LogRows): void {
    for (let i = 0; i < seq.length; i += 1) {
      // an own commit may have come in between
      if (seq[i]! <= this.followed) continue;
      if (seq[i] !== this.followed + 1) throw new AppError("damaged", "the log has a gap");
      this.#add(seq[i]!, panel[i]!, atMs[i]!, kind[i]!);
    }
    if (seq.length > 0) this.#moved();
  }

  #add(seq: number, panel: number, atMs: number, kind: number): void {
    this.#tail.push(atMs, panel, kind);
    this.views.add(panel, atMs, seq, kind);
  }

  #moved(): void {
    let oldest = this.followed;
    for (const { seq } of this.#holds) oldest = Math.min(oldest, seq);
    this.#tail.dropThrough(oldest);
    this.#onFollowed();
  }
}

function greater(a: number, b: number): number {
  return Math.max(a, b);
}
