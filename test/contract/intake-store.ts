import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventStore } from "../../src/event/store.ts";
import { QUARANTINED_COST_BYTES } from "../../src/intake/store.ts";
import type { IntakeStore, Rejected } from "../../src/intake/store.ts";
import { eventsInARow } from "../support/events.ts";
import type { Place } from "../support/place.ts";

/** A log with its quarantine. */
export interface Intake extends AsyncDisposable {
  readonly log: EventStore;
  readonly intake: IntakeStore;
}

/** @param maxBytes how much the quarantine takes */
export type MakeIntakePlace = (maxBytes: number) => Promise<Place<Intake>>;

const MEGABYTE = 1_000_000;

/** What comes into the log, and what could not be understood. */
export function intakeStoreContract(name: string, makePlace: MakeIntakePlace): void {
  test.describe(`${name} as an intake store`, () => {
    takeContract(makePlace);
    bodyContract(makePlace);
    listContract(makePlace);
    boundContract(makePlace);
  });
}

function takeContract(makePlace: MakeIntakePlace): void {
  test("stores the events of a delivery and keeps the rest with its bytes", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { log, intake } = opened;
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

    const { added } = await intake.take("p1", eventsInARow(3), [{ reason: "no time", bytes }]);

    assert.equal(added, 3);
    assert.equal(await log.head(), 3);
    const [head] = await intake.listQuarantined(10);
    assert.ok(head);
    const { firstAtMs, lastAtMs, ...rest } = head;
    assert.deepEqual(rest, {
      id: head.id,
      panel: "p1",
      what: "event",
      reason: "no time",
      times: 1,
      size: 256,
    });
    assert.ok(firstAtMs > 0);
    assert.equal(lastAtMs, firstAtMs);
    const found = await intake.findQuarantined(head.id);
    assert.deepEqual(found && new Uint8Array(found.bytes), bytes);
    assert.equal(found?.reason, "no time");
  });

  test("a delivery again adds nothing and counts what it holds aside", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { log, intake } = opened;
    const bad = rejected("not an event");

    const added: number[] = [];
    for (let times = 0; times < 4; times++) {
      added.push((await intake.take("p1", eventsInARow(3), [bad])).added);
    }

    assert.deepEqual(added, [3, 0, 0, 0]);
    assert.equal(await log.head(), 3);
    const heads = await intake.listQuarantined(10);
    assert.deepEqual(
      heads.map(({ times }) => times),
      [4],
    );
    assert.ok(heads.every(({ firstAtMs, lastAtMs }) => firstAtMs <= lastAtMs));
    assert.equal((await intake.quarantineState()).count, 1);
  });

  test("the same bytes of two panels are two", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    await intake.take("p1", [], [rejected("x")]);
    await intake.take("p2", [], [rejected("x")]);

    assert.equal((await intake.quarantineState()).count, 2);
  });

  test("the same bytes twice in one delivery are one, seen twice", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    await intake.take("p1", [], [rejected("x"), rejected("y"), rejected("x")]);

    const heads = await intake.listQuarantined(10);
    assert.deepEqual(
      heads.map(({ times }) => times).toSorted((a, b) => a - b),
      [1, 2],
    );
  });

  test("takes a delivery of which nothing could be understood, and one of nothing", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { log, intake } = opened;

    const onlyBad = await intake.take("p1", [], [rejected("")]);
    const nothing = await intake.take("p1", [], []);

    assert.deepEqual([onlyBad.added, nothing.added], [0, 0]);
    assert.equal(await log.head(), 0);
    assert.equal((await intake.quarantineState()).count, 1);
  });

  test("what comes by take and by append is told apart no more", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { log, intake } = opened;

    await log.append("p1", eventsInARow(5));
    const taken = await intake.take("p1", eventsInARow(6), []);

    assert.equal(taken.added, 1);
  });

  test("refuses a delivery that breaks a bound", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { log, intake } = opened;

    const taking = intake.take("p1", eventsInARow(2, { key: "" }), []);

    await assert.rejects(taking, { name: "AppError", code: "invalid" });
    assert.equal(await log.head(), 0);
  });
}

function bodyContract(makePlace: MakeIntakePlace): void {
  test("counts how often a panel sends the same unreadable body", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    const times: number[] = [];
    for (const [panel, body] of [
      ["p1", "{"],
      ["p1", "{"],
      ["p2", "{"],
      ["p1", "["],
      ["p1", "{"],
    ] as const) {
      times.push(await intake.quarantineBody(panel, rejected(body)));
    }

    assert.deepEqual(times, [1, 2, 1, 1, 3]);
    const heads = await intake.listQuarantined(10);
    assert.equal(heads.length, 3);
    assert.ok(heads.every(({ what }) => what === "body"));
  });

  test("counts bodies that come at once", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    const times = await Promise.all(
      Array.from({ length: 10 }, () => intake.quarantineBody("p1", rejected("{"))),
    );

    assert.deepEqual(
      times.toSorted((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
  });

  test("an event and a body of the same bytes are two", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    await intake.take("p1", [], [rejected("{")]);
    const times = await intake.quarantineBody("p1", rejected("{"));

    assert.equal(times, 1);
    assert.equal((await intake.quarantineState()).count, 2);
  });
}

