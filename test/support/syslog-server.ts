import { Accounts } from "../../src/accounts/accounts.ts";
import { Floors } from "../../src/accounts/floors.ts";
import { openHttpApp } from "../../src/http/app.ts";
import { openDiagnostics } from "../../src/http/diagnostics.ts";
import { syslogRoute } from "../../src/http/routes/syslog.ts";
import type { SyslogIntake } from "../../src/intake/syslog/syslog-intake.ts";
import { openStores } from "./stores.ts";

/** A server on 127.0.0.1 that takes lines of syslog by POST. */
export interface SyslogServer extends AsyncDisposable {
  readonly port: number;
  /** Posts to `/`, and says what was answered. */
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<PostAnswer>;
}

/** What was answered. */
export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

/** Opens a server around an intake. */
export async function openSyslogServer(intake: SyslogIntake): Promise<SyslogServer> {
  const parts = new AsyncDisposableStack();
  const { log, accounts: store } = parts.use(await openStores({}));
  const diagnostics = openDiagnostics("silent");
  const report = (err: unknown) => diagnostics.error({ err });
  const now = Date.now;
  const accounts = parts.use(Accounts.open({ store, log, tokenHours: 2, report, now }));
  const app = await openHttpApp({
    log,
    accounts,
    floors: new Floors({ store, log, now }),
    diagnostics,
    reading: { defaultOrder: "asc" },
    hidesEchoes: false,
    addPanelRoutes: () => undefined,
    hasPanels: true,
    addRoutes: (http) => syslogRoute(http, intake),
    rewriteUrl: (url) => url,
  });
  parts.defer(() => app.close());
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    port: Number(new URL(address).port),
    post: async (body, headers = {}) => {
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
      const answer = await fetch(address, { method: "POST", body: bytes.slice(), headers });
      return { status: answer.status, text: await answer.text() };
    },
    [Symbol.asyncDispose]: async () => parts.disposeAsync(),
  };
}
