import { inTurn } from "../../random.ts";
import type { IdentifierType, Resident } from "../resident.ts";
import type { Stage } from "../stage.ts";
import { userOf } from "./identifiers.ts";
import { walkThrough } from "./passage.ts";

/** An identifier as the events of a door with several factors tell it. */
interface Credential {
  readonly identifier_number: string;
  readonly auth_type: IdentifierType;
}

/** Which reasons such a door refuses for; one each time, in turn. */
const REJECTIONS: readonly ((used: Credential, owner: Resident) => Record<string, unknown>)[] = [
  (used) => ({ invalid_identifier: used }),
  (used) => ({ invalid_identifier_time_rules: [used] }),
  (used) => ({ not_enough_passes_for_identifier: [used] }),
  (used) => ({ not_valid_time_profile_for_identifier: [used] }),
  (_, owner) => ({ not_valid_time_profile_for_user: userOf(owner) }),
  () => ({ not_enough_identifiers_for_current_authentication_type: ["face_id"] }),
  () => ({
    recognition_type_is_not_enabled: { recognition_type_is_not_enabled: "face_id" },
  }),
];

/** Someone shows so many factors: the face, then a card. */
function show(stage: Stage, factors: readonly ("card" | "face_id")[]) {
  const { resident } = stage.whoHas("face_id");
  const credentials = factors.map((type): Credential => {
    const number = resident.identifiers[type] ?? "";
    return { identifier_number: number, auth_type: type };
  });
  const shown = {
    used_identifiers_list: credentials.map((used) => ({ ...used, ...userOf(resident) })),
    apartments_list: [resident.apartment],
  };
  return { resident, credentials, shown };
}

/** Card and face together open the door. */
export function passWithBoth(stage: Stage): void {
  const { shown } = show(stage, ["card", "face_id"]);
  stage.note("multi_access_granted", { ...shown, lock_number: stage.lock.number });
  walkThrough(stage);
}

/** One factor is not enough or not in order. */
export function refuseFactors(stage: Stage): void {
  const { resident, credentials, shown } = show(stage, ["card"]);
  const reject = inTurn(REJECTIONS, stage.turn);
  const reasons = credentials.map((used) => reject(used, resident));
  stage.note("multi_access_denied", { ...shown, reject_reasons: reasons });
}
