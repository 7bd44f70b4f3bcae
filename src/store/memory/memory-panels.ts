import type { PanelSerial } from "../../event/event.ts";
import type { Panel, PanelStore } from "../../fleet/store.ts";
import { sweep } from "./expiry.ts";
import type { Expiring } from "./expiry.ts";

/** Panels and their push sessions that live as long as the process. */
export class MemoryPanels implements PanelStore {
  readonly #panels = new Map<PanelSerial, Panel>();
  readonly #tokens = new Map<string, Expiring & { readonly serial: PanelSerial }>();

  async listPanels(): Promise<readonly Panel[]> {
    const panels = [...this.#panels.values()];
    return Promise.resolve(panels.toSorted((a, b) => (a.serial < b.serial ? -1 : 1)));
  }

  async findPanel(serial: PanelSerial): Promise<Panel | undefined> {
    return Promise.resolve(this.#panels.get(serial));
  }

  async putPanel(panel: Panel): Promise<void> {
    const addedAtMs = this.#panels.get(panel.serial)?.addedAtMs ?? panel.addedAtMs;
    this.#panels.set(panel.serial, { ...panel, addedAtMs });
    return Promise.resolve();
  }

  async addPanelToken(digest: string, serial: PanelSerial, expiresAtMs: number): Promise<void> {
    this.#tokens.set(digest, { serial, expiresAtMs });
    return Promise.resolve();
  }

  async findPanelToken(digest: string, nowMs: number): Promise<PanelSerial | undefined> {
    const token = this.#tokens.get(digest);
    const isGood = token !== undefined && token.expiresAtMs > nowMs;
    return Promise.resolve(isGood ? token.serial : undefined);
  }

  async sweepPanelTokens(nowMs: number): Promise<number> {
    return Promise.resolve(sweep(this.#tokens, nowMs));
  }
}
