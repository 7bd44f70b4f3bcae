import { pick } from "../people.ts";
import type { Resident } from "../people.ts";
import { between, hours } from "../scene.ts";
import type { Scene, Stage } from "../scene.ts";

const LEAVING = hours(0.6, {
  0: 0.1, 1: 0.05, 2: 0.03, 3: 0.03, 4: 0.1, 5: 0.5, 6: 2, 7: 6, 8: 7, 9: 4, 10: 2, 23: 0.2,
}); // prettier-ignore
const COMING = hours(0.8, {
  0: 0.3, 1: 0.15, 2: 0.08, 3: 0.05, 4: 0.05, 5: 0.1, 6: 0.2, 7: 0.3, 16: 2, 17: 5, 18: 7, 19: 5, 20: 3,
}); // prettier-ignore

/** What a panel says of an identifier that opened a lock. */
function opened(who: Resident, type: string, number: string): Readonly<Record<string, unknown>> {
  const link = who.linkId === null ? {} : { link_id: who.linkId };
  return { number, type, owner: who.name, apartment_address: who.apartment, lock: 0, ...link };
}

/** What it says of one that did not. */
function refused(who: Resident, type: string, number: string): Readonly<Record<string, unknown>> {
  return { number, type, owner: who.name, apartment_address: who.apartment, lock: 0 };
}

function comeHome(stage: Stage): void {
  const who = stage.someone();
  const ways = [
    { type: "card", number: who.card },
    { type: "card", number: who.card },
    { type: "ukey", number: who.ukey },
    { type: "input_code", number: who.code },
    { type: "qr", number: who.qr },
  ];
  const own = ways.filter((way) => way.number !== undefined);
  const { type, number } = pick(stage.random, own);
  stage.note("access_granted_by_valid_identifier", opened(who, type, number ?? who.card));
  stage.goThrough();
  if (stage.random.isLucky(0.35)) callLift(stage, who);
}

function callLift(stage: Stage, who: Resident): void {
  const user = { link_id: who.linkId, name: who.name };
  const floor = 1 + (Number(who.apartment) % 9);
  const destination = { id: floor, short_name: `F${String(floor)}` };
  stage.wait(800, 4_000);
  const fate = stage.random.next();
  if (fate < 0.92) {
    const lift = { id: 1, short_name: "A" };
    stage.note("lift_call_success", { info: { user, destination, lift } });
  } else if (fate < 0.97) {
    const error = { message: "No free lift" };
    stage.note("lift_call_error", { info: { user, destination, error } });
  } else {
    const error = { message: "Access to the lift module is denied" };
    stage.note("lift_module_access_error", { info: { user, error } });
  }
}

/** People who live here leave and come home, with whatever opens the door to them. */
export const RESIDENT_SCENES: readonly Scene[] = [
  {
    name: "leaves by the exit button",
    perDay: [4.5, 3],
    hours: LEAVING,
    play: (stage) => {
      stage.note("lock_was_opened_by_exit_btn", stage.random.isLucky(0.9) ? { lock: 0 } : {});
      stage.goThrough();
    },
  },
  { name: "comes home", perDay: [4.5, 3], hours: COMING, play: comeHome },
  {
    name: "comes home by their face",
    perDay: [1, 0.7],
    hours: COMING,
    play: (stage) => {
      const { who, number } = stage.someoneWith("face", "1001");
      stage.note("access_granted_by_valid_face_identifier", {
        ...opened(who, "face_id", number),
        link_id: who.linkId,
      });
      stage.goThrough();
    },
  },
  {
    name: "calls the lift where the lift is out of order",
    everyDays: 11,
    hours: COMING,
    play: (stage) => {
      const { name, linkId } = stage.someone();
      const user = { link_id: linkId, name };
      const destination = { id: 5, short_name: "F5" };
      stage.note("lift_call_success", {
        info: { user, destination, lift: { id: 1, short_name: "A" } },
      });
      stage.wait(20_000, 40_000);
      stage.note("lift_call_error", {
        info: { user, destination, error: { message: "The lift does not answer" } },
      });
      stage.wait(5_000, 9_000);
      stage.note("lift_module_access_error", {
        info: { user, error: { message: "The lift module does not answer" } },
      });
    },
  },
  {
    name: "asks newer firmware for a lift",
    everyDays: 6,
    hours: COMING,
    play: (stage) => {
      const { name, apartment } = stage.someone();
      stage.note("bond_lift_request", { floor: 4, apartment, user_name: name, bond: true });
    },
  },
  {
    name: "holds a card to it that ran out",
    perDay: [0.15, 0.1],
    everyDays: 13,
    hours: COMING,
    play: (stage) => {
      const who = stage.someone();
      stage.note("access_denied_by_not_valid_identifier", refused(who, "card", who.card));
      stage.wait(2_000, 4_000);
      stage.note("access_denied_by_not_valid_identifier", refused(who, "card", who.card));
    },
  },
  {
    name: "is not let in by a face that ran out",
    everyDays: 9,
    hours: COMING,
    play: (stage) => {
      const { who, number } = stage.someoneWith("face", "1001");
      stage.note("access_denied_by_not_valid_face_identifier", refused(who, "face_id", number));
    },
  },
  {
    name: "plays with the exit button",
    everyDays: 3,
    hours: between(15, 19),
    play: (stage) => {
      for (let press = 0; press < 8; press++) {
        stage.note("lock_was_opened_by_exit_btn", { lock: 0 });
        stage.wait(150, 900);
      }
    },
  },
  {
    name: "holds the door open",
    everyDays: 4,
    hours: COMING,
    play: (stage) => {
      const who = stage.someone();
      stage.note("access_granted_by_valid_identifier", opened(who, "card", who.card));
      stage.wait(900, 1_500);
      stage.note("door_was_opened");
      const seconds = stage.random.integer(20, 25);
      stage.wait(seconds * 1000);
      stage.note("door_was_not_closed_too_long", { lock_opened_time: seconds });
      stage.wait(8_000, 15_000);
      stage.note("door_was_closed");
    },
  },
];
