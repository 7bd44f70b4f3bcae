import { Accounts } from "../../src/accounts/accounts.ts";
import { Floors } from "../../src/accounts/floors.ts";
import { CredentialMemory } from "../../src/accounts/credential-memory.ts";
import { LoginThrottle } from "../../src/accounts/login-throttle.ts";
import { md5Hex, verifyPassword } from "../../src/accounts/password.ts";
import { PasswordGuesses } from "../../src/accounts/password-guesses.ts";
import type { PanelStore } from "../../src/fleet/store.ts";
import { LinkSessions } from "../../src/fleet/link-sessions.ts";
import { openHttpApp } from "../../src/http/app.ts";
import { openDiagnostics } from "../../src/http/diagnostics.ts";
import type { HttpLimits } from "../../src/http/limits.ts";
import type { Certificate } from "../../src/http/tls/certificate.ts";
import { TrustedProxies } from "../../src/http/trusted-proxies.ts";
import { stripPushPrefix } from "../../src/http/push-prefix.ts";
import { pushRoutes } from "../../src/http/routes/push.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";

/** The link password of every test's server. */
export const LINK_PASSWORD = "open the gate";

/** What a test's sessions or server have of their own. */
export interface PushOverrides {
  readonly password?: string | undefined;
  readonly adopts?: boolean;
  readonly tokenHours?: number;
  readonly quarantineMaxBytes?: number;
  /** Our clock; the machine's when absent. */
  readonly now?: () => number;
  /** What callers may take, where it is not the default. */
  readonly limits?: Partial<HttpLimits>;
  /** What it shows, where it speaks HTTPS. */
  readonly certificate?: Certificate;
  /** The proxies that it believes. */
  readonly trustProxy?: readonly string[];
}

/** Push sessions with the throttle, the memory and the passwords of the product. */
export function openSessions(store: PanelStore, overrides: PushOverrides = {}): LinkSessions {
  const { adopts = true, tokenHours = 2, now = Date.now } = overrides;
  return LinkSessions.open({
    store,
    password: "password" in overrides ? overrides.password : LINK_PASSWORD,
    adopts,
    tokenHours,
    now,
    verify: async (password, verifier) => verifyPassword(md5Hex(password), verifier),
    throttle: new LoginThrottle(now),
    guesses: new PasswordGuesses(now),
    memory: new CredentialMemory(tokenHours * 3_600_000, now),
    report: (cause) => {
      throw cause;
    },
  });
}

/** A server that panels push to, on 127.0.0.1. */
export class PushServer implements AsyncDisposable {
  readonly stores: Stores;
  readonly sessions: LinkSessions;
  readonly port: number;
  /** The diagnostics so far, a JSON text each. */
  readonly diagnostics: readonly string[];
  readonly #stop: () => Promise<void>;

  private constructor(
    parts: Omit<PushServer, typeof Symbol.asyncDispose>,
    stop: () => Promise<void>,
  ) {
    this.stores = parts.stores;
    this.sessions = parts.sessions;
    this.port = parts.port;
    this.diagnostics = parts.diagnostics;
    this.#stop = stop;
  }

  static async open(overrides: PushOverrides = {}): Promise<PushServer> {
    const { now = Date.now, quarantineMaxBytes, limits = {} } = overrides;
    const stores = await openStores({ quarantineMaxBytes });
    const lines: string[] = [];
    const diagnostics = openDiagnostics("info", { write: (line: string) => lines.push(line) });
    const report = (err: unknown) => diagnostics.error({ err });
    const accounts = Accounts.open({
      store: stores.accounts,
      log: stores.log,
      tokenHours: 2,
      report,
      now,
    });
    const sessions = openSessions(stores.panels, overrides);
    const app = await openHttpApp({
      log: stores.log,
      accounts,
      floors: new Floors({ store: stores.accounts, log: stores.log, now }),
      diagnostics,
      reading: { defaultOrder: "asc" },
      hidesEchoes: false,
      addPanelRoutes: () => undefined,
      hasPanels: true,
      addRoutes: (http) => pushRoutes(http, { sessions, intake: stores.intake }),
      rewriteUrl: stripPushPrefix,
      limits,
      certificate: overrides.certificate,
      proxies: new TrustedProxies(overrides.trustProxy),
    });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const port = Number(new URL(address).port);
    return new PushServer({ stores, sessions, port, diagnostics: lines }, async () => {
      await app.close();
      await sessions[Symbol.asyncDispose]();
      await accounts[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }
}
