import type { EventReader } from "../event/store.ts";
import type { AccountStore } from "./store.ts";

/**
 * Asks the log for what each account sees that has cleared the fleet's, so that a store has it ready
 * before the account asks: above a floor in the middle of ten million events that takes seconds, once
 * after a start.
 *
 * @param isOver asked before each
 * @throws AppError `unavailable`, `damaged`
 */
export async function warmFloors(
  accounts: Pick<AccountStore, "listAccounts" | "listFloors">,
  log: Pick<EventReader, "kinds">,
  isOver: () => boolean,
): Promise<void> {
  for (const { id, scope } of await accounts.listAccounts()) {
    // few panels' events are soon there
    if (scope !== undefined) continue;
    for (const { panel, seq } of await accounts.listFloors(id)) {
      if (isOver()) return;
      if (panel === undefined) await log.kinds({ panels: undefined, floor: seq });
    }
  }
}
