import type { CommandGroup } from "./command.ts";
import { add } from "./panels/add.ts";
import { check } from "./panels/check.ts";
import { edit } from "./panels/edit.ts";
import { list } from "./panels/list.ts";
import { remove } from "./panels/remove.ts";
import { show } from "./panels/show.ts";
import { statement } from "./panels/statement.ts";
import { test } from "./panels/test.ts";

/** `doorbook panels`: the panels themselves. */
export const panels: CommandGroup = {
  summary: "Say which panels there are, and see how they are.",
  commands: { list, show, add, edit, remove, test, statement, check },
};
