import type { Call, Command } from "../command.ts";
import { renderTable } from "../table.ts";
import { withStore } from "../with-store.ts";
import { knownPanels } from "../../fleet/known-panels.ts";
import { PANEL_COLUMNS, panelJson, panelRow } from "./render-panel.ts";

/** `doorbook panels list`: which panels there are, and how each is. */
export const list: Command = {
  summary: "List the panels and how each is.",
  options: { json: { help: "as JSON, for programs" } },
  settings: ["data"],
  async run({ settings, options }: Call): Promise<number> {
    const panels = await withStore(settings, "expect", knownPanels);
    if (options.get("json") === "true") {
      console.log(JSON.stringify(panels.map(panelJson), undefined, 2));
    } else if (panels.length === 0) {
      console.log("There are no panels: see doorbook panels add --help");
    } else {
      console.log(renderTable(PANEL_COLUMNS, panels.map(panelRow)));
    }
    return 0;
  },
};
