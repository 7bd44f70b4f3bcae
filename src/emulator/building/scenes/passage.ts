import type { Stage } from "../stage.ts";

const KEYS = {
  lock: { opened: "door_was_opened", closed: "door_was_closed" },
  sensor: { opened: "door_sensor_was_opened", closed: "door_sensor_was_closed" },
} as const;

/** The door is opened, as its lock or its sensor notes. */
export function openDoor(stage: Stage): void {
  stage.wait(300, 1_800);
  stage.note(KEYS[stage.lock.notedBy].opened);
}

/** The door falls shut. */
export function closeDoor(stage: Stage): void {
  stage.note(KEYS[stage.lock.notedBy].closed);
}

/** Someone walks through a door that is unlocked. */
export function walkThrough(stage: Stage): void {
  openDoor(stage);
  stage.wait(2_500, 9_000);
  closeDoor(stage);
}

/** The model of an event that names its lock at some doors only. */
export function lockIfNamed(stage: Stage): { lock?: number } {
  return stage.door.namesLock ? { lock: stage.lock.number } : {};
}
