import { ANY_HOUR, between } from "../scene.ts";
import type { Scene } from "../scene.ts";

/** What happens to the house and its panels by themselves. */
export const TECHNICS_SCENES: readonly Scene[] = [
  {
    name: "the telephone server is away",
    everyDays: 7,
    hours: ANY_HOUR,
    play: (stage) => stage.note("sip_registration_lost"),
  },
  {
    name: "a panel restarts after an update at night",
    everyDays: 12,
    hours: between(1, 5),
    play: (stage) => stage.note("device_booted"),
  },
  {
    name: "someone takes the panel off the wall",
    everyDays: 25,
    hours: ANY_HOUR,
    play: (stage) => {
      stage.note("tamper_event");
      stage.wait(30_000, 50_000);
      stage.note("tamper_event");
    },
  },
  {
    name: "the doors are opened in a fire drill",
    everyDays: 28,
    hours: between(10, 12),
    play: (stage) => {
      stage.note("emergency_lock_is_opened", { lock: 0 });
      stage.goThrough();
    },
  },
];
