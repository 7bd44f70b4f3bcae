import { digits } from "../people.ts";
import { between, hours } from "../scene.ts";
import type { Scene, Stage } from "../scene.ts";

const VISITING = between(9, 22);
const COURIERS = hours(0.05, {
  10: 1, 11: 2, 12: 2, 13: 2, 14: 1.5, 15: 1.5, 16: 2, 17: 2, 18: 2, 19: 1, 20: 0.5,
}); // prettier-ignore

function call(stage: Stage, isAnswered: boolean): string {
  const number = stage.someone().apartment;
  stage.note("outgoing_call", { number, answered: isAnswered });
  return number;
}

/** Guests and couriers call, and are let in or not. */
export const VISITOR_SCENES: readonly Scene[] = [
  {
    name: "a guest calls and is let in",
    perDay: [1, 1.4],
    hours: VISITING,
    play: (stage) => {
      const host = call(stage, true);
      stage.wait(4_000, 20_000);
      stage.note("access_granted_by_call_host", { host, lock: 0 });
      stage.goThrough();
    },
  },
  {
    name: "a guest calls and nobody is at home",
    perDay: [0.6, 0.5],
    hours: VISITING,
    play: (stage) => {
      const number = call(stage, false);
      stage.wait(25_000, 40_000);
      stage.note("outgoing_call_missed", { number, answered: false });
    },
  },
  {
    name: "a courier tries the card of another house, then calls",
    perDay: [0.5, 0.3],
    hours: COURIERS,
    play: (stage) => {
      stage.note("access_denied_by_unknown_card", { card: digits(stage.random, 7) });
      stage.wait(3_000, 8_000);
      const host = call(stage, true);
      stage.wait(4_000, 15_000);
      stage.note("access_granted_by_call_host", { host, lock: 0 });
      stage.goThrough();
    },
  },
  {
    name: "a courier shows a QR of yesterday",
    perDay: [0.2, 0.2],
    everyDays: 14,
    hours: COURIERS,
    play: (stage) => {
      stage.note("access_denied_by_unknown_qr", { qr: digits(stage.random, 12) });
    },
  },
  {
    name: "someone tries codes",
    perDay: [0.2, 0.3],
    everyDays: 12,
    hours: VISITING,
    play: (stage) => {
      const tries = stage.random.integer(1, 4);
      for (let nth = 0; nth < tries; nth++) {
        stage.note("access_denied_by_not_valid_input_code", { code: digits(stage.random, 4) });
        stage.wait(3_000, 7_000);
      }
    },
  },
  {
    name: "someone holds a key of another make to it",
    everyDays: 7,
    hours: VISITING,
    play: (stage) => {
      stage.note("access_denied_unknown_identifier", {
        identifier_number: digits(stage.random, 10),
        identifier_type: "ukey",
      });
    },
  },
  {
    name: "a guest is seen in and let in from a web page",
    everyDays: 5,
    hours: VISITING,
    play: (stage) => {
      stage.note("outgoing_call_web", { number: stage.someone().apartment, answered: true });
      stage.wait(5_000, 12_000);
      stage.note("access_granted_by_api_call", { lock: 0, requestor: "link_guest_url" });
      stage.goThrough();
    },
  },
  {
    name: "a resident calls the panel to see who is there",
    perDay: [0.3, 0.3],
    everyDays: 10,
    hours: VISITING,
    play: (stage) => {
      stage.note("incoming_call", { number: stage.someone().apartment, answered: true });
    },
  },
];
