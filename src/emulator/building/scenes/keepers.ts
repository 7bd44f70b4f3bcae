import { between } from "../scene.ts";
import type { Scene } from "../scene.ts";
import { digits, pick } from "../people.ts";

const EARLY = between(5, 8);
const OFFICE = between(8, 18);
const ANY_DAYTIME = between(7, 22);

/** Those who keep the house: concierge, postman, cleaners, the fitter, and programs. */
export const KEEPER_SCENES: readonly Scene[] = [
  {
    name: "the postman or a cleaner uses the code of the house",
    perDay: [0.9, 0.2],
    hours: EARLY,
    play: (stage) => {
      stage.note("access_granted_by_master_code", { code: "4821", lock: 0 });
      stage.goThrough();
    },
  },
  {
    name: "the concierge opens for someone",
    perDay: [0.6, 0.2],
    hours: OFFICE,
    play: (stage) => {
      const requestor = pick(stage.random, ["web_ui", "web_ui", "link_app", "link_server", "api"]);
      stage.note("access_granted_by_api_call", { lock: stage.random.integer(0, 1), requestor });
      stage.goThrough();
    },
  },
  {
    name: "a server that is asked lets someone in",
    perDay: [0.3, 0.2],
    everyDays: 8,
    hours: ANY_DAYTIME,
    play: (stage) => {
      stage.note("access_granted_by_remote_server_api_call", { lock: 0 });
      stage.goThrough();
    },
  },
  {
    name: "a server that is asked refuses someone",
    everyDays: 6,
    hours: ANY_DAYTIME,
    play: (stage) => stage.note("access_denied_by_remote_server_api_call"),
  },
  {
    name: "movers keep the door free",
    everyDays: 9,
    hours: OFFICE,
    play: (stage) => {
      stage.note("lock_was_opened_by_free_access_button", { lock: 0 });
      stage.goThrough();
    },
  },
  {
    name: "someone holds a card that belongs to nobody any more",
    everyDays: 10,
    hours: ANY_DAYTIME,
    play: (stage) => {
      stage.note("identifiers_without_linkage_to_user_access_denied", {
        identifier_number: digits(stage.random, 7),
        identifier_type: "card",
      });
    },
  },
  {
    name: "the fitter mistypes, then logs in at the panel",
    everyDays: 20,
    hours: OFFICE,
    play: (stage) => {
      stage.note("incorrect_login_gui_settings", stage.random.isLucky(0.5) ? {} : ADMIN);
      stage.wait(4_000, 9_000);
      stage.note("successful_login_gui_settings", ADMIN);
    },
  },
  {
    name: "a program logs in, after a try with an old password",
    everyDays: 15,
    hours: OFFICE,
    play: (stage) => {
      stage.note("incorrect_login_api_call");
      stage.wait(10_000, 30_000);
      stage.note("successful_login_api_call", ADMIN);
    },
  },
];

const ADMIN = { account_type: "admin" };
