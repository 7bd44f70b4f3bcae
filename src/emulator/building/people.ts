import { BLOCK, blockOf, type Door, entranceAt } from "./door.ts";
import { Random } from "../random.ts";
import { drawResident, type Resident } from "./resident.ts";

/** Tells the draws of residents from those of days. */
const PEOPLE = -3;

/**
 * Who passes each door, by panel: at an entrance those who live there, elsewhere all of its block. A
 * block has `residentsPerPanel` residents for each of its panels, spread over its entrances.
 */
export function peopleOf(
  seed: number,
  doors: readonly Door[],
  residentsPerPanel: number,
): readonly (readonly Resident[])[] {
  const people: (readonly Resident[])[] = [];
  for (let first = 0; first < doors.length; first += BLOCK.length) {
    const block = doors.slice(first, first + BLOCK.length);
    const count = block.length * residentsPerPanel;
    const homes = settle(new Random(seed, PEOPLE, first), block, blockOf(first) + 1, count);
    const all = [...homes.values()].flat();
    people.push(...block.map((_, place) => homes.get(place) ?? all));
  }
  return people;
}

/** The residents of a block by the place of their entrance in it. */
function settle(
  random: Random,
  doors: readonly Door[],
  block: number,
  count: number,
): ReadonlyMap<number, readonly Resident[]> {
  const entrances = doors.flatMap(({ role }, place) => (role === "entrance" ? [place] : []));
  return new Map(
    entrances.map((place, nth) => {
      const least = Math.floor(count / entrances.length);
      const here = least + (nth < count % entrances.length ? 1 : 0);
      const entrance = entranceAt(place) + 1;
      const homes = Array.from({ length: here }, (_, index) => ({
        block,
        entrance,
        place: index + 1,
      }));
      return [place, homes.map((home) => drawResident(random, home))];
    }),
  );
}
