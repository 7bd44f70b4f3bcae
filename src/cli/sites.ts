import { AppError } from "../event/errors.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import { isZone, parseSite, renderSite } from "../fleet/site.ts";
import { text } from "../setting-kinds.ts";
import type { SettingDefinition } from "../setting-kinds.ts";
import { UsageError } from "../usage-error.ts";
import { optionValue } from "./arguments.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { knownPanels } from "../fleet/known-panels.ts";
import { renderTable } from "./table.ts";
import { tellOf } from "./tell-of.ts";
import { withStore } from "./with-store.ts";

const NAME = { name: "NAME" } as const;

const ZONE: SettingDefinition<string> = {
  ...text("", "time zone that its days begin in, as Europe/Kyiv"),
  placeholder: "ZONE",
  expected: "a time zone, as Europe/Kyiv",
  parse: (raw) => (typeof raw === "string" && isZone(raw) ? raw : undefined),
};

const list: Command = {
  summary: "List the sites.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const rows = await withStore(settings, "expect", async (store) => {
      const panels = await knownPanels(store);
      return (await store.fleet.list("site")).map(({ id, body }) => [
        id,
        parseSite(id, body).zone,
        String(panels.filter(({ profile }) => profile.site === id).length),
      ]);
    });
    console.log(
      rows.length === 0 ? "There are no sites." : renderTable(["NAME", "ZONE", "PANELS"], rows),
    );
    return 0;
  },
};

const set: Command = {
  summary: "Add a site, or give it another time zone.",
  operands: [NAME],
  options: { zone: { help: ZONE.help, value: ZONE, isNeeded: true } },
  settings: ["data"],
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    if (name === "" || name.length > MAX_NAME_CHARACTERS || /\p{Cc}/u.test(name)) {
      throw new UsageError(`NAME must be one line of 1 to ${MAX_NAME_CHARACTERS} characters`);
    }
    const zone = optionValue(options, "zone", ZONE);
    await withStore(settings, "make", async (store) => {
      const body = renderSite({ name, zone });
      if ((await store.fleet.find("site", name)) === body) return;
      await store.fleet.change("site", [{ id: name, body }]);
      await tellOf(store, "doorbook_site_changed", { site: name, zone });
    });
    console.log(`The site ${JSON.stringify(name)} goes by the time of ${zone}.`);
    return 0;
  },
};

const remove: Command = {
  summary: "Forget a site's time zone; its panels and their events stay.",
  operands: [NAME],
  settings: ["data"],
  run: ({ settings, operands: [name = ""] }: Call) =>
    withStore(settings, "expect", async (store) => {
      const shown = JSON.stringify(name);
      if ((await store.fleet.find("site", name)) === undefined) {
        throw new AppError("not_found", `there is no site ${shown}: see doorbook sites list`);
      }
      await store.fleet.change("site", [{ id: name, body: undefined }]);
      await tellOf(store, "doorbook_site_removed", { site: name });
      console.log(`Removed the site ${shown}.`);
      const left = (await knownPanels(store)).filter(({ profile }) => profile.site === name);
      if (left.length > 0) {
        const names = left.map(({ profile }) => profile.serial).join(", ");
        console.log(`Panels that name it, whose days begin as in UTC from now on: ${names}`);
      }
      return 0;
    }),
};

/** `doorbook sites`: the places with panels. */
export const sites: CommandGroup = {
  summary: "Say in which time zones the places with panels are.",
  commands: { list, set, remove },
};
