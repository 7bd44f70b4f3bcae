import { forgetPanel } from "../../fleet/administer.ts";
import type { Call, Command } from "../command.ts";
import { withStore } from "../with-store.ts";
import { knownPanel } from "../../fleet/known-panels.ts";
import { SERIAL, unknownPanel } from "./serial.ts";

/** `doorbook panels remove`: forgets what is said of a panel; its events stay. */
export const remove: Command = {
  summary: "Forget a panel's profile, how far it was read and how it is; its events stay.",
  operands: [SERIAL],
  settings: ["data"],
  run: ({ settings, operands: [serial = ""] }: Call) =>
    withStore(settings, "expect", async (store) => {
      const panel = await knownPanel(store, serial);
      if (panel === undefined) throw unknownPanel(serial);
      const shown = JSON.stringify(serial);
      const parts = { fleet: store.fleet, log: store, now: Date.now };
      const isForgotten = await forgetPanel(parts, serial);
      console.log(
        isForgotten
          ? `Removed the panel ${shown}. Its events stay in the log.`
          : `Nothing was said of the panel ${shown}. Its events stay in the log.`,
      );
      if (panel.heardSinceMs !== undefined) {
        console.log(
          "It was heard of, so it stays in the list; what it sends is taken in as before.",
        );
      }
      return 0;
    }),
};
