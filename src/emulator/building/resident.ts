import type { IDENTIFIER_TYPES } from "../../event/models.ts";
import { NAME_STOCKS } from "./names.ts";
import type { Random } from "../random.ts";

/** A type of identifier that the panels' page names. */
export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/** Someone who lives in the building, made up. */
export interface Resident {
  readonly name: string;
  /** The apartment's number, such as `47`. */
  readonly apartment: string;
  /** From 2 on: the entrance is on floor 1. */
  readonly floor: number;
  /** Block, entrance, floor and apartment, such as `1-2-5-47` (assumed). */
  readonly address: string;
  /** What a visitor dials for the apartment, decimal digits. */
  readonly callNumber: string;
  /** How a management server knows the resident; `null` where it does not. */
  readonly linkId: string | null;
  /** The numbers of the resident's identifiers. Everyone has a card. */
  readonly identifiers: Readonly<Partial<Record<IdentifierType, string>>> & {
    readonly card: string;
  };
}

/** Where a resident lives. All count from 1. */
export interface Home {
  readonly block: number;
  readonly entrance: number;
  /** Which resident of the entrance; two share an apartment. */
  readonly place: number;
}

const APARTMENTS_PER_FLOOR = 4;

/** What a resident may have beside the card: how likely, and how its number is made. */
const OWNED: readonly {
  readonly type: Exclude<IdentifierType, "card">;
  readonly likely: number;
  readonly number: (random: Random) => string;
}[] = [
  { type: "ukey", likely: 0.35, number: (random) => random.digits(10) },
  { type: "input_code", likely: 0.4, number: (random) => random.digits(random.between(4, 6)) },
  { type: "face_id", likely: 0.35, number: (random) => random.digits(4) },
  { type: "qr", likely: 0.2, number: (random) => random.digits(12) },
  { type: "license_plate", likely: 0.4, number: drawPlate },
];

const PLATE_LETTERS = ["A", "B", "C", "E", "H", "K", "M", "O", "P", "T", "X"] as const;

/** A made-up licence plate, such as `KX4921PL`. */
export function drawPlate(random: Random): string {
  const letter = () => random.pick(PLATE_LETTERS);
  return `${letter()}${letter()}${random.digits(4)}${letter()}${letter()}`;
}

/** The number of a card: seven to ten digits, some with leading zeros, some with twenty digits. */
export function drawCard(random: Random): string {
  const form = random.fraction();
  if (form < 0.2) return random.digits(20);
  if (form < 0.45) return random.digits(7).padStart(10, "0");
  return random.digits(random.between(7, 10));
}

/** A random UUID of version 4. */
function drawUuid(random: Random): string {
  const hex = (count: number) => random.hex(count);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
}

function drawName(random: Random): string {
  const { given, family, between } = random.pick(NAME_STOCKS);
  const [first, last] = [random.pick(given), random.pick(family)];
  return between === null ? last + first : first + between + last;
}

/** @param hasAll whether the resident has an identifier of every type */
function drawIdentifiers(random: Random, hasAll: boolean): Resident["identifiers"] {
  const numbers: Partial<Record<IdentifierType, string>> = {};
  for (const { type, likely, number } of OWNED) {
    if (hasAll || random.isChosen(likely)) numbers[type] = number(random);
  }
  return { ...numbers, card: drawCard(random) };
}

/** The resident of a place; the first of each entrance has an identifier of every type. */
export function drawResident(random: Random, home: Home): Resident {
  const apartment = Math.ceil(home.place / 2);
  // nobody lives on the first, where the entrance is: the lift has somewhere to go
  const floor = Math.ceil(apartment / APARTMENTS_PER_FLOOR) + 1;
  return {
    name: drawName(random),
    apartment: `${apartment}`,
    floor,
    address: `${home.block}-${home.entrance}-${floor}-${apartment}`,
    callNumber: `${home.entrance}${`${apartment}`.padStart(3, "0")}`,
    linkId: random.isChosen(0.3) ? drawUuid(random) : null,
    identifiers: drawIdentifiers(random, home.place === 1),
  };
}
