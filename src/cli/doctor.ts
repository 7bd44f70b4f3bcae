import type { Command } from "./command.ts";
import { notAvailableYet } from "./not-available.ts";

/** `doorbook doctor`: is everything as it should be? */
export const doctor: Command = {
  summary: "Check the log and tell what needs attention.",
  settings: ["data"],
  notes: "Works beside a running server. Exits with 1 when something needs attention.",
  run: async () => notAvailableYet("doctor"),
};
