import type { CommandGroup } from "./command.ts";
import { hold } from "./retention/hold.ts";
import { list } from "./retention/list.ts";
import { remove } from "./retention/remove.ts";
import { run } from "./retention/run.ts";
import { set } from "./retention/set.ts";
import { status } from "./retention/status.ts";

/** `doorbook retention`: how long events are kept. */
export const retention: CommandGroup = {
  summary: "Say how long events are kept; all of them for good when nothing is said.",
  commands: { list, status, set, remove, run, hold },
};
