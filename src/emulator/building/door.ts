/** What a door is for; which scenes are played at it follows. */
export type DoorRole = "entrance" | "garage" | "service" | "lift hall" | "store room";

/** A lock of a panel. */
export interface Lock {
  /** As on the wire: the first is 0 (observed), the second 1 (assumed). */
  readonly number: number;
  /** What notes that its door opens and closes: the lock itself or a sensor at the door. */
  readonly notedBy: "lock" | "sensor";
}

/** The door of a panel. */
export interface Door {
  /** For people, such as "Entrance 3". */
  readonly name: string;
  readonly role: DoorRole;
  /** Every role whose scenes are played here, `role` among them. */
  readonly plays: readonly DoorRole[];
  /** One or two. */
  readonly locks: readonly Lock[];
  /** Whether the panel names the lock when the exit button or a drill opens it. */
  readonly namesLock: boolean;
}

/** The doors of one block, in the order of its panels; a larger building is several blocks. */
export const BLOCK: readonly DoorRole[] = [
  "entrance",
  "garage",
  "entrance",
  "service",
  "entrance",
  "lift hall",
  "entrance",
  "store room",
  "entrance",
  "entrance",
  "entrance",
  "entrance",
];

const ALL_ROLES = [...new Set(BLOCK)];

const NAMES: Readonly<Record<DoorRole, string>> = {
  entrance: "Entrance",
  garage: "Garage",
  service: "Service door",
  "lift hall": "Lift hall",
  "store room": "Store room",
};

/** Panels that have among them a door of every role. */
const COMPLETE = Math.max(...ALL_ROLES.map((role) => BLOCK.indexOf(role))) + 1;

/**
 * The doors of a building with so many panels, 1 or more. Where there are too few for a door of every
 * role, the first is an entrance with everything.
 */
export function doorsOf(panels: number): readonly Door[] {
  const isLarge = panels > BLOCK.length;
  return Array.from({ length: panels }, (_, panel) => {
    const place = panel % BLOCK.length;
    const role = BLOCK[place] ?? "entrance";
    const name = isLarge
      ? `Block ${blockOf(panel) + 1}, ${nameOf(role, place).toLowerCase()}`
      : nameOf(role, place);
    return panel === 0 && panels < COMPLETE
      ? { name, role, plays: ALL_ROLES, locks: locksOf(true, 0), namesLock: true }
      : { name, role, plays: [role], locks: locksOf(false, panel), namesLock: panel % 3 !== 0 };
  });
}

/** Which block a panel belongs to; both count from 0. */
export function blockOf(panel: number): number {
  return Math.floor(panel / BLOCK.length);
}

/** Which entrance of its block the door at a place of it is; both count from 0. */
export function entranceAt(place: number): number {
  return BLOCK.slice(0, place).filter((role) => role === "entrance").length;
}

function nameOf(role: DoorRole, place: number): string {
  return role === "entrance" ? `${NAMES[role]} ${entranceAt(place) + 1}` : NAMES[role];
}

function locksOf(hasTwo: boolean, panel: number): readonly Lock[] {
  const second: Lock = { number: 1, notedBy: "lock" };
  if (hasTwo) return [{ number: 0, notedBy: "sensor" }, second];
  return [{ number: 0, notedBy: panel % 4 < 2 ? "sensor" : "lock" }];
}
