import { makePlate } from "../people.ts";
import type { Resident } from "../people.ts";
import { hours } from "../scene.ts";
import type { Scene, Stage } from "../scene.ts";

const DRIVING = hours(0.1, { 6: 1, 7: 4, 8: 4, 9: 2, 17: 3, 18: 5, 19: 4, 20: 2 });

/** A plate that a family shares. */
function shared(stage: Stage): { readonly list: object; readonly who: Resident } {
  const { who, number } = stage.someoneWith("plate", makePlate(stage.random));
  const users = [{ user_name: who.name, user_info: `apartment ${who.apartment}` }];
  const name = `Car of ${who.apartment}`;
  return { list: { name, users_list: users, number, type: "license_plate" }, who };
}

/** Why a shared plate is refused, with what it says. */
const REASONS = [
  (who: Resident) => ({ not_enough_passes_for_shared_identifier: [{ owner_name: who.name }] }),
  (who: Resident) => ({ invalid_shared_identifier_time_rules: [{ owner_name: who.name }] }),
  (who: Resident) => ({ not_valid_time_profile_for_shared_identifier: [{ owner_name: who.name }] }),
  (who: Resident) => ({
    not_valid_time_profile_for_user: { user_name: who.name, user_info: who.apartment },
  }),
] as const;

/** Cars at the gate, known by their plates. */
export const GARAGE_SCENES: readonly Scene[] = [
  {
    name: "a family's car comes or goes",
    perDay: [0.8, 0.6],
    everyDays: 9,
    hours: DRIVING,
    play: (stage) => {
      const { list, who } = shared(stage);
      stage.note("access_granted_by_shared_identifier", {
        used_identifiers_list: [list],
        apartments_list: [who.apartment],
        lock_number: 1,
      });
    },
  },
  {
    name: "a family's car is refused",
    everyDays: 5,
    hours: DRIVING,
    play: (stage) => {
      const { list, who } = shared(stage);
      const reason = REASONS[stage.random.integer(0, REASONS.length - 1)];
      stage.note("access_denied_by_not_valid_shared_identifier", {
        used_identifiers_list: [list],
        apartments_list: [who.apartment],
        reject_reasons: [reason?.(who) ?? {}],
      });
    },
  },
  {
    name: "a car that nobody knows waits at the gate",
    everyDays: 6,
    hours: DRIVING,
    play: (stage) => {
      stage.note("access_denied_unknown_identifier", {
        identifier_number: makePlate(stage.random),
        identifier_type: "license_plate",
      });
    },
  },
];
