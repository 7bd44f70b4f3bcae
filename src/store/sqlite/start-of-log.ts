import { DirectoryBuilder } from "../directory/builder.ts";
import { unpackDirectory } from "../directory/pack.ts";
import type { BackgroundClient } from "./background-client.ts";
import { CollectedRemovals } from "./collected-removals.ts";
import type { Collected } from "./collected-removals.ts";
import type { Connection } from "./connection.ts";
import { LoadedView } from "../directory/loaded-view.ts";
import { readAtOnce } from "./read-at-once.ts";
import { RemovalJournal } from "./removal-journal.ts";
import { takeOutOfCollected } from "./take-out.ts";

/** Under which name the fleet's directory is kept. */
export const FLEET_DIRECTORY = "fleet";

/** From where a reader follows the log. */
export interface StartOfLog {
  readonly fleet: LoadedView;
  /** The seq that the fleet's directory describes. */
  readonly fleetSeq: number;
  /** The seq up to which the indexes are complete. */
  readonly mergedSeq: number;
  /** The newest removal that the fleet's directory takes into account. */
  readonly removal: number;
}

/** The fleet's directory as it was last kept, or built from the index when there is none. */
export async function startOfLog(
  connection: Connection,
  background: BackgroundClient,
): Promise<StartOfLog> {
  const view = { key: "fleet 0", panels: undefined, floor: 0 };
  const journal = new RemovalJournal(connection);
  const { mergedSeq, row } = readAtOnce(connection, () => readStart(connection, journal));
  const kept = row === undefined ? undefined : unpackDirectory(row.packed);
  if (row !== undefined && kept !== undefined) {
    const { asOf: fleetSeq, removal } = row;
    return { fleet: new LoadedView(view, kept), fleetSeq, mergedSeq, removal };
  }
  const builder = new DirectoryBuilder(mergedSeq, undefined, false);
  const collected = new CollectedRemovals();
  const build = (columns: Collected): void => {
    const { at, seq, kind } = columns;
    collected.add(columns);
    for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
  };
  // a new log has nothing to collect, and needs no thread for it
  if (mergedSeq > 0) {
    await background.collect({ panels: undefined, floor: 0, through: mergedSeq }, build);
  }
  const fleet = new LoadedView(view, builder.finish());
  const removal = readAtOnce(connection, () =>
    takeOutOfCollected(fleet, journal, collected, mergedSeq),
  );
  return { fleet, fleetSeq: mergedSeq, mergedSeq, removal };
}

/** What is kept is of no use where the journal does not reach back to it. */
function readStart(connection: Connection, journal: RemovalJournal) {
  const [mergedSeq] = connection.one<[number]>(
    "SELECT min(seq) FROM merged WHERE name IN ('by_time', 'by_panel')",
  );
  const row = connection.get<[number, number, Uint8Array]>(
    "SELECT as_of, removal, packed FROM directory WHERE view = ?",
    FLEET_DIRECTORY,
  );
  if (row === undefined || !journal.reaches(row[1])) return { mergedSeq, row: undefined };
  return { mergedSeq, row: { asOf: row[0], removal: row[1], packed: row[2] } };
}
