import type { IdentifierType, Resident } from "../resident.ts";
import type { Stage } from "../stage.ts";

/** What a panel tells of an identifier whose owner it knows; members in the order of a real event. */
export function identifierModel(
  stage: Stage,
  resident: Resident,
  type: IdentifierType,
  number: string,
): Record<string, unknown> {
  return {
    lock: stage.lock.number,
    owner: resident.name,
    number,
    apartment_address: resident.address,
    type,
  };
}

/**
 * Someone is let in by an identifier. A card comes without `link_id` (observed), a face with its owner's,
 * which is `null` for most (assumed).
 */
export function showIdentifier(stage: Stage, type: IdentifierType): Resident {
  const { resident, number } = stage.whoHas(type);
  const model = identifierModel(stage, resident, type, number);
  if (type === "face_id") {
    const withLink = { ...model, link_id: resident.linkId };
    stage.note("access_granted_by_valid_face_identifier", withLink);
  } else {
    stage.note("access_granted_by_valid_identifier", model);
  }
  return resident;
}

/** How the events of shared identifiers and of several factors tell a user. */
export function userOf(resident: Resident): { user_name: string; user_info: string } {
  return { user_name: resident.name, user_info: `apt. ${resident.apartment}` };
}
