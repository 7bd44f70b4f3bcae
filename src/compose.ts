import { networkInterfaces } from "node:os";
import type { FastifyInstance, onRouteHookHandler } from "fastify";
import type { DestinationStream } from "pino";
import { Accounts } from "./accounts/accounts.ts";
import { ensureFirstAdmin, FIRST_ADMIN } from "./accounts/administer.ts";
import type { Caller } from "./accounts/caller.ts";
import { AccountChanges } from "./accounts/changes.ts";
import { Floors } from "./accounts/floors.ts";
import { CredentialMemory } from "./accounts/credential-memory.ts";
import { LoginThrottle } from "./accounts/login-throttle.ts";
import { LookJournal } from "./accounts/look-journal.ts";
import { md5Hex, verifyPassword } from "./accounts/password.ts";
import { PasswordGuesses } from "./accounts/password-guesses.ts";
import type { Account, AccountStore } from "./accounts/store.ts";
import { warmFloors } from "./accounts/warm-floors.ts";
import { exportsInThreads } from "./compose-export.ts";
import { Alarms } from "./alarms/alarms.ts";
import { openIntake, WATCH_MS } from "./compose-intake.ts";
import { freeBytesOf, monitorParts, noteDelivery } from "./compose-monitor.ts";
import type { Intake } from "./compose-intake.ts";
import type { StartExport } from "./book/export/export-spec.ts";
import { ExportsUnderWay } from "./book/export/exports-under-way.ts";
import { exportsHere } from "./book/export/run-export.ts";
import { walkByFind } from "./book/export/walk-by-find.ts";
import { openRetention } from "./compose-retention.ts";
import type { ServedRetention } from "./compose-retention.ts";
import { EventFeed } from "./book/stream/event-feed.ts";
import type { StreamLimits } from "./book/stream/stream-slots.ts";
import { readVersion } from "./cli/version.ts";
import type { AppError } from "./event/errors.ts";
import type { EventBook } from "./event/book.ts";
import type { EventRemover } from "./event/removal.ts";
import type { EventStore } from "./event/store.ts";
import { Fleet } from "./fleet/fleet.ts";
import { LinkSessions } from "./fleet/link-sessions.ts";
import { registerPanels } from "./fleet/register-panels.ts";
import type { PanelToRegister } from "./fleet/register-panels.ts";
import { SecretKey } from "./fleet/secret-key.ts";
import type { FleetStore, PanelStore } from "./fleet/store.ts";
import { openHttpApp } from "./http/app.ts";
import type { Certificate } from "./http/tls/certificate.ts";
import { TrustedProxies } from "./http/trusted-proxies.ts";
import { handleErrorByPath } from "./http/book/book-error.ts";
import { addBookRoutes } from "./http/book/book-plugin.ts";
import { EventStreams } from "./http/book/event-streams.ts";
import type { HttpLimits } from "./http/limits.ts";
import { openDiagnostics } from "./http/diagnostics.ts";
import { stripPushPrefix } from "./http/push-prefix.ts";
import { dataClearRoute } from "./http/routes/data-clear.ts";
import { infoRoute } from "./http/routes/info.ts";
import { neighbourRoutes } from "./http/routes/neighbours.ts";
import { pushRoutes } from "./http/routes/push.ts";
import { syslogRoute } from "./http/routes/syslog.ts";
import { ImportJournal } from "./intake/import/import-journal.ts";
import { metricsRoute } from "./http/routes/metrics.ts";
import { countDeliveries } from "./intake/counted-intake.ts";
import type { IntakeStore } from "./intake/store.ts";
import { DiskWatch } from "./monitor/disk-watch.ts";
import { Metrics } from "./monitor/metrics.ts";
import { measureProcess } from "./monitor/process-metrics.ts";
import { openCertificate } from "./open-certificate.ts";
import { connectionsWithin } from "./open-files.ts";
import type { Settings } from "./settings.ts";
import { ServerLock } from "./store/sqlite/server-lock.ts";
import { SqliteStore } from "./store/sqlite/store.ts";
import type { SqliteStoreOptions } from "./store/sqlite/store.ts";

const HOUR_MS = 3_600_000;

/** How often it is looked how much room the disk has, ms. */
const DISK_MS = 10_000;

/** What 5,000 panels behind one gateway may fail in a minute, each ten times. */
const MAX_LINK_FAILURES_PER_ADDRESS = 50_000;

/** All that is kept. One engine may be all of it. */
export interface Stores {
  readonly log: EventStore & EventBook & EventRemover;
  readonly intake: IntakeStore;
  readonly panels: PanelStore;
  readonly accounts: AccountStore;
  readonly fleet: FleetStore;
}

