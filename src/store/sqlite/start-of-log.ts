import { DirectoryBuilder } from "../directory/builder.ts";
import { unpackDirectory } from "../directory/pack.ts";
import type { BackgroundClient } from "./background-client.ts";
import type { Connection } from "./connection.ts";
import { LoadedView } from "../directory/loaded-view.ts";

/** Under which name the fleet's directory is kept. */
export const FLEET_DIRECTORY = "fleet";

/** From where a reader follows the log. */
export interface StartOfLog {
  readonly fleet: LoadedView;
  /** The seq that the fleet's directory describes. */
  readonly fleetSeq: number;
  /** The seq up to which the indexes are complete. */
  readonly mergedSeq: number;
}

/** The fleet's directory as it was last kept, or built from the index when there is none. */
export async function startOfLog(
  connection: Connection,
  background: BackgroundClient,
): Promise<StartOfLog> {
  const [mergedSeq] = connection.one<[number]>(
    "SELECT min(seq) FROM merged WHERE name IN ('by_time', 'by_panel')",
  );
  const view = { key: "fleet 0", panels: undefined, floor: 0 };
  const row = connection.get<[number, Uint8Array]>(
    "SELECT as_of, packed FROM directory WHERE view = ?",
    FLEET_DIRECTORY,
  );
  const kept = row === undefined ? undefined : unpackDirectory(row[1]);
  if (row !== undefined && kept !== undefined) {
    return { fleet: new LoadedView(view, kept), fleetSeq: row[0], mergedSeq };
  }
  const builder = new DirectoryBuilder(mergedSeq, undefined, false);
  // a new log has nothing to collect, and needs no thread for it
  if (mergedSeq > 0) {
    await background.collect(
      { panels: undefined, floor: 0, through: mergedSeq },
      ({ at, seq, kind }) => {
        for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
      },
    );
  }
  return { fleet: new LoadedView(view, builder.finish()), fleetSeq: mergedSeq, mergedSeq };
}
