import type { Call, Command } from "../command.ts";
import { renderPairs } from "../table.ts";
import { withStore } from "../with-store.ts";
import { knownPanel } from "../../fleet/known-panels.ts";
import { panelJson, panelLines } from "./render-panel.ts";
import { SERIAL, unknownPanel } from "./serial.ts";

/** `doorbook panels show`: all that is known of one panel, but no secret. */
export const show: Command = {
  summary: "Show all that is known of a panel, but its password.",
  operands: [SERIAL],
  options: { json: { help: "as JSON, for programs" } },
  settings: ["data"],
  async run({ settings, operands: [serial = ""], options }: Call): Promise<number> {
    const panel = await withStore(settings, "expect", (store) => knownPanel(store, serial));
    if (panel === undefined) throw unknownPanel(serial);
    console.log(
      options.get("json") === "true"
        ? JSON.stringify(panelJson(panel), undefined, 2)
        : renderPairs(panelLines(panel)),
    );
    return 0;
  },
};