/** What a server has around it; the machine's own when absent. */
export interface Surroundings {
  /** Our clock, ms. */
  readonly now?: () => number;
  /** Where diagnostics go; standard error when absent. */
  readonly diagnostics?: DestinationStream;
  /** How often panels are looked at, ms; 0 for never, which tests want that count every event. */
  readonly watchMs?: number;
  /** Whether the log is told who looked; absent for yes. Tests do without that count every event. */
  readonly tellsLooks?: boolean;
  /** What callers may take, where it is not the default or a setting. */
  readonly limits?: Partial<HttpLimits>;
  /** Told of every route that is added. */
  readonly onRoute?: onRouteHookHandler;
  /** How many streams may be open at once, where it is not the default. */
  readonly streams?: StreamLimits;
  /** What is counted elsewhere already; new ones when absent. */
  readonly metrics?: Metrics;
  /** How many bytes are free for us; those of the data folder's disk when absent. */
  readonly readFree?: () => Promise<number | undefined>;
  /** What is shown to callers; it is the giver's to close. */
  readonly certificate?: Certificate | undefined;
  /** How exports are made; page by page in this thread when absent. */
  readonly startExport?: StartExport;
  /** From one position of a stream to the next, where it is not the default, ms. */
  readonly positionMs?: number;
}

/** The parts of a server over stores that are someone else's to close. */
export interface Doorbook extends AsyncDisposable {
  readonly accounts: Accounts;
  /** Who looked: told of every question of the book. */
  readonly looks: LookJournal;
  /** Ready to listen. */
  readonly app: FastifyInstance;
  /** The password that was made up for the first admin, to be shown once. */
  readonly firstPassword: string | undefined;
  /** Everything that brings events in. */
  readonly intake: Intake;
  /** How long events are kept. */
  readonly retention: ServedRetention;
  /** Those who follow the log live. */
  readonly streams: EventStreams;
  /** The exports that are under way. */
  readonly exports: ExportsUnderWay;
  /** How much room the disk has. */
  readonly disk: DiskWatch;
}

