import { DirectoryBuilder } from "../directory/builder.ts";
import { isDense } from "../directory/density.ts";
import type { Directory } from "../directory/directory.ts";
import { LoadedView } from "../directory/loaded-view.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import { collect } from "./collector.ts";
import type { Connection } from "./connection.ts";
import type { Follower } from "./follower.ts";
import { readRows } from "./log-rows.ts";
import type { Session } from "./sessions.ts";

/** About how many events a view beside the fleet has: it decides how large buckets are at first. */
const USUAL_EVENTS = 5000;

/** Rows taken out of a past state without letting other work in between. */
const PAST_ROWS = 5000;

/** The fleet's directory, counted from the index, as of a seq. @throws AppError `unavailable` */
export async function buildFleet(
  connection: Connection,
  view: ResolvedView,
  through: number,
): Promise<Directory> {
  const builder = new DirectoryBuilder(through, undefined, false);
  for await (const { at, seq, kind } of collect(connection, view, through)) {
    for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
  }
  return builder.finish();
}

/** Makes the directories of views that are asked for, and of past states. */
export class ViewBuilder {
  readonly #session: Session;
  readonly #follower: Follower;

  /** @param session what builds go through; it may be busy for long */
  constructor(session: Session, follower: Follower) {
    this.#session = session;
    this.#follower = follower;
  }

  /** Builds a view; when it resolves it moves on with the log. @throws AppError `unavailable` */
  async build(view: ResolvedView): Promise<LoadedView> {
    using hold = this.#follower.hold();
    const through = hold.seq;
    const fleet = this.#follower.fleet.directory;
    const builder = new DirectoryBuilder(
      USUAL_EVENTS,
      (start, end, total) => !isDense(fleet, start, end, total),
      // what comes to all panels is dense
      view.panels !== undefined,
    );
    if (view.floor < through && view.panels?.size !== 0) {
      const connection = await this.#session.connection();
      for await (const { at, seq, kind } of collect(connection, view, through)) {
        for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
      }
    }
    const loaded = new LoadedView(view, builder.finish());
    // at one stroke: from here on the log's next events come by themselves
    loaded.addTail(this.#follower.tail, through);
    this.#follower.views.register(loaded);
    return loaded;
  }

  /** A view as it was at an earlier seq: the present one with the later events taken out. */
  async makePast(present: LoadedView, asOf: number): Promise<LoadedView> {
    const end = this.#follower.followed;
    const past = new LoadedView(present.view, present.directory.copy());
    const connection = await this.#session.connection();
    for (let seq = asOf; seq < end;) {
      const rows = await readRows(connection, seq, end, PAST_ROWS);
      for (let i = 0; i < rows.seq.length; i += 1) {
        seq = rows.seq[i]!;
        if (past.sees(rows.panel[i]!, seq)) {
          past.directory.remove(rows.atMs[i]!, seq, rows.kind[i]!);
        }
      }
    }
    return past;
  }
}
