import type { PanelError } from "../../client/panel-error.ts";
import { AppError } from "../../event/errors.ts";

/** What an operator can do when a panel cannot be asked, by why. */
export const PANEL_ADVICE: Readonly<Record<PanelError["reason"], string>> = {
  unreachable: "check its address, its power and the network between",
  timeout: "it is busy, or something between swallows the call: try again, then check the network",
  certificate: "give it a certificate that this machine trusts, or take its own with --self-signed",
  refused:
    "check username and password on its web page; after a few wrong ones it shuts this machine out, so wait some minutes",
  no_panel: "something else answers there: check the address and the port",
  bad_answer: "doorbook panels check URL tells in what it differs",
  too_long: "doorbook panels check URL tells in what it differs",
};

/** What went wrong with what to do, for people. */
export function explainPanelError(url: string, error: PanelError): AppError {
  const message = `${url}: ${error.message}: ${PANEL_ADVICE[error.reason]}`;
  return new AppError("unavailable", message, { cause: error });
}
