import type { Random } from "../random.ts";

/** Someone who lives behind a panel; who has which identifier differs. */
export interface Resident {
  readonly name: string;
  readonly apartment: string;
  /** The number of a card: 7 digits, or 20, or with zeros in front. */
  readonly card: string;
  readonly ukey: string | undefined;
  readonly code: string | undefined;
  readonly face: string | undefined;
  readonly qr: string | undefined;
  readonly plate: string | undefined;
  /** What a server calls them by; `null` on most panels (spec: the default). */
  readonly linkId: string | null;
}

const GIVEN_NAMES = [
  "Olena", "Taras", "Marta", "Ivan", "Sofia", "Andrii", "Nadia", "Pavlo", "Олена", "Тарас", "Марта",
  "Іван", "Софія", "Андрій", "Надія", "Павло", "Lars", "Ingrid", "Elif", "Emre", "Łucja", "Wojciech",
  "Chloé", "Noé", "Sanne", "Daan", "Lucía", "Íñigo", "Екатерина", "Пётр",
]; // prettier-ignore

const FAMILY_NAMES = [
  "Bondar", "Kravets", "Melnyk", "Sydorenko", "Бондар", "Кравець", "Мельник", "Сидоренко", "Nielsen",
  "Østergaard", "Yıldız", "Kowalska", "Zając", "Lefèvre", "de Vries", "van den Berg", "Núñez", "Ortega",
  "Соколова", "Журавлёв",
]; // prettier-ignore

/** The people behind one panel. @param panel from 0 */
export function makeResidents(random: Random, panel: number, count: number): readonly Resident[] {
  return Array.from({ length: count }, (_, nth) => ({
    name: `${pick(random, GIVEN_NAMES)} ${pick(random, FAMILY_NAMES)}`,
    apartment: String(panel * 40 + Math.floor(nth / 2) + 1),
    card: makeCard(random),
    ukey: perhaps(random, 0.2, () => digits(random, 10)),
    code: perhaps(random, 0.3, () => digits(random, 6)),
    face: perhaps(random, 0.4, () => digits(random, 4)),
    qr: perhaps(random, 0.2, () => digits(random, 12)),
    plate: perhaps(random, 0.3, () => makePlate(random)),
    linkId: random.isLucky(0.1) ? makeUuid(random) : null,
  }));
}

/** One of a few. */
export function pick<T>(random: Random, choices: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = choices[random.integer(0, choices.length - 1)];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}

/** So many digits, the first one not a zero. */
export function digits(random: Random, count: number): string {
  const rest = Array.from({ length: count - 1 }, () => String(random.integer(0, 9)));
  return String(random.integer(1, 9)) + rest.join("");
}

/** Those that look alike in Latin and Cyrillic. */
const PLATE_LETTERS = ["A", "B", "C", "E", "H", "I", "K", "M", "O", "P", "T", "X"] as const;

/** A registration plate. */
export function makePlate(random: Random): string {
  const letter = () => pick(random, PLATE_LETTERS);
  return `${letter()}${letter()}${digits(random, 4)}${letter()}${letter()}`;
}

function makeCard(random: Random): string {
  if (random.isLucky(0.1)) return digits(random, 20);
  return random.isLucky(0.1) ? `00${digits(random, 6)}` : digits(random, 7);
}

function makeUuid(random: Random): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

function perhaps<T>(random: Random, probability: number, make: () => T): T | undefined {
  return random.isLucky(probability) ? make() : undefined;
}
