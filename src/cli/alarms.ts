import { add, edit, remove } from "./alarms/change.ts";
import { log, replay, test } from "./alarms/send.ts";
import { list, show, templates } from "./alarms/show.ts";
import type { CommandGroup } from "./command.ts";

/** `doorbook alarms`: who is told of what as it comes. */
export const alarms: CommandGroup = {
  summary: "Tell webhooks and e-mail addresses of events as they come.",
  commands: { add, list, show, edit, remove, test, log, replay, templates },
};
