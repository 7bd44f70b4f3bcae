import type { PanelSerial } from "../../../src/event/event.ts";
import { loginPath } from "../../support/app.ts";
import { PASSWORDS } from "../../support/server-process.ts";

const MAX_SPARE = 100;

/** The tokens that good requests carry. */
export class Sessions {
  readonly readerToken: string;
  readonly #linkTokens: ReadonlyMap<PanelSerial, string>;
  readonly #spare: string[] = [];

  private constructor(readerToken: string, linkTokens: ReadonlyMap<PanelSerial, string>) {
    this.readerToken = readerToken;
    this.#linkTokens = linkTokens;
  }

  /** Logs in a reader and so many panels. */
  static async open(address: string, panels: number): Promise<Sessions> {
    const reader = await fetch(address + loginPath("admin", PASSWORDS.admin));
    const linkTokens = new Map<PanelSerial, string>();
    for (let panel = 0; panel < panels; panel++) {
      const serial = `FZ-${String(panel)}`;
      const body = JSON.stringify({ login: serial, password: PASSWORDS.link });
      const url = `${address}/api/v0/devices/login`;
      linkTokens.set(serial, await tokenOf(await fetch(url, { method: "POST", body })));
    }
    return new Sessions(await tokenOf(reader), linkTokens);
  }

  get panels(): readonly PanelSerial[] {
    return [...this.#linkTokens.keys()];
  }

  linkToken(panel: PanelSerial): string {
    return this.#linkTokens.get(panel) ?? "";
  }

  /** Takes the token of a login to be logged out some time. */
  loggedIn(answer: string): void {
    const { token } = JSON.parse(answer) as { token: string };
    if (this.#spare.length < MAX_SPARE) this.#spare.push(token);
  }

  /** A token that nothing else uses. */
  takeSpareToken(): string | undefined {
    return this.#spare.pop();
  }
}

async function tokenOf(response: Response): Promise<string> {
  const { token } = (await response.json()) as { token: string };
  return token;
}