/** Puts the parts together over the stores, as the settings say. */
export async function openDoorbook(
  stores: Stores,
  settings: Settings,
  surroundings: Surroundings = {},
): Promise<Doorbook> {
  const { now = Date.now, watchMs = WATCH_MS } = surroundings;
  const { tokenHours, defaultSort: defaultOrder, twinClear: clearing } = settings;
  const version = readVersion();
  const { log } = stores;
  const diagnostics = openDiagnostics(settings.logLevel, surroundings.diagnostics);
  const report = (cause: unknown) => {
    diagnostics.error({ err: cause }, "something failed behind an answer");
  };
  const firstPassword = await ensureFirstAdmin(stores.accounts, settings.adminPassword);
  const accounts = Accounts.open({ store: stores.accounts, log, tokenHours, report, now });
  const looks = LookJournal.open({ log, now, report });
  const imports = ImportJournal.open({ log, now, report });
  const changes = new AccountChanges({
    store: stores.accounts,
    log,
    now,
    onChanged: () => accounts.forgetSessions(),
  });
  const floors = new Floors({ store: stores.accounts, log, now });
  const fleet = await Fleet.open(stores.fleet);
  const exports = new ExportsUnderWay();
  const isBusy = () => exports.count > 0;
  const retention = await openRetention(stores, { fleet, isBusy, now, diagnostics });
  const keeping = retention.engine;
  const around = { fleet, keeping, now, watchMs, report, diagnostics };
  const { metrics = new Metrics(), readFree = async () => freeBytesOf(settings.data) } =
    surroundings;
  const disk = await DiskWatch.open({
    readFree,
    lowBytes: settings.diskLowBytes,
    log,
    lookMs: watchMs > 0 ? DISK_MS : 0,
    report,
    now,
  });
  const counted = countDeliveries(stores.intake, (one) => noteDelivery(metrics, disk, one));
  const intake = await openIntake({ ...stores, intake: counted }, settings, around);
  const { health, syslog } = intake;
  const sessions = LinkSessions.open({
    store: stores.panels,
    password: settings.linkPassword,
    adopts: settings.adoptPanels,
    tokenHours,
    verify: async (password, verifier) => verifyPassword(md5Hex(password), verifier),
    throttle: new LoginThrottle(now, MAX_LINK_FAILURES_PER_ADDRESS),
    guesses: new PasswordGuesses(now),
    memory: new CredentialMemory(tokenHours * HOUR_MS, now),
    onHeard: (serial) => health.of(serial).heard(now()),
    report,
    now,
  });
  const { positionMs } = surroundings;
  const feed = await EventFeed.open({
    log,
    report,
    gone: () => retention.engine.gone(),
    ...(positionMs !== undefined && { positionMs }),
  });
  const streams = new EventStreams(feed, surroundings.streams);
  monitorParts(metrics, {
    log,
    quarantine: stores.intake,
    intake,
    feed,
    disk,
    certificate: surroundings.certificate,
    data: settings.data,
  });
  const measuring = measureProcess(metrics, version);
  const alarms = await Alarms.open({
    log,
    store: stores.fleet,
    fleet: intake.fleet,
    secrets: () => SecretKey.ofFolder(settings.data),
    mail: settings,
    lateMs: settings.lateSeconds * 1000,
    version,
    report,
    now,
  });
  const app = await openHttpApp({
    log,
    accounts,
    floors,
    diagnostics,
    reading: { defaultOrder },
    hidesEchoes: settings.syslogEchoes === "hide",
    fleet: intake.fleet,
    addPanelRoutes: (panel) => {
      infoRoute(panel, version);
      neighbourRoutes(panel, accounts, now);
      dataClearRoute(panel, { accounts, floors, clearing });
    },
    hasPanels: true,
    addRoutes: (http) => {
      pushRoutes(http, { sessions, intake: intake.watched });
      if (settings.syslogHttp) syslogRoute(http, syslog);
      if (settings.metrics !== "off") {
        metricsRoute(http, { metrics, accounts, readers: settings.metrics });
      }
      addBookRoutes(http, {
        log,
        accounts,
        fleet: intake.fleet,
        fleetStore: stores.fleet,
        panels: stores.panels,
        accountStore: stores.accounts,
        changes,
        imports: { mark: intake.markImported, adopts: settings.adoptPanels, journal: imports },
        retention,
        streams,
        startExport:
          surroundings.startExport ?? exportsHere({ walk: walkByFind(log), fleet: intake.fleet }),
        exports,
        alarms,
        hidesEchoes: settings.syslogEchoes === "hide",
        ...(surroundings.tellsLooks !== false && {
          looked: (caller: Caller, query: string) => looks.looked(caller, query),
        }),
        searchMs: settings.searchSeconds * 1000,
        version,
        now,
      });
    },
    certificate: surroundings.certificate,
    metrics,
    readiness: () => disk.readiness,
    proxies: new TrustedProxies(settings.trustProxy),
    handleError: handleErrorByPath,
    rewriteUrl: stripPushPrefix,
    ...(surroundings.onRoute !== undefined && { onRoute: surroundings.onRoute }),
    limits: {
      connections: Math.min(settings.maxConnections, connectionsWithin()),
      connectionsPerAddress: settings.maxConnectionsPerAddress,
      ...surroundings.limits,
    },
  });
  let isClosing = false;
  warmFloors(stores.accounts, log, () => isClosing).catch((cause: unknown) => {
    // a convenience: whoever asks waits for it, and is told what is wrong
    if (!isClosing) report(cause);
  });
  const close = async () => {
    isClosing = true;
    // requests first, then what they left to be written
    await app.close();
    await feed[Symbol.asyncDispose]();
    await retention[Symbol.asyncDispose]();
    measuring[Symbol.dispose]();
    await disk[Symbol.asyncDispose]();
    await alarms[Symbol.asyncDispose]();
    await intake[Symbol.asyncDispose]();
    await sessions[Symbol.asyncDispose]();
    await accounts[Symbol.asyncDispose]();
    await looks[Symbol.asyncDispose]();
    await imports[Symbol.asyncDispose]();
  };
  retention.engine.start();
  return {
    accounts,
    looks,
    app,
    firstPassword,
    intake,
    retention,
    streams,
    exports,
    disk,
    [Symbol.asyncDispose]: close,
  };
}

/** A server that answers. */
export interface RunningServer {
  /** Where, as a URL: `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Resolves when the server cannot go on, with the reason: close it and start anew. */
  readonly failed: Promise<AppError>;
  /** Has panels known, and pulled, from now on. @throws AppError `unavailable` */
  register(panels: readonly PanelToRegister[]): Promise<void>;
  /** Reads the certificate and its key anew, where there are some. */
  reloadCertificate(): void;
  /** Finishes the requests under way and lets go of everything. */
  close(): Promise<void>;
}

/**
 * Puts the parts together as the settings say and listens.
 *
 * @param notify tells the operator something, at once: a password that was made up is not told again
 * @throws AppError `in_use`, `damaged`, `newer_schema`, `unavailable`; what the system says when the
 *   address cannot be listened on
 */
