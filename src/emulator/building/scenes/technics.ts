import type { Stage } from "../stage.ts";
import { closeDoor, lockIfNamed, openDoor } from "./passage.ts";

/** The panel loses its telephone exchange, now and then twice. */
export function loseSip(stage: Stage): void {
  for (let times = stage.random.between(1, 2); times > 0; times--) {
    stage.note("sip_registration_lost");
    stage.wait(20_000, 40_000);
  }
}

/** The panel restarts by itself. */
export function reboot(stage: Stage): void {
  stage.note("device_booted");
}

/** Someone takes the panel off the wall, or bumps into it. */
export function tamper(stage: Stage): void {
  stage.note("tamper_event");
}

/** Someone carries furniture: the door stays open longer than it may. */
export function holdOpen(stage: Stage): void {
  stage.note("lock_was_opened_by_exit_btn", lockIfNamed(stage));
  openDoor(stage);
  const seconds = stage.random.pick([20, 30, 45]);
  stage.wait(seconds * 1_000, seconds * 1_000);
  stage.note("door_was_not_closed_too_long", { lock_opened_time: seconds });
  stage.wait(2_000, 30_000);
  closeDoor(stage);
}

/** An installer opens the panel's settings at its screen and mistypes first. */
export function installerLogin(stage: Stage): void {
  const account = { account_type: stage.random.pick(["admin", "manager"]) };
  for (let tries = stage.random.between(1, 2); tries > 0; tries--) {
    stage.note("incorrect_login_gui_settings", stage.random.isChosen(0.5) ? account : {});
    stage.wait(5_000, 15_000);
  }
  stage.note("successful_login_gui_settings", account);
}

/** A program that reads the panel logs in. */
export function programLogin(stage: Stage): void {
  stage.note("successful_login_api_call", { account_type: "admin" });
}

/** A program with an old password: three times refused. */
export function programRefused(stage: Stage): void {
  const model = stage.random.isChosen(0.5) ? { account_type: "admin" } : {};
  for (let tries = 3; tries > 0; tries--) {
    stage.note("incorrect_login_api_call", model);
    stage.wait(9_900, 10_100);
  }
}

/** The fire drill opens the door, and people walk out past it. */
export function fireDrill(stage: Stage): void {
  stage.note("emergency_lock_is_opened", lockIfNamed(stage));
  openDoor(stage);
  stage.wait(25_000, 70_000);
  closeDoor(stage);
}
