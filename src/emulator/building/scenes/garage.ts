import { inTurn } from "../../random.ts";
import { drawPlate, type Resident } from "../resident.ts";
import type { Stage } from "../stage.ts";
import { userOf } from "./identifiers.ts";
import { walkThrough } from "./passage.ts";

const CARS = ["Family car", "Second car", "Company van", "Electric car"] as const;

/** Which reasons a shared identifier is refused for; one each time, in turn. */
const REJECTIONS: readonly ((owner: Resident) => Record<string, unknown>)[] = [
  (owner) => ({ not_enough_passes_for_shared_identifier: [{ owner_name: owner.name }] }),
  (owner) => ({ invalid_shared_identifier_time_rules: [{ owner_name: owner.name }] }),
  (owner) => ({ not_valid_time_profile_for_shared_identifier: [{ owner_name: owner.name }] }),
  (owner) => ({ not_valid_time_profile_for_user: userOf(owner) }),
];

/** The members that granted and denied have in common: one plate, one or two people who share it. */
function showPlate(stage: Stage) {
  const { resident: owner, number } = stage.whoHas("license_plate");
  const other = stage.someone();
  const users = other === owner || stage.random.isChosen(0.5) ? [owner] : [owner, other];
  const used = {
    name: stage.random.pick(CARS),
    users_list: users.map(userOf),
    number,
    type: "license_plate",
  };
  const apartments = [...new Set(users.map(({ apartment }) => apartment))];
  return { owner, shared: { used_identifiers_list: [used], apartments_list: apartments } };
}

/** A car that several people share is let in. */
export function driveIn(stage: Stage): void {
  const { shared } = showPlate(stage);
  stage.note("access_granted_by_shared_identifier", { ...shared, lock_number: stage.lock.number });
  stage.wait(2_000, 6_000);
  walkThrough(stage);
}

/** A car that several people share is refused; sometimes it tries again. */
export function refuseShared(stage: Stage): void {
  const { owner, shared } = showPlate(stage);
  const rejection = inTurn(REJECTIONS, stage.turn)(owner);
  for (let tries = stage.random.between(1, 2); tries > 0; tries--) {
    stage.note("access_denied_by_not_valid_shared_identifier", {
      ...shared,
      reject_reasons: [rejection],
    });
    stage.wait(4_000, 15_000);
  }
}

/** A car nobody knows stands before the gate. */
export function refuseUnknownCar(stage: Stage): void {
  stage.note("access_denied_unknown_identifier", {
    identifier_number: drawPlate(stage.random),
    identifier_type: "license_plate",
  });
}
