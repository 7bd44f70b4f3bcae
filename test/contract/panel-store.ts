import assert from "node:assert/strict";
import { test } from "node:test";
import type { Panel, PanelStore } from "../../src/fleet/store.ts";
import type { MakePlace } from "../support/place.ts";

/** A panel store that can be closed. */
export type OpenPanels = PanelStore & AsyncDisposable;

const NOW_MS = 1_760_000_000_000;

/** Which panels there are, and their push sessions. */
export function panelStoreContract(name: string, makePlace: MakePlace<OpenPanels>): void {
  test.describe(`${name} as a panel store`, () => {
    test("gives a panel back as it was put", async () => {
      await using place = await makePlace();
      await using panels = await place.open();

      await panels.putPanel(panel("p1"));
      await panels.putPanel(panel("p2", { linkVerifier: "verifier" }));

      assert.deepEqual(await panels.findPanel("p1"), panel("p1"));
      assert.deepEqual(await panels.findPanel("p2"), panel("p2", { linkVerifier: "verifier" }));
      assert.equal(await panels.findPanel("P1"), undefined);
      assert.equal(await panels.findPanel("p3"), undefined);
    });

    test("putting a panel again replaces its link verifier alone", async () => {
      await using place = await makePlace();
      await using panels = await place.open();
      await panels.putPanel(panel("p1", { linkVerifier: "old" }));

      await panels.putPanel(panel("p1", { linkVerifier: "new", addedAtMs: NOW_MS + 9 }));
      const replaced = await panels.findPanel("p1");
      await panels.putPanel(panel("p1", { linkVerifier: undefined }));

      assert.deepEqual(replaced, panel("p1", { linkVerifier: "new" }));
      assert.deepEqual(await panels.findPanel("p1"), panel("p1"));
      assert.equal((await panels.listPanels()).length, 1);
    });

    test("lists panels by serial", async () => {
      await using place = await makePlace();
      await using panels = await place.open();
      for (const serial of ["b", "10", "a", "Щит", "2", "B"]) await panels.putPanel(panel(serial));

      const serials = (await panels.listPanels()).map(({ serial }) => serial);

      assert.deepEqual(serials, ["10", "2", "B", "a", "b", "Щит"]);
    });

    test("finds the panel that a token is bound to until it expires", async () => {
      await using place = await makePlace();
      await using panels = await place.open();
      await panels.putPanel(panel("p1"));

      await panels.addPanelToken("d1", "p1", NOW_MS);

      assert.equal(await panels.findPanelToken("d1", NOW_MS - 1), "p1");
      assert.equal(await panels.findPanelToken("d1", NOW_MS + 1), undefined);
      assert.equal(await panels.findPanelToken("d2", NOW_MS - 1), undefined);
    });

    test("sweeps what has expired and says how many", async () => {
      await using place = await makePlace();
      await using panels = await place.open();
      await panels.putPanel(panel("p1"));
      await panels.addPanelToken("d1", "p1", NOW_MS - 1);
      await panels.addPanelToken("d2", "p1", NOW_MS + 1);

      const swept = [await panels.sweepPanelTokens(NOW_MS), await panels.sweepPanelTokens(NOW_MS)];

      assert.deepEqual(swept, [1, 0]);
      assert.equal(await panels.findPanelToken("d1", 0), undefined);
      assert.equal(await panels.findPanelToken("d2", 0), "p1");
    });
  });
}

function panel(serial: string, changes: Partial<Panel> = {}): Panel {
  return { serial, linkVerifier: undefined, addedAtMs: NOW_MS, ...changes };
}