export async function startServer(
  settings: Settings,
  notify: (line: string) => void,
): Promise<RunningServer> {
  const parts = new AsyncDisposableStack();
  try {
    const diagnostics = openDiagnostics(settings.logLevel);
    const certificate = openCertificate(settings, diagnostics);
    if (certificate !== undefined) parts.use(certificate);
    parts.use(ServerLock.take(settings.data));
    const failed = Promise.withResolvers<AppError>();
    const onMerging = (failure: AppError | undefined) => {
      if (failure === undefined) diagnostics.warn("events are merged into the indexes again");
      else
        diagnostics.error({ err: failure }, "events cannot be merged into the indexes: trying on");
    };
    const metrics = new Metrics();
    const store = parts.use(
      await openStore(settings, {
        onCommit: (tookMs) => metrics.observe("doorbook_commit_seconds", tookMs / 1000),
        onStopped: failed.resolve,
        onMerging,
        search: true,
        ...wordIndexReports(diagnostics),
      }),
    );
    const accounts = await store.accounts.listAccounts();
    const doorbook = parts.use(
      await openDoorbook(storesOf(store), settings, {
        certificate,
        metrics,
        startExport: exportsInThreads(settings.data, store),
      }),
    );
    metrics.onRead(() => {
      const { unmerged, unfed } = store.indexLag();
      metrics.set("doorbook_unmerged_events", unmerged);
      metrics.set("doorbook_unfed_events", unfed);
    });
    for (const line of await notices(settings, accounts, doorbook.firstPassword)) notify(line);
    const { host, port } = settings;
    parts.use(await doorbook.intake.listenForSyslog());
    const address = reachable(await doorbook.app.listen({ host, port }), host);
    return {
      // the framework does not know what its server speaks
      address: certificate === undefined ? address : address.replace(/^http:/, "https:"),
      reloadCertificate: () => certificate?.reload(),
      failed: failed.promise,
      register: async (panels) =>
        registerPanels(store.fleet, () => SecretKey.ofFolder(settings.data), panels),
      close: () => parts.disposeAsync(),
    };
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

/** Tells of the word index in the diagnostics. */
function wordIndexReports(
  diagnostics: ReturnType<typeof openDiagnostics>,
): Pick<SqliteStoreOptions, "onFilling" | "onFeeding"> {
  return {
    onFilling: (events, isDone) => {
      const what = isDone ? "are in the word index now" : "are being put into the word index";
      diagnostics.info({ events }, `events ${what}`);
    },
    onFeeding: (failure) => {
      if (failure === undefined) diagnostics.warn("events go into the word index again");
      else diagnostics.error({ err: failure }, "events cannot go into the word index: trying on");
    },
  };
}

/** What an operator should know at a start. */
async function notices(
  { adminPassword, linkPassword, maxConnections }: Settings,
  accounts: readonly Account[],
  firstPassword: string | undefined,
): Promise<string[]> {
  const lines: string[] = [];
  if (firstPassword !== undefined) {
    lines.push(`Made the account "admin". Its password, shown this once: ${firstPassword}`);
  } else if (accounts.length === 0) {
    lines.push('Made the account "admin" with the password in DOORBOOK_ADMIN_PASSWORD.');
  } else if (adminPassword !== undefined && !(await isAdminPassword(accounts, adminPassword))) {
    lines.push(
      "DOORBOOK_ADMIN_PASSWORD is not used, for there are accounts already. " +
        "To set a password: doorbook accounts passwd admin",
    );
  }
  if (linkPassword === undefined) {
    lines.push("No link password is set, so no panel can log in: set DOORBOOK_LINK_PASSWORD.");
  }
  const possible = connectionsWithin();
  if (possible < maxConnections) {
    lines.push(
      `The system allows so few open files that at most ${possible} connections are taken, not ` +
        `${maxConnections}: raise its limit (ulimit -n), or set DOORBOOK_MAX_CONNECTIONS.`,
    );
  }
  return lines;
}

async function isAdminPassword(accounts: readonly Account[], password: string): Promise<boolean> {
  const admin = accounts.find(({ name }) => name === FIRST_ADMIN);
  return admin !== undefined && (await verifyPassword(md5Hex(password), admin.verifier));
}

/** The address as panels and programs reach it; one of this machine's where it listens on all. */
function reachable(address: string, host: string): string {
  if (host !== "0.0.0.0") return address;
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outer = all.find(({ family, internal }) => family === "IPv4" && !internal);
  const { port } = new URL(address);
  return outer === undefined ? address : `http://${outer.address}:${port}`;
}

/**
 * Opens the embedded store of the data folder; it may be open in other processes.
 *
 * @param options of a server, which feeds the word index and is told when the store falls behind
 * @throws AppError `damaged`, `newer_schema`, `unavailable`
 */
export function openStore(
  settings: Settings,
  options: Omit<SqliteStoreOptions, "dataFolder" | "quarantineMaxBytes"> = {},
): Promise<SqliteStore> {
  const { data: dataFolder, quarantineMaxBytes } = settings;
  return SqliteStore.open({ dataFolder, quarantineMaxBytes, ...options });
}

/** What the embedded store keeps, by subject. */
export function storesOf(store: SqliteStore): Stores {
  return {
    log: store,
    intake: store,
    panels: store.panels,
    accounts: store.accounts,
    fleet: store.fleet,
  };
}
