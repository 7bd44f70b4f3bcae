import type { FastifyBaseLogger } from "fastify";

/** How long refusals are gathered into one line. */
const WINDOW_MS = 60_000;

/** Tells the operator of connections that are turned away: the first at once, then one line a minute. */
export function refusalReport(diagnostics: FastifyBaseLogger): (address: string) => void {
  return gathered((address, refused) => {
    diagnostics.warn({ address, refused }, "connections are refused: there are too many");
  });
}

/** The same of TLS handshakes that fail, with the system's word for why the last one did. */
export function handshakeReport(
  diagnostics: FastifyBaseLogger,
): (address: string, code: string) => void {
  let why = "";
  const tell = gathered((address, failed) => {
    diagnostics.warn({ address, failed, why }, "TLS handshakes fail");
  });
  return (address, code) => {
    why = code;
    tell(address);
  };
}

/** Calls with the last address and how many there were: at the first at once, then once a minute. */
function gathered(tell: (address: string, count: number) => void): (address: string) => void {
  let count = 0;
  let isGathering = false;
  const tellNow = (address: string) => {
    isGathering = true;
    tell(address, count);
    count = 0;
    setTimeout(() => {
      isGathering = false;
      if (count > 0) tellNow(address);
    }, WINDOW_MS).unref();
  };
  return (address) => {
    count += 1;
    if (!isGathering) tellNow(address);
  };
}
