import { Accounts } from "../accounts/accounts.ts";
import { Floors } from "../accounts/floors.ts";
import type { Journal } from "../accounts/login-journal.ts";
import { hashPassword, md5Hex } from "../accounts/password.ts";
import { openHttpApp } from "../http/app.ts";
import { openDiagnostics } from "../http/diagnostics.ts";
import type { Call } from "../http/connection.ts";
import { MemoryAccounts } from "../store/memory/memory-accounts.ts";
import { MemoryStore } from "../store/memory/memory-store.ts";
import type { PanelAccount } from "./api.ts";
import type { PanelFamily } from "./families.ts";
import { FAMILIES } from "./families.ts";
import { panelRoutes } from "./panel-routes.ts";
import type { PanelRouteParts } from "./panel-routes.ts";
import type { PanelLog } from "./panel-log.ts";
import type { Quirks } from "./quirks.ts";
import { ShownEvents } from "./shown-events.ts";

/** The account of every emulated panel. Source: the name, assumed. */
export const PANEL_ACCOUNT = "admin";

/** A token's life, hours. Source: two hours, the vendor's page of Camdroid panels. */
const TOKEN_HOURS = 2;
/** Where tokens die early: a minute. */
const SHORT_TOKEN_HOURS = 1 / 60;

/** What Doorbook answers its operators, and no panel does. */
const NO_PANELS = /^\/(?:healthz|readyz)(?:[/?]|$)/;

/** What a panel's API rests on. */
export interface PanelTwinParts {
  readonly log: PanelLog;
  readonly family: PanelFamily;
  readonly quirks: Quirks;
  readonly accounts: readonly PanelAccount[];
  /** True time, ms: logins and tokens go by it. */
  readonly now: () => number;
  /** Notes an event of the panel. */
  readonly note: (key: string, model: object) => void;
  /** What answers beside the log. */
  readonly routes: Omit<PanelRouteParts, "accounts">;
}

/** The API of one panel: the twin, over what the panel's ring holds. */
export interface PanelTwin {
  /** Answers a request whose path begins at the panel's own root. */
  answer(call: Call): void;
  close(): Promise<void>;
}

/** Opens the API of a panel. Of many panels only those that are asked need one. */
export async function openPanelTwin(parts: PanelTwinParts): Promise<PanelTwin> {
  const { log, family, quirks, now } = parts;
  const { accounts, floors } = await openAccounts(parts);
  const { dialect, missing } = FAMILIES[family];
  const shown = new ShownEvents(log);
  const app = await openHttpApp({
    log: shown.reader,
    accounts,
    floors,
    diagnostics: openDiagnostics("silent"),
    reading: {
      defaultOrder: quirks.newestFirst ? "desc" : "asc",
      dialect: quirks.oneDialect ? dialect : "both",
      takesSeconds: !quirks.secondsAsMilliseconds,
    },
    hidesEchoes: false,
    addPanelRoutes: (panel) => panelRoutes(panel, { ...parts.routes, accounts }),
    hasPanels: false,
    addRoutes: () => undefined,
    // a path that nothing answers
    rewriteUrl: (url) => (missing.test(url) || NO_PANELS.test(url) ? `/not-here${url}` : url),
  });
  return {
    answer: (call) => shown.watch(call, () => app.routing(call.request, call.response)),
    close: async () => {
      await app.close();
      await accounts[Symbol.asyncDispose]();
    },
  };

  async function openAccounts({ accounts: own }: PanelTwinParts) {
    const store = new MemoryAccounts();
    for (const { name, type, password } of own) {
      const verifier = await verifierOf(password);
      await store.addAccount({ name, type, verifier, createdAtMs: now(), scope: undefined });
    }
    const opened = Accounts.open({
      store,
      log: new MemoryStore(),
      journal: journalOf(parts),
      tokenHours: quirks.earlyTokenDeath ? SHORT_TOKEN_HOURS : TOKEN_HOURS,
      report: () => undefined,
      now,
    });
    return { accounts: opened, floors: new Floors({ store, log: new MemoryStore(), now }) };
  }
}

/** Every login is an event, none is counted together with others; or none is one. */
function journalOf({ quirks, note }: PanelTwinParts): Journal {
  const tell = (key: string, model: object) => {
    if (quirks.loginsLogged) note(key, model);
  };
  return {
    succeeded: async ({ type }) =>
      Promise.resolve(tell("successful_login_api_call", { account_type: type })),
    failed: async () => Promise.resolve(tell("incorrect_login_api_call", {})),
    refused: () => tell("incorrect_login_api_call", {}),
    flushDue: async () => Promise.resolve(),
    close: async () => Promise.resolve(),
  };
}

const MOST_VERIFIERS = 100;

/** Panels of one emulator mostly have one password, and a verifier takes time to make. */
const verifiers = new Map<string, Promise<string>>();

async function verifierOf(password: string): Promise<string> {
  const known = verifiers.get(password) ?? hashPassword(md5Hex(password));
  if (verifiers.size > MOST_VERIFIERS) verifiers.clear();
  verifiers.set(password, known);
  return known;
}
