import { AppError } from "../../event/errors.ts";
import type { PanelSerial, StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import type { ListQuery, View } from "../../event/query.ts";
import type { EventPage } from "../../event/store.ts";
import { isDense } from "../directory/density.ts";
import type { BucketRange } from "../directory/directory.ts";
import { KindsOfViews } from "../directory/kinds-of-views.ts";
import type { KindCounted, TimeWindow } from "../directory/kind-counting.ts";
import { LoadedView, resolveView } from "../directory/loaded-view.ts";
import { BucketLoader } from "./bucket-loader.ts";
import type { Pins } from "./bucket-loader.ts";
import { EVENT_COLUMNS, toEvents } from "./event-rows.ts";
import type { EventRow } from "./event-rows.ts";
import { Follower } from "./follower.ts";
import { countKinds } from "./kind-counter.ts";
import type { Committed } from "./log-commit.ts";
import type { Names } from "./names.ts";
import { isRangePart, PagePlanner } from "./page-plan.ts";
import type { PagePlan } from "./page-plan.ts";
import { readRangePart, readSeqs } from "./range-sql.ts";
import type { Session } from "./sessions.ts";
import type { FleetSnapshot } from "./snapshot.ts";
import { ViewBuilder } from "./view-builder.ts";

/** The sessions of a reader: questions, and what may take long beside them. */
export interface ReadingSessions {
  readonly questions: Session;
  readonly background: Session;
}

/** A view in one state, and a plan of a page in it. */
interface Planned extends PagePlan {
  readonly view: LoadedView;
  readonly asOf: number;
}

/**
 * Reads the log: follows it by seq with the directories of the views that are asked for, and reads
 * the pages that they find.
 */
export class LogReader {
  readonly #sessions: ReadingSessions;
  readonly #names: Names;
  readonly #follower: Follower;
  readonly #loader: BucketLoader;
  readonly #builder: ViewBuilder;
  readonly #kinds = new KindsOfViews((id) => this.#names.kind(id));
  readonly #panelOf = (serial: PanelSerial): number | undefined => this.#names.panel(serial);
  #isSplitting = false;

  /** Loads the fleet's directory, or counts it when none is kept, and follows the log to its end. */
  static async open(
    sessions: ReadingSessions,
    names: Names,
    snapshot: FleetSnapshot,
  ): Promise<LogReader> {
    const { directory, asOf } = await snapshot.load();
    const fleet = new LoadedView({ key: "fleet 0", panels: undefined, floor: 0 }, directory);
    // those of the directory: what is followed names only its own
    await names.readAll(await sessions.background.connection());
    const reader = new LogReader(sessions, names, fleet, asOf);
    await reader.#follower.catchUp();
    return reader;
  }

  private constructor(sessions: ReadingSessions, names: Names, fleet: LoadedView, seq: number) {
    this.#sessions = sessions;
    this.#names = names;
    const follower = new Follower(sessions.questions, names, fleet, seq, () => {
      if (!this.#isSplitting) void this.#splitOverfull();
    });
    this.#follower = follower;
    this.#loader = new BucketLoader(sessions.background, follower);
    this.#builder = new ViewBuilder(sessions.background, follower);
  }

  get followed(): number {
    return this.#follower.followed;
  }

  get fleet(): LoadedView {
    return this.#follower.fleet;
  }

  /** A commit of this node. */
  committed(committed: Committed): void {
    this.#follower.committed(committed);
  }

  /** Another node says that the log has grown to a seq. */
  hint(seq: number): void {
    void this.#follower.hint(seq);
  }

  async list(query: ListQuery): Promise<EventPage> {
    const planned = this.#planNow(query);
    if (planned === undefined) await this.#follower.catchUp();
    else {
      // both at once: mostly nothing has come by, and the plan holds
      const [newest, rows] = await Promise.all([this.#follower.catchUp(), this.#read(planned)]);
      if (Math.min(newest, query.asOf ?? newest) <= planned.asOf) {
        return this.#toPage(query, planned, rows);
      }
    }
    const pins = this.#loader.pin();
    try {
      const held = await this.#plan(query, pins);
      return await this.#toPage(query, held, await this.#read(held));
    } finally {
      this.#loader.unpin(pins);
    }
  }

  /** Numbers by kind in windows, which are disjoint and in rising time. */
  async countKinds(
    view: View,
    windows: readonly TimeWindow[],
    asOf: number | undefined,
  ): Promise<KindCounted> {
    await this.#follower.catchUp();
    const state = Math.min(asOf ?? Infinity, this.#follower.followed);
    const resolved = resolveView(view, this.#panelOf);
    const connection = await this.#sessions.background.connection();
    const kindOf = (id: number): Kind => this.#names.kind(id);
    const counts = await countKinds(connection, resolved, windows, { asOf: state, kindOf });
    return { counts, asOf: state };
  }

  async kinds(view: View): Promise<readonly Kind[]> {
    await this.#follower.catchUp();
    return this.#kinds.of(await this.#present(view));
  }

  async head(): Promise<number> {
    await this.#follower.catchUp();
    return this.#follower.followed;
  }

  async after(seq: number, limit: number): Promise<StoredEvent[]> {
    const connection = await this.#sessions.questions.connection();
    const sql = `SELECT ${EVENT_COLUMNS} FROM event AS e WHERE e.seq > $1 ORDER BY e.seq LIMIT $2`;
    return toEvents(connection, this.#names, await connection.rows<EventRow>(sql, seq, limit));
  }

  /** A plan of the present state, when all that it needs is there. */
  #planNow(query: ListQuery): Planned | undefined {
    const { followed, views } = this.#follower;
    if (query.asOf !== undefined && query.asOf < followed) return undefined;
    const view = views.find(resolveView(query.view, this.#panelOf));
    if (view === undefined) return undefined;
    const { missing, plan } = this.#planIn(view, query);
    return missing.length === 0 ? { ...plan, view, asOf: followed } : undefined;
  }

  /** Plans until every bucket that is needed is loaded; the plan is of one state, whatever came by. */
  async #plan(query: ListQuery, pins: Pins): Promise<Planned> {
    for (;;) {
      const present = await this.#present(query.view);
      const { followed } = this.#follower;
      const asOf = Math.min(query.asOf ?? followed, followed);
      const isPast = asOf < followed;
      const view = isPast ? await this.#past(present, asOf) : present;
      const { missing, plan } = this.#planIn(view, query);
      if (missing.length === 0) return { ...plan, view, asOf };
      if (isPast) await this.#loader.loadPast(view, asOf, missing);
      else await this.#loader.load(view, missing, pins);
    }
  }

  #planIn(
    view: LoadedView,
    { spans, order, offset, limit }: ListQuery,
  ): { plan: PagePlan; missing: readonly BucketRange[] } {
    const planner = new PagePlanner(this.fleet.directory, view);
    const numbered = spans.map(({ fromMs, toMs, kinds }) => ({
      fromMs,
      toMs,
      kinds: this.#names.kinds.set(kinds),
    }));
    const plan = planner.plan({ spans: numbered, order, offset, limit });
    return { plan, missing: planner.missing };
  }

  /** A view that moves on with the log, at the very state that the log was followed to. */
  async #present(view: View): Promise<LoadedView> {
    const { views } = this.#follower;
    for (;;) {
      const resolved = resolveView(view, this.#panelOf);
      const loaded = await views.load(resolved, (missing) => this.#builder.build(missing));
      // forgotten again, or a panel of it has come, in the meantime
      if (views.isCurrent(loaded) && resolveView(view, this.#panelOf).key === loaded.view.key) {
        return loaded;
      }
    }
  }

  async #past(present: LoadedView, asOf: number): Promise<LoadedView> {
    const { loaded } = await this.#follower.views.past(present.view, asOf, async () => ({
      loaded: await this.#builder.makePast(present, asOf),
      removal: 0,
    }));
    return loaded;
  }

  async #toPage(
    { order }: ListQuery,
    { total, asOf }: Planned,
    rows: readonly EventRow[],
  ): Promise<EventPage> {
    const connection = await this.#sessions.questions.connection();
    const events = await toEvents(connection, this.#names, rows);
    return { events: order === "asc" ? events : events.reverse(), total, asOf };
  }

  async #read({ view, asOf, parts }: Planned): Promise<EventRow[]> {
    if (parts.length === 0) return [];
    const connection = await this.#sessions.questions.connection();
    const lists = await Promise.all(
      parts.map(async (part) => {
        const isRange = isRangePart(part);
        const rows = isRange
          ? await readRangePart(connection, view.view, asOf, part)
          : await readSeqs(connection, part);
        if (rows.length !== (isRange ? part.limit : part.length)) {
          throw new AppError("damaged", "the log does not hold what was counted");
        }
        return isRange && part.isFromEnd ? rows.reverse() : rows;
      }),
    );
    return lists.flat();
  }

  /** Splits what has grown too full; counts and pages are right in the meantime. */
  async #splitOverfull(): Promise<void> {
    this.#isSplitting = true;
    try {
      for (const loaded of this.#follower.views.all()) {
        const buckets = loaded.directory.takeOverfull();
        const ranges = buckets.map((bucket) => loaded.directory.rangeOf(bucket));
        if (ranges.length > 0) await this.#split(loaded, ranges);
      }
    } catch {
      // they are told of again with their next event
    } finally {
      this.#isSplitting = false;
    }
  }

  #split(loaded: LoadedView, ranges: readonly BucketRange[]): Promise<void> {
    return this.#loader.read(loaded, ranges, (bucket, columns) => {
      const { end } = loaded.directory.rangeOf(bucket);
      // its parts need no members where the fleet's indexes hold little else
      if (isDense(this.fleet.directory, bucket.start, end, bucket.total)) {
        bucket.members = undefined;
      }
      loaded.directory.split(bucket, columns);
    });
  }
}
