import type { Call } from "../http/connection.ts";
import type { PanelNetwork } from "./panel-network.ts";
import type { PanelTwin } from "./panel-twin.ts";

/** What answering for a panel rests on. */
export interface PanelApiParts {
  readonly network: PanelNetwork;
  readonly isOn: () => boolean;
  /** Opens what answers: of many panels only those that are asked need it. */
  readonly openTwin: () => Promise<PanelTwin>;
}

/** Answers a panel's callers as fast as its network lets it; one that is off or cut off hangs up. */
export class PanelApi {
  readonly #parts: PanelApiParts;
  #twin: Promise<PanelTwin> | undefined;

  constructor(parts: PanelApiParts) {
    this.#parts = parts;
  }

  /** @param call whose path begins at the root of the panel */
  answer(call: Call): void {
    const { network } = this.#parts;
    network.track(call.request.socket);
    if (network.delayMs > 0) setTimeout(() => this.#hand(call), network.delayMs);
    else this.#hand(call);
  }

  /** Ends its sessions; who asks next opens it anew. */
  async close(): Promise<void> {
    const twin = this.#twin;
    this.#twin = undefined;
    await (await twin)?.close();
  }

  #hand(call: Call): void {
    const { isOn, network, openTwin } = this.#parts;
    if (!isOn() || network.isCut) {
      call.request.socket.destroy();
      return;
    }
    this.#twin ??= openTwin();
    this.#twin.then(
      (twin) => twin.answer(call),
      () => call.request.socket.destroy(),
    );
  }
}
