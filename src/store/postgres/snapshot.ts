import type { Directory } from "../directory/directory.ts";
import { packDirectory, unpackDirectory } from "../directory/pack.ts";
import type { Session } from "./sessions.ts";
import { buildFleet } from "./view-builder.ts";

/** Under which name the fleet's directory is kept. */
const FLEET = "fleet";

/** A directory with the seq up to which it describes the log. */
export interface KeptDirectory {
  readonly directory: Directory;
  readonly asOf: number;
}

/** The fleet's directory as some node last kept it, so that a start need not count the log. */
export class FleetSnapshot {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What was last kept, or what is counted now. @throws AppError `unavailable` */
  async load(): Promise<KeptDirectory> {
    const connection = await this.#session.connection();
    const [kept] = await connection.rows<[number, Buffer]>(
      "SELECT as_of, packed FROM directory WHERE view = $1",
      FLEET,
    );
    const directory = kept === undefined ? undefined : unpackDirectory(kept[1]);
    if (kept !== undefined && directory !== undefined) return { directory, asOf: kept[0] };
    const [head] = await connection.rows<[number]>("SELECT seq FROM head");
    const asOf = head?.[0] ?? 0;
    const view = { key: FLEET, panels: undefined, floor: 0 };
    return { directory: await buildFleet(connection, view, asOf), asOf };
  }

  /** Keeps a directory, unless a later one is kept. That it is kept is a convenience, no promise. */
  async keep({ directory, asOf }: KeptDirectory): Promise<void> {
    const packed = packDirectory(directory);
    try {
      const connection = await this.#session.connection();
      await connection.rows(
        `INSERT INTO directory (view, as_of, packed) VALUES ($1, $2, $3)
         ON CONFLICT (view) DO UPDATE SET as_of = excluded.as_of, packed = excluded.packed
         WHERE directory.as_of < excluded.as_of`,
        FLEET,
        asOf,
        packed,
      );
    } catch {
      // a full disk, say: the start after this one takes longer
    }
  }
}
