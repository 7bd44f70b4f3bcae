import type { Resident } from "../people.ts";
import { between } from "../scene.ts";
import type { Scene, Stage } from "../scene.ts";

const OFFICE = between(7, 20);

/** A card and a face, as one who needs both shows them. */
function show(stage: Stage) {
  const { who, number } = stage.someoneWith("face", "1001");
  const user = { user_name: who.name, user_info: `apartment ${who.apartment}` };
  const card = { identifier_number: who.card, auth_type: "card" };
  const face = { identifier_number: number, auth_type: "face_id" };
  return { who, user, card, face, used: [card, face].map((one) => ({ ...one, ...user })) };
}

type Shown = ReturnType<typeof show>;

/** Why someone with more than one identifier is refused, with what it says. */
const REASONS = [
  ({ card }: Shown) => ({ invalid_identifier: card }),
  ({ card }: Shown) => ({ invalid_identifier_time_rules: [card] }),
  ({ card, face }: Shown) => ({ not_enough_passes_for_identifier: [card, face] }),
  ({ face }: Shown) => ({ not_valid_time_profile_for_identifier: [face] }),
  ({ user }: Shown) => ({ not_valid_time_profile_for_user: user }),
  () => ({ not_enough_identifiers_for_current_authentication_type: ["face_id"] }),
  () => ({ recognition_type_is_not_enabled: { recognition_type_is_not_enabled: "qr" } }),
] as const;

function apartmentsOf(who: Resident): readonly string[] {
  return [who.apartment];
}

/** A door that wants two identifiers. */
export const MULTI_FACTOR_SCENES: readonly Scene[] = [
  {
    name: "someone shows both",
    perDay: [0.3, 0.1],
    everyDays: 8,
    hours: OFFICE,
    play: (stage) => {
      const { who, used } = show(stage);
      stage.note("multi_access_granted", {
        used_identifiers_list: used,
        apartments_list: apartmentsOf(who),
        lock_number: 0,
      });
      stage.goThrough();
    },
  },
  {
    name: "someone is refused all the same",
    everyDays: 4,
    hours: OFFICE,
    play: (stage) => {
      const shown = show(stage);
      const { random } = stage;
      const first = random.integer(0, REASONS.length - 1);
      // now and then there is more than one reason
      const second = random.isLucky(0.3) ? [(first + 1) % REASONS.length] : [];
      stage.note("multi_access_denied", {
        used_identifiers_list: shown.used,
        apartments_list: apartmentsOf(shown.who),
        reject_reasons: [first, ...second].map((nth) => REASONS[nth]?.(shown) ?? {}),
      });
    },
  },
];
