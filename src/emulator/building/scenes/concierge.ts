import type { Stage } from "../stage.ts";
import { lockIfNamed, walkThrough } from "./passage.ts";

/** How a door is opened from afar. */
const REQUESTORS = [
  "web_ui",
  "link_app",
  "link_app",
  "link_server",
  "link_guest_url",
  "api",
] as const;

/** The codes of cleaners and post. */
const MASTER_CODES = ["2580", "09173"] as const;

/** The concierge or a resident opens the door from afar. */
export function openFromAfar(stage: Stage): void {
  const requestor = stage.random.pick(REQUESTORS);
  stage.note("access_granted_by_api_call", { lock: stage.lock.number, requestor });
  walkThrough(stage);
}

/** A remote server, asked by the panel, says yes. */
export function remoteGrants(stage: Stage): void {
  stage.note("access_granted_by_remote_server_api_call", { lock: stage.lock.number });
  walkThrough(stage);
}

/** A remote server, asked by the panel, says no; sometimes it is asked again. */
export function remoteDenies(stage: Stage): void {
  for (let tries = stage.random.between(1, 2); tries > 0; tries--) {
    stage.note("access_denied_by_remote_server_api_call");
    stage.wait(2_000, 9_000);
  }
}

/** The concierge holds the door free for someone with a pram. */
export function freeAccess(stage: Stage): void {
  stage.note("lock_was_opened_by_free_access_button", lockIfNamed(stage));
  walkThrough(stage);
}

/** A cleaner or the post comes in by the master code. */
export function masterCode(stage: Stage): void {
  const code = stage.random.pick(MASTER_CODES);
  stage.note("access_granted_by_master_code", { code, lock: stage.lock.number });
  walkThrough(stage);
}

/** Someone inside calls the panel to see or hear who is there. */
export function callPanel(stage: Stage): void {
  stage.note("incoming_call", { number: stage.someone().callNumber, answered: true });
}
