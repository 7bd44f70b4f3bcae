import type { Resident } from "../resident.ts";
import type { Stage } from "../stage.ts";
import { showIdentifier } from "./identifiers.ts";
import { walkThrough } from "./passage.ts";

const LIFTS = [
  { id: 1, short_name: "A" },
  { id: 2, short_name: "B" },
  { id: 3, short_name: "Goods" },
] as const;

const BUSY = ["Lift is out of service", "Floor is locked", "No answer within 5 s"] as const;

const callerOf = (resident: Resident) => ({ link_id: resident.linkId, name: resident.name });

const destinationOf = ({ floor }: Resident) => ({ id: floor, short_name: `${floor}` });

/** Someone who just came in calls a lift to their floor. */
export function callLift(stage: Stage, resident: Resident): void {
  stage.wait(1_500, 6_000);
  const lift = stage.random.pick(LIFTS);
  const info = { user: callerOf(resident), destination: destinationOf(resident), lift };
  stage.note("lift_call_success", { info });
}

/** Someone passes the lift hall's door and rides up. */
export function rideUp(stage: Stage): void {
  const resident = showIdentifier(stage, "card");
  callLift(stage, resident);
}

/** The lift does not take the call; the second try mostly works. */
export function missLift(stage: Stage): void {
  const resident = showIdentifier(stage, "card");
  walkThrough(stage);
  const error = { message: stage.random.pick(BUSY) };
  const info = { user: callerOf(resident), destination: destinationOf(resident), error };
  stage.note("lift_call_error", { info });
  if (stage.random.isChosen(0.7)) callLift(stage, resident);
}

/** The panel does not reach the lift's module: one or two calls in vain. */
export function loseLiftModule(stage: Stage): void {
  const resident = showIdentifier(stage, "card");
  const info = { user: callerOf(resident), error: { message: "Lift module is not available" } };
  for (let tries = stage.random.between(1, 2); tries > 0; tries--) {
    stage.wait(2_000, 6_000);
    stage.note("lift_module_access_error", { info });
  }
}

/**
 * A resident lets a lift wait for a guest: an event of newer firmware. Its key is observed, its model
 * is made up (assumed).
 */
export function bondLift(stage: Stage): void {
  const resident = stage.someone();
  stage.note("bond_lift_request", {
    apartment: resident.apartment,
    lift: stage.random.pick(LIFTS),
    target_floor: resident.floor,
    is_accepted: true,
  });
}
