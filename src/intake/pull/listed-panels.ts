import { PanelClient } from "../../client/panel-client.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelSerial } from "../../event/event.ts";
import { registerPanels } from "../../fleet/register-panels.ts";
import type { SecretKey } from "../../fleet/secret-key.ts";
import type { FleetStore } from "../../fleet/store.ts";

/** A panel that the settings have pulled. */
export interface ListedPanel {
  readonly url: string;
  readonly username: string;
  /** In clear. */
  readonly password: string;
  /** Empty for one that is to be asked for it. */
  readonly serial: PanelSerial;
  /** For people; empty leaves the name that it has. */
  readonly name: string;
  /** Whether a certificate counts that nobody vouches for. */
  readonly takesSelfSigned: boolean;
}

/** What registering them rests on. */
export interface ListedPanelsParts {
  readonly panels: readonly ListedPanel[];
  readonly store: Pick<FleetStore, "find" | "change">;
  readonly secrets: () => SecretKey;
  /** Told what went wrong, with the panel's address. */
  readonly report: (cause: unknown) => void;
}

/** From one asking of a panel for its serial to the next, ms. */
const ASK_MS = 60_000;

/** Has the panels pulled that the settings list: those without a serial once they can be asked for it. */
export class ListedPanels implements AsyncDisposable {
  readonly #parts: ListedPanelsParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void>;
  #isClosing = false;

  constructor(parts: ListedPanelsParts) {
    this.#parts = parts;
    this.#running = this.#register(parts.panels);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Never rejects. */
  async #register(panels: readonly ListedPanel[]): Promise<void> {
    const unknown: ListedPanel[] = [];
    for (const panel of panels) {
      if (this.#isClosing) return;
      try {
        await this.#registerOne(panel);
      } catch (cause) {
        const isAway = cause instanceof PanelError;
        this.#parts.report(isAway ? new Error(`${panel.url}: ${cause.message}`) : cause);
        unknown.push(panel);
      }
    }
    if (unknown.length === 0 || this.#isClosing) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#register(unknown);
    }, ASK_MS);
  }

  async #registerOne(panel: ListedPanel): Promise<void> {
    const { store, secrets } = this.#parts;
    const { name, url, username, password, takesSelfSigned } = panel;
    const serial = panel.serial === "" ? await serialOf(panel) : panel.serial;
    await registerPanels(store, secrets, [
      { serial, name, pull: { url, username, password, takesSelfSigned } },
    ]);
  }
}

async function serialOf(panel: ListedPanel): Promise<PanelSerial> {
  using client = new PanelClient(panel);
  const { serial } = await client.info();
  if (serial !== "" && serial.length <= 128) return serial;
  throw new PanelError("no_panel", "it does not say its serial: give it in the settings");
}
