import type { DoorRole } from "./door.ts";
import type { Hours } from "./hours.ts";
import { ANY, AWAKE, CHILDREN, COMING, EARLY, LEAVING, OFFICE, VISITING } from "./hours.ts";
import * as concierge from "./scenes/concierge.ts";
import * as garage from "./scenes/garage.ts";
import * as guests from "./scenes/guests.ts";
import * as lift from "./scenes/lift.ts";
import * as residents from "./scenes/residents.ts";
import * as technics from "./scenes/technics.ts";
import * as twoFactors from "./scenes/two-factors.ts";
import type { Scene } from "./stage.ts";

/**
 * How often a scene is played at a door: so many times a working day for each who passes there or for
 * the panel, or once in so many days, then exactly.
 */
export type Frequency =
  { readonly perPerson: number } | { readonly perPanel: number } | { readonly everyDays: number };

/** A scene with its doors, its frequency and its hours. */
export interface Turn {
  readonly scene: Scene;
  readonly at: readonly DoorRole[];
  readonly often: Frequency;
  readonly hours: Hours;
}

const ENTRANCE: readonly DoorRole[] = ["entrance"];
const GARAGE: readonly DoorRole[] = ["garage"];
const SERVICE: readonly DoorRole[] = ["service"];
const LIFT_HALL: readonly DoorRole[] = ["lift hall"];
const STORE_ROOM: readonly DoorRole[] = ["store room"];
const OUTSIDE: readonly DoorRole[] = ["entrance", "service"];
const EVERY_DOOR: readonly DoorRole[] = [
  "entrance",
  "garage",
  "service",
  "lift hall",
  "store room",
];

const turn = (scene: Scene, at: readonly DoorRole[], often: Frequency, hours: Hours): Turn => ({
  scene,
  at,
  often,
  hours,
});

/**
 * Everything that is played in a building, but for power cuts and fire drills, which come to many
 * doors at once. What would be rare by chance has `everyDays` of 28 or fewer: any 60 days have it.
 */
export const PROGRAMME: readonly Turn[] = [
  turn(residents.leave, ENTRANCE, { perPerson: 0.34 }, LEAVING),
  turn(residents.comeHome, ENTRANCE, { perPerson: 0.36 }, COMING),
  turn(residents.passInside, SERVICE, { perPerson: 0.04 }, OFFICE),
  turn(residents.pressExitButton, ENTRANCE, { everyDays: 6 }, CHILDREN),

  turn(lift.rideUp, LIFT_HALL, { perPerson: 0.08 }, COMING),
  turn(lift.missLift, LIFT_HALL, { everyDays: 2 }, AWAKE),
  turn(lift.loseLiftModule, LIFT_HALL, { everyDays: 5 }, AWAKE),
  turn(lift.bondLift, LIFT_HALL, { everyDays: 3 }, VISITING),

  turn(garage.driveIn, GARAGE, { perPerson: 0.11 }, COMING),
  turn(garage.refuseShared, GARAGE, { perPerson: 0.02 }, AWAKE),
  turn(garage.refuseUnknownCar, GARAGE, { everyDays: 3 }, AWAKE),

  turn(guests.visit, ENTRANCE, { perPerson: 0.05 }, VISITING),
  turn(guests.missCall, ENTRANCE, { perPerson: 0.03 }, VISITING),
  turn(guests.callWeb, ENTRANCE, { perPerson: 0.02 }, VISITING),
  turn(guests.tryUnknownCard, ENTRANCE, { perPerson: 0.03 }, VISITING),
  turn(guests.tryUnknownQr, ENTRANCE, { perPerson: 0.03 }, VISITING),
  turn(guests.tryWrongCode, ENTRANCE, { perPerson: 0.03 }, VISITING),
  turn(guests.tryExpired, ENTRANCE, { everyDays: 9 }, VISITING),
  turn(guests.tryUnlinked, ENTRANCE, { everyDays: 11 }, OFFICE),
  turn(guests.tryFace, ENTRANCE, { everyDays: 8 }, VISITING),
  turn(guests.tryUnknownIdentifier, ENTRANCE, { everyDays: 10 }, VISITING),

  turn(twoFactors.passWithBoth, STORE_ROOM, { perPerson: 0.06 }, AWAKE),
  turn(twoFactors.refuseFactors, STORE_ROOM, { perPerson: 0.02 }, AWAKE),

  turn(concierge.openFromAfar, ENTRANCE, { perPerson: 0.04 }, AWAKE),
  turn(concierge.remoteGrants, SERVICE, { perPerson: 0.02 }, OFFICE),
  turn(concierge.remoteDenies, SERVICE, { everyDays: 2 }, OFFICE),
  turn(concierge.freeAccess, ENTRANCE, { everyDays: 5 }, OFFICE),
  turn(concierge.masterCode, OUTSIDE, { perPanel: 0.5 }, EARLY),
  turn(concierge.callPanel, ENTRANCE, { perPerson: 0.02 }, AWAKE),

  turn(technics.programLogin, EVERY_DOOR, { perPanel: 0.5 }, ANY),
  turn(technics.programRefused, EVERY_DOOR, { everyDays: 26 }, ANY),
  turn(technics.loseSip, EVERY_DOOR, { everyDays: 12 }, ANY),
  turn(technics.reboot, EVERY_DOOR, { everyDays: 23 }, ANY),
  turn(technics.tamper, EVERY_DOOR, { everyDays: 25 }, AWAKE),
  turn(technics.holdOpen, OUTSIDE, { everyDays: 6 }, AWAKE),
  turn(technics.installerLogin, EVERY_DOOR, { everyDays: 21 }, OFFICE),
];
