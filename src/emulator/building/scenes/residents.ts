import type { IdentifierType } from "../resident.ts";
import type { Stage } from "../stage.ts";
import { showIdentifier } from "./identifiers.ts";
import { callLift } from "./lift.ts";
import { lockIfNamed, walkThrough } from "./passage.ts";

/** How often residents show what: cards most, as they all have one. */
const SHOWN: readonly (readonly [
  type: Exclude<IdentifierType, "license_plate">,
  weight: number,
])[] = [
  ["card", 45],
  ["ukey", 18],
  ["face_id", 18],
  ["input_code", 12],
  ["qr", 7],
];

function pickType(stage: Stage): IdentifierType {
  const place = stage.random.weighted(SHOWN.map(([, weight]) => weight));
  return SHOWN[place]?.[0] ?? "card";
}

/** A resident leaves: the exit button, then the door. */
export function leave(stage: Stage): void {
  stage.note("lock_was_opened_by_exit_btn", lockIfNamed(stage));
  walkThrough(stage);
}

/** A resident comes home; every third takes a lift. */
export function comeHome(stage: Stage): void {
  const resident = showIdentifier(stage, pickType(stage));
  walkThrough(stage);
  if (stage.random.isChosen(0.33)) callLift(stage, resident);
}

/** A resident passes a door inside, by card or ukey. */
export function passInside(stage: Stage): void {
  showIdentifier(stage, stage.random.pick(["card", "card", "ukey"]));
  walkThrough(stage);
}

/** Children play with the exit button: eight presses, and one of them goes out. */
export function pressExitButton(stage: Stage): void {
  for (let press = 1; press <= 8; press++) {
    stage.note("lock_was_opened_by_exit_btn", lockIfNamed(stage));
    stage.wait(180, 900);
  }
  walkThrough(stage);
}