function listContract(makePlace: MakeIntakePlace): void {
  test("lists what was quarantined newest first, no more than asked", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;
    for (const body of ["a", "bb", "ccc"]) await intake.quarantineBody("p1", rejected(body));

    const all = await intake.listQuarantined(10);
    const two = await intake.listQuarantined(2);

    assert.deepEqual(
      all.map(({ size }) => size),
      [3, 2, 1],
    );
    assert.deepEqual(two, all.slice(0, 2));
    assert.ok(all.every((head) => !("bytes" in head)));
    assert.deepEqual(await intake.listQuarantined(0), []);
  });

  test("drops one; its number is not given again", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;
    await intake.quarantineBody("p1", rejected("a"));
    await intake.quarantineBody("p1", rejected("bb"));
    const [newest, oldest] = await intake.listQuarantined(2);
    assert.ok(newest && oldest);

    await intake.dropQuarantined(newest.id);

    assert.equal(await intake.findQuarantined(newest.id), undefined);
    const left = await intake.listQuarantined(10);
    assert.deepEqual(left, [oldest]);
    const { count, bytes } = await intake.quarantineState();
    assert.deepEqual([count, bytes], [1, 301]);
    assert.equal(await intake.quarantineBody("p1", rejected("bb")), 1);
    const [again] = await intake.listQuarantined(1);
    assert.ok(again && again.id > newest.id);
  });

  test("says not_found of what it does not hold", async () => {
    await using place = await makePlace(MEGABYTE);
    await using opened = await place.open();
    const { intake } = opened;

    assert.equal(await intake.findQuarantined(1), undefined);
    await assert.rejects(intake.dropQuarantined(1), { name: "AppError", code: "not_found" });
  });
}

function boundContract(makePlace: MakeIntakePlace): void {
  test("says how full the quarantine is", async () => {
    await using place = await makePlace(2_000);
    await using opened = await place.open();
    const { intake } = opened;

    const empty = await intake.quarantineState();
    await intake.quarantineBody("p1", rejected("x".repeat(300)));
    await intake.take("p1", [], [rejected("x".repeat(200)), rejected("y")]);

    assert.deepEqual(empty, { count: 0, bytes: 0, maxBytes: 2_000 });
    assert.deepEqual(await intake.quarantineState(), { count: 3, bytes: 1_401, maxBytes: 2_000 });
  });

  test("a full quarantine refuses the whole delivery before anything is stored", async () => {
    await using place = await makePlace(room(1_000, 3));
    await using opened = await place.open();
    const { log, intake } = opened;
    await intake.take("p1", [], [rejected("x".repeat(900))]);

    const tooMuch = [rejected("y".repeat(60)), rejected("z".repeat(60))];
    const full = { name: "AppError", code: "quarantine_full" };
    await assert.rejects(intake.take("p1", eventsInARow(3), tooMuch), full);
    await assert.rejects(intake.quarantineBody("p1", rejected("b".repeat(1_000))), full);

    assert.equal(await log.head(), 0);
    assert.equal((await intake.quarantineState()).count, 1);
  });

  test("a full quarantine refuses a delivery of 20,000 events before anything is stored", async () => {
    await using place = await makePlace(room(1_000, 2));
    await using opened = await place.open();
    const { log, intake } = opened;

    const taking = intake.take("p1", eventsInARow(20_000), [
      rejected("fits"),
      rejected("y".repeat(1_000)),
    ]);

    await assert.rejects(taking, { name: "AppError", code: "quarantine_full" });
    assert.equal(await log.head(), 0);
    assert.equal((await intake.quarantineState()).count, 0);
  });

  test("a full quarantine still counts what it holds, and takes events without rejects", async () => {
    await using place = await makePlace(room(100, 2));
    await using opened = await place.open();
    const { intake } = opened;
    const body = rejected("x".repeat(60));
    await intake.quarantineBody("p1", body);
    await intake.take("p1", [], [rejected("y".repeat(40))]);

    const times = await intake.quarantineBody("p1", body);
    const known = await intake.take("p1", eventsInARow(2), [rejected("y".repeat(40))]);
    const clean = await intake.take("p1", eventsInARow(3), []);

    assert.deepEqual([times, known.added, clean.added], [2, 2, 1]);
  });

  test("a quarantine of 100,000 bytes is full with 330 events of three bytes", async () => {
    await using place = await makePlace(100_000);
    await using opened = await place.open();
    const { intake } = opened;
    const events = Array.from({ length: 330 }, (_, i) => rejected(String(i).padStart(3, "0")));

    await intake.take("p1", [], events);
    const one = intake.take("p1", [], [rejected("331")]);

    await assert.rejects(one, { name: "AppError", code: "quarantine_full" });
    assert.equal((await intake.quarantineState()).count, 330);
  });

  test("there is room again when something is dropped", async () => {
    await using place = await makePlace(room(100, 1));
    await using opened = await place.open();
    const { intake } = opened;
    await intake.quarantineBody("p1", rejected("x".repeat(100)));
    const [head] = await intake.listQuarantined(1);
    assert.ok(head);
    await assert.rejects(intake.take("p1", eventsInARow(1), [rejected("y")]));

    await intake.dropQuarantined(head.id);

    assert.equal((await intake.take("p1", eventsInARow(1), [rejected("y")])).added, 1);
  });
}

/** Bounds a quarantine to so many bytes in so many things. */
function room(bytes: number, count: number): number {
  return bytes + count * QUARANTINED_COST_BYTES;
}

function rejected(text: string): Rejected {
  return { reason: "cannot be understood", bytes: new TextEncoder().encode(text) };
}
