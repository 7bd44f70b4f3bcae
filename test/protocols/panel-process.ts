import { after } from "node:test";
import { EmulatorProcess } from "../support/emulator-process.ts";
import type { ToldEvent } from "../support/emulator-process.ts";
import { PASSWORDS } from "../support/server-process.ts";

/** The link password of every emulated panel here. */
export const LINK_PASSWORD: string = PASSWORDS.link;

/** The password of its API's account `admin`. */
export const PANEL_PASSWORD: string = PASSWORDS.admin;

/** So many panels without quirks are in one process: each test has one of its own. */
const SHARED = 60;

let shared: Promise<EmulatorProcess> | undefined;
let taken = 0;

after(async () => {
  await (await shared)?.stop();
});

/** An emulated panel in another process: all that is known of it is what it says. */
export class PanelProcess implements AsyncDisposable {
  readonly serial: string;
  readonly #emulator: EmulatorProcess;
  readonly #isShared: boolean;

  private constructor(emulator: EmulatorProcess, serial: string, isShared: boolean) {
    this.#emulator = emulator;
    this.serial = serial;
    this.#isShared = isShared;
  }

  /** A panel without quirks or a history, which tries again after a second and gives heartbeats each second. */
  static async take(): Promise<PanelProcess> {
    const args = ["--still", "--panels", String(SHARED), "--heartbeat-seconds", "1"];
    shared ??= EmulatorProcess.start([...args, "--retry-seconds", "1"]);
    taken += 1;
    if (taken > SHARED) throw new Error("no panel is left");
    return new PanelProcess(await shared, `EMU-${String(taken).padStart(4, "0")}`, true);
  }

  /** A panel in a process of its own. @param args beside `--still`: nobody comes or goes */
  static async start(...args: readonly string[]): Promise<PanelProcess> {
    const emulator = await EmulatorProcess.start(["--still", "--panels", "1", ...args]);
    return new PanelProcess(emulator, "EMU-0001", false);
  }

  get url(): string {
    return `${this.#emulator.url}/panels/${this.serial}`;
  }

  /** Does something to it. */
  async act(word: string, members: object = {}): Promise<void> {
    await this.#emulator.act(this.serial, word, members);
  }

  /** Notes so many events that differ in a number, one after the other. */
  async note(count: number, from = 0): Promise<void> {
    for (let nth = from; nth < from + count; nth++) {
      await this.act("events", { key: "door_was_opened", model: { nth } });
    }
  }

  async happened(): Promise<readonly ToldEvent[]> {
    return (await this.#emulator.happened()).filter(({ panel }) => panel === this.serial);
  }

  /** How many events are not acknowledged. */
  async pending(): Promise<number> {
    const { panels } = await this.#emulator.tell();
    return panels.find(({ serial }) => serial === this.serial)?.pending ?? 0;
  }

  /** A call of its API, with the account's name and password. */
  async call(path: string, method = "GET", body?: string): Promise<Response> {
    const login = Buffer.from(`admin:${PANEL_PASSWORD}`).toString("base64");
    const headers = { authorization: `Basic ${login}` };
    return fetch(`${this.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  }

  async json(path: string, method = "GET", body?: string): Promise<unknown> {
    return (await this.call(path, method, body)).json();
  }

  /** The events that its API shows. @param search the question, as it stands in the URL */
  async log(search = "limit=50"): Promise<readonly ShownByPanel[]> {
    const { list_items: events } = (await this.json(`/api/v1/log/items?${search}`)) as {
      list_items: ShownByPanel[];
    };
    return events;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // one that goes on calling would disturb who comes next
    if (this.#isShared) await this.act("link");
    else await this.#emulator.stop();
  }
}

/** An event as the panel's API shows it. */
export interface ShownByPanel {
  readonly timestamp: number;
  readonly category: string;
  readonly priority: string;
  readonly name: { readonly key: string; readonly text: string };
  readonly info: { readonly text: string; readonly model: Readonly<Record<string, unknown>> };
}
