import assert from "node:assert/strict";
import { test } from "node:test";
import type { FleetStore } from "../../src/fleet/store.ts";
import type { MakePlace } from "../support/place.ts";

/** A fleet store that can be closed. */
export type OpenFleet = FleetStore & AsyncDisposable;

/** What is known of panels, sites and owners. */
export function fleetStoreContract(name: string, makePlace: MakePlace<OpenFleet>): void {
  test.describe(`${name} as a fleet store`, () => {
    test("gives back what was put last, by part and id", async () => {
      await using place = await makePlace();
      await using fleet = await place.open();

      await fleet.change("panel", [
        { id: "p2", body: '{"n":1}' },
        { id: "p1", body: '{"n":2}' },
      ]);
      await fleet.change("panel", [{ id: "p2", body: '{"n":3}' }]);
      await fleet.change("site", [{ id: "p1", body: "{}" }]);

      assert.deepEqual(await fleet.list("panel"), [
        { id: "p1", body: '{"n":2}' },
        { id: "p2", body: '{"n":3}' },
      ]);
      assert.equal(await fleet.find("site", "p1"), "{}");
      assert.equal(await fleet.find("site", "p2"), undefined);
      assert.deepEqual(await fleet.list("owner"), []);
    });

    test("lists what begins with a prefix, whatever characters it has", async () => {
      await using place = await makePlace();
      await using fleet = await place.open();
      const ids = ["", "a", "ab", "a%", "a_", "a\u{1F600}", "b", "A"];

      await fleet.change(
        "owner",
        ids.map((id) => ({ id, body: "{}" })),
      );

      const found = (await fleet.list("owner", "a")).map(({ id }) => id);
      assert.deepEqual(new Set(found), new Set(["a", "ab", "a%", "a_", "a\u{1F600}"]));
    });

    test("forgets what goes", async () => {
      await using place = await makePlace();
      await using fleet = await place.open();
      await fleet.change("owner", [{ id: "1", body: "{}" }]);

      await fleet.change("owner", [
        { id: "1", body: undefined },
        { id: "2", body: undefined },
        { id: "3", body: "{}" },
      ]);

      assert.deepEqual(await fleet.list("owner"), [{ id: "3", body: "{}" }]);
    });

    test("counts the changes of each part", async () => {
      await using place = await makePlace();
      await using fleet = await place.open();
      const before = await fleet.version("panel");

      await fleet.change("panel", [{ id: "p1", body: "{}" }]);
      await fleet.change("owner", [{ id: "p1", body: "{}" }]);

      assert.equal(before, 0);
      assert.equal(await fleet.version("panel"), 1);
      await fleet.change("panel", [{ id: "p1", body: undefined }]);
      assert.equal(await fleet.version("panel"), 2);
    });
  });
}
