import { AppError } from "../event/errors.ts";
import { parseOwner, renderOwner } from "../fleet/owner.ts";
import type { ReadOwners } from "../fleet/read-owners.ts";
import type { FleetChange, FleetStore } from "../fleet/store.ts";
import { text } from "../setting-kinds.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { countWords, inThousands } from "./panels/state-words.ts";
import { readOwnersFile } from "./read-owners-file.ts";
import { renderTable } from "./table.ts";
import { tellOf } from "./tell-of.ts";
import { withStore } from "./with-store.ts";

/** How many owners are written at once. */
const AT_ONCE = 10_000;

/** How many repeated numbers are named. */
const SHOWN_REPEATED = 10;

const NUMBER = text("", "the owner of this identifier alone");

const importOwners: Command = {
  summary: "Take in owners' names from a file of comma-separated values.",
  operands: [{ name: "FILE.csv" }],
  options: { "dry-run": { help: "say what would change, and change nothing" } },
  settings: ["data"],
  notes: [
    "The first line names the columns: number, name and perhaps apartment, in any order, with",
    "commas or semicolons between. The text is UTF-8. Owners that the file does not name stay.",
    "The names are shown when events are read; the log itself never changes.",
  ].join("\n"),
  async run({ settings, operands: [path = ""], options }: Call): Promise<number> {
    const read = await readOwnersFile(path);
    const isDry = options.get("dry-run") === "true";
    const { added, changed, changes } = await withStore(settings, "make", async (store) => {
      const plan = await planImport(store.fleet, read);
      if (isDry || plan.changes.length === 0) return plan;
      await write(store.fleet, plan.changes);
      const { added, changed } = plan;
      await tellOf(store, "doorbook_owners_imported", { added, changed });
      return plan;
    });
    sayRepeated(read);
    if (read.ignored.length > 0) console.log(`Columns passed over: ${read.ignored.join(", ")}`);
    const same = read.owners.length - changes.length;
    console.log(
      `${isDry ? "Would take in" : "Took in"} ${countWords(read.owners.length, "owner")}: ` +
        `${inThousands(added)} new, ${inThousands(changed)} changed, ${inThousands(same)} as before.`,
    );
    return 0;
  },
};

const list: Command = {
  summary: "List the owners of identifiers, by number.",
  options: { number: { help: NUMBER.help, value: NUMBER } },
  settings: ["data"],
  async run({ settings, options }: Call): Promise<number> {
    const number = options.get("number");
    const owners = await withStore(settings, "expect", async ({ fleet }) => {
      if (number === undefined) return fleet.list("owner");
      const body = await fleet.find("owner", number);
      return body === undefined ? [] : [{ id: number, body }];
    });
    if (owners.length === 0 && number !== undefined) {
      throw new AppError("not_found", `nobody is known to own ${JSON.stringify(number)}`);
    }
    const rows = owners.map(({ id, body }) => {
      const { name, apartment } = parseOwner(id, body);
      return [id, name, apartment];
    });
    const columns = ["NUMBER", "NAME", "APARTMENT"];
    console.log(rows.length === 0 ? "There are no owners." : renderTable(columns, rows));
    return 0;
  },
};

const clear: Command = {
  summary: "Forget all owners' names.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const count = await withStore(settings, "expect", async (store) => {
      const owners = await store.fleet.list("owner");
      const count = owners.length;
      if (count === 0) return count;
      await write(
        store.fleet,
        owners.map(({ id }) => ({ id, body: undefined })),
      );
      await tellOf(store, "doorbook_owners_cleared", { count });
      return count;
    });
    console.log(`Forgot ${countWords(count, "owner")}. What panels sent of them stays in the log.`);
    return 0;
  },
};

/** `doorbook owners`: to whom identifiers belong. */
export const owners: CommandGroup = {
  summary: "Name the owners of identifiers.",
  commands: { import: importOwners, list, clear },
};

interface Plan {
  readonly added: number;
  readonly changed: number;
  readonly changes: readonly FleetChange[];
}

async function planImport(fleet: FleetStore, { owners }: ReadOwners): Promise<Plan> {
  const before = new Map((await fleet.list("owner")).map(({ id, body }) => [id, body]));
  const changes = owners
    .map((owner) => ({ id: owner.number, body: renderOwner(owner) }))
    .filter(({ id, body }) => before.get(id) !== body);
  const changed = changes.filter(({ id }) => before.has(id)).length;
  return { added: changes.length - changed, changed, changes };
}

async function write(fleet: FleetStore, changes: readonly FleetChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += AT_ONCE) {
    await fleet.change("owner", changes.slice(at, at + AT_ONCE));
  }
}

function sayRepeated({ repeated }: ReadOwners): void {
  for (const { number, line } of repeated.slice(0, SHOWN_REPEATED)) {
    console.log(
      `line ${line}: a later line names ${JSON.stringify(number)} again; the last one counts`,
    );
  }
  const rest = repeated.length - SHOWN_REPEATED;
  if (rest > 0) console.log(`and ${inThousands(rest)} more that a later line names again`);
}
