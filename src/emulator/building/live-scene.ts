import type { Door } from "./door.ts";
import type { Incident } from "./incident.ts";
import type { Plan } from "./plan-day.ts";
import { type Frequency, PROGRAMME, type Turn } from "./programme.ts";
import { Random } from "../random.ts";
import { Stage } from "./stage.ts";

/** Tells the draws of live scenes from those of days. */
const LIVE = -4;

/** When a live scene begins and which it is. */
export interface Cue {
  /** Unix ms. */
  readonly atMs: number;
  /** The hour it is in the building, 0 to 23. */
  readonly hour: number;
  /** Counts the scenes; the same `nth` at the same hour is the same scene. */
  readonly nth: number;
}

/** A scene that suits the hour: each turn as likely as it is at this hour of a working day. */
export function playLive({ seed, doors, people }: Plan, cue: Cue): readonly Incident[] {
  const random = new Random(seed, LIVE, cue.hour, cue.nth);
  const panel = random.below(doors.length);
  const door = doors[panel];
  const here = people[panel] ?? [];
  if (door === undefined) return [];
  const weights = PROGRAMME.map((turn) => likelihood(turn, door, here.length, cue.hour));
  const turn = PROGRAMME[random.weighted(weights)];
  const stage = new Stage(random, { panel, door, people: here, atMs: cue.atMs, turn: cue.nth });
  turn?.scene(stage);
  return stage.incidents;
}

/** How often the turn is played at the door within the hour of a working day. */
function likelihood({ at, often, hours }: Turn, door: Door, people: number, hour: number): number {
  if (!door.plays.some((role) => at.includes(role))) return 0;
  const ofDay = hours.working.reduce((sum, weight) => sum + weight, 0);
  return (timesADay(often, people) * (hours.working[hour] ?? 0)) / ofDay;
}

function timesADay(often: Frequency, people: number): number {
  if ("everyDays" in often) return 1 / often.everyDays;
  return "perPanel" in often ? often.perPanel : often.perPerson * people;
}
