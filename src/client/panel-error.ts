/**
 * Why a panel could not be asked.
 *
 * - `unreachable`: nothing answers there, or the connection broke.
 * - `timeout`: no whole answer in time.
 * - `certificate`: nobody vouches for its certificate.
 * - `refused`: it refuses the login.
 * - `no_panel`: what answers there has no log as panels have it.
 * - `bad_answer`: an answer that cannot be meant.
 * - `too_long`: an answer past the bound.
 */
export type PanelTrouble =
  "unreachable" | "timeout" | "certificate" | "refused" | "no_panel" | "bad_answer" | "too_long";

/** A panel could not be asked. The message is for people and holds no secret. */
export class PanelError extends Error {
  override readonly name = "PanelError";
  readonly reason: PanelTrouble;

  constructor(reason: PanelTrouble, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}
