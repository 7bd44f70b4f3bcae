import type { FastifyBaseLogger } from "fastify";

/** How long refusals are gathered into one line. */
const WINDOW_MS = 60_000;

/** Tells the operator of connections that are turned away: the first at once, then one line a minute. */
export function refusalReport(diagnostics: FastifyBaseLogger): (address: string) => void {
  let refused = 0;
  let isGathering = false;
  const tell = (address: string) => {
    isGathering = true;
    diagnostics.warn({ address, refused }, "connections are refused: there are too many");
    refused = 0;
    setTimeout(() => {
      isGathering = false;
      if (refused > 0) tell(address);
    }, WINDOW_MS).unref();
  };
  return (address) => {
    refused += 1;
    if (!isGathering) tell(address);
  };
}
