import { AppError } from "../event/errors.ts";
import { retryQuarantined } from "../intake/quarantine.ts";
import type { IntakeStore } from "../intake/store.ts";
import { UsageError } from "../usage-error.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { renderTable } from "./table.ts";
import { withStore } from "./with-store.ts";

const IDS = { name: "ID", isMany: true, isOptional: true } as const;

const list: Command = {
  summary: "List what is held, newest first.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const held = await withStore(settings, "expect", (store) =>
      store.listQuarantined(Number.MAX_SAFE_INTEGER),
    );
    const rows = held.map(({ id, panel, what, reason, lastAtMs, times, size }) => [
      String(id),
      panel,
      what,
      `${size}`,
      `${times}`,
      new Date(lastAtMs).toISOString(),
      reason,
    ]);
    const columns = ["ID", "PANEL", "WHAT", "BYTES", "TIMES", "LAST", "WHY"];
    console.log(held.length === 0 ? "The quarantine is empty." : renderTable(columns, rows));
    return 0;
  },
};

const show: Command = {
  summary: "Write the bytes of one to standard output.",
  operands: [{ name: "ID" }],
  settings: ["data"],
  async run(call: Call): Promise<number> {
    const [id = 0] = readIds(call);
    const held = await withStore(call.settings, "expect", (store) => store.findQuarantined(id));
    if (held === undefined) throw new AppError("not_found", notHeld(id));
    process.stdout.write(held.bytes);
    return 0;
  },
};

const retry: Command = {
  summary: "Take in again what can be understood by now.",
  operands: [IDS],
  options: { all: { help: "everything that is held" } },
  settings: ["data"],
  run: (call: Call) =>
    forEachId(call, async (store, id) => {
      const retried = await retryQuarantined(store, id);
      if (retried.is === "kept") return `${id}: kept, ${retried.reason}`;
      const rest = retried.rejected === 0 ? "" : `, ${retried.rejected} put back one by one`;
      return `${id}: taken in, ${retried.added} new${rest}`;
    }),
};

const drop: Command = {
  summary: "Delete for good.",
  operands: [IDS],
  options: { all: { help: "everything that is held" } },
  settings: ["data"],
  run: (call: Call) =>
    forEachId(call, async (store, id) => {
      await store.dropQuarantined(id);
      return `${id}: deleted`;
    }),
};

/** `doorbook quarantine`: what arrived and could not be understood. */
export const quarantine: CommandGroup = {
  summary: "See to what arrived and could not be understood.",
  commands: { list, show, retry, drop },
};

/** Does something with each that a call names, and says what came of it. */
async function forEachId(
  call: Call,
  act: (store: IntakeStore, id: number) => Promise<string>,
): Promise<number> {
  const isAll = call.options.has("all");
  if (isAll && call.operands.length > 0) throw new UsageError(NAME_OR_ALL);
  const named = isAll ? undefined : readIds(call);
  return withStore(call.settings, "expect", async (store) => {
    const ids = named ?? (await store.listQuarantined(Number.MAX_SAFE_INTEGER)).map(({ id }) => id);
    if (ids.length === 0) console.log("The quarantine is empty.");
    let missing = 0;
    for (const id of ids) {
      try {
        console.log(await act(store, id));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "not_found") throw error;
        // the others named are seen to all the same
        console.error(`doorbook: ${notHeld(id)}`);
        missing += 1;
      }
    }
    return missing === 0 ? 0 : 1;
  });
}

function notHeld(id: number): string {
  return `nothing is in quarantine under the ID ${id}: see doorbook quarantine list`;
}

const NAME_OR_ALL = "name the IDs, or --all";

/** The ids that a call names, at least one. @throws UsageError */
function readIds({ operands }: Call): number[] {
  if (operands.length === 0) throw new UsageError(NAME_OR_ALL);
  return operands.map((operand) => {
    if (/^[1-9]\d{0,14}$/.test(operand)) return Number(operand);
    throw new UsageError(`an ID is a number from 1, as the list shows it, not "${operand}"`);
  });
}
