import type { RequestListener, Server } from "node:http";
import { errorCodes, fastify, LogController } from "fastify";
import type { FastifyBaseLogger, FastifyInstance, onRouteHookHandler } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import type { Floors } from "../accounts/floors.ts";
import type { EventReader } from "../event/store.ts";
import { guardBook } from "./book-guard.ts";
import { boundForwardedCallers } from "./forwarded-callers.ts";
import { contentCoding, refuseTransferCodings } from "./codings.ts";
import { FrameworkRefusal, handleError } from "./error-handler.ts";
import type { ErrorHandler } from "./error-handler.ts";
import type { KnownFleet } from "./known-fleet.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { HttpLimits } from "./limits.ts";
import { handshakeReport, refusalReport } from "./refusal-report.ts";
import { healthRoutes } from "./routes/health.ts";
import { logItemsRoute } from "./routes/log-items.ts";
import type { LogReading } from "./routes/log-items.ts";
import { loginRoute } from "./routes/login.ts";
import { logoutRoute } from "./routes/logout.ts";
import type { Readiness } from "../monitor/disk-watch.ts";
import type { Metrics } from "../monitor/metrics.ts";
import { measureRequests } from "./measure-requests.ts";
import { SAFE_HEADERS } from "./safe-headers.ts";
import { makeServer } from "./server.ts";
import type { Certificate } from "./tls/certificate.ts";
import { TrustedProxies } from "./trusted-proxies.ts";
import { answerUnknownPaths } from "./unknown-path.ts";
import { ONE_PANEL, requireSerial } from "./view-of.ts";

/** A filter of 4,096 Cyrillic letters, percent-encoded, and the rest of its URL. */
const MAX_URL_BYTES = 32 * 1024;
/** No panel route needs a body; a push has a bound of its own. */
const MAX_BODY_BYTES = 64 * 1024;
/** A serial's 128 characters, percent-encoded. */
const MAX_PARAMETER_CHARACTERS = 128 * 12;
/** How often, while we stop, connections are closed whose last request has been answered. */
const CLOSE_IDLE_MS = 50;

/** A request that is under way when we stop is waited for so long. */
const CLOSE_ALL_MS = 5_000;

/** What the HTTP surface rests on. */
export interface HttpParts {
  readonly log: EventReader;
  readonly accounts: Accounts;
  readonly floors: Floors;
  readonly diagnostics: FastifyBaseLogger;
  /** How questions of the log are read. */
  readonly reading: LogReading;
  /** Whether the log leaves out what syslog only says again. */
  readonly hidesEchoes: boolean;
  /** What answers show of panels and owners beside the log; nothing when absent. */
  readonly fleet?: KnownFleet;
  /** Adds what else belongs to the panel's API: to the whole fleet's, and to that of each panel. */
  readonly addPanelRoutes: (app: FastifyInstance) => void;
  /** Whether the API of each panel stands below {@link ONE_PANEL}, beside the one at the root. */
  readonly hasPanels: boolean;
  /** Adds the routes beside the panel's API. */
  readonly addRoutes: (app: FastifyInstance) => void;
  /** Maps a request's URL to the one that is routed. */
  readonly rewriteUrl: (url: string) => string;
  /** What callers may take, where it is not the default. */
  readonly limits?: Partial<HttpLimits>;
  /** What is shown to callers, where HTTPS is spoken. */
  readonly certificate?: Certificate | undefined;
  /** The proxies whose word is taken for who a caller is; none when absent. */
  readonly proxies?: TrustedProxies;
  /** What is told how long requests take, and how many callers are turned away. */
  readonly metrics?: Metrics;
  /** How ready the log is to be written; always when absent. */
  readonly readiness?: () => Readiness;
  /** How errors are answered before a route is found; in the panel's shape when absent. */
  readonly handleError?: ErrorHandler;
  /** Told of every route that is added. */
  readonly onRoute?: onRouteHookHandler;
}

/** Makes the HTTP app, ready to listen; it does not listen yet. */
export async function openHttpApp(parts: HttpParts): Promise<FastifyInstance> {
  const { diagnostics, proxies = new TrustedProxies() } = parts;
  const limits = { ...DEFAULT_LIMITS, ...parts.limits };
  const { metrics } = parts;
  const tellRefused = refusalReport(diagnostics);
  const tellHandshake = handshakeReport(diagnostics);
  const onRefused = (address: string) => {
    metrics?.count("doorbook_connections_refused_total");
    tellRefused(address);
  };
  const onHandshakeFailed = (address: string, code: string) => {
    metrics?.count("doorbook_tls_handshakes_failed_total");
    tellHandshake(address, code);
  };
  const app = makeApp(parts, (handler) =>
    makeServer({
      limits,
      carryOut: ({ request, response }) => handler(request, response),
      onRefused,
      proxies,
      ...(parts.certificate !== undefined && {
        certificate: parts.certificate,
        onHandshakeFailed,
      }),
    }),
  );
  if (parts.onRoute !== undefined) app.addHook("onRoute", parts.onRoute);
  sendSafeHeaders(app);
  refuseTransferCodings(app);
  answerUnknownPaths(app);
  app.setErrorHandler(parts.handleError ?? handleError);
  app.decorateRequest("caller");
  acceptAnyContentType(app);
  boundUrls(app);
  boundForwardedCallers(app, proxies, limits.connectionsPerAddress, onRefused);
  closeIdleWhenStopping(app);
  guardBook(app, parts.accounts);

  if (metrics !== undefined) measureRequests(app, metrics);
  healthRoutes(app, parts.log, parts.readiness);
  addPanelApi(app, parts);
  if (parts.hasPanels) addPanels(app, parts);
  parts.addRoutes(app);
  await app.ready();
  return app;
}

function makeApp(
  parts: HttpParts,
  serverFactory: (handler: RequestListener) => Server,
): FastifyInstance {
  const { diagnostics, rewriteUrl, proxies } = parts;
  const answerError = parts.handleError ?? handleError;
  return fastify({
    loggerInstance: diagnostics,
    logController: new LogController({ disableRequestLogging: true }),
    // a logger for each request costs more than the request
    childLoggerFactory: (logger) => logger,
    rewriteUrl: (request) => rewriteUrl(request.url ?? "/"),
    routerOptions: { maxParamLength: MAX_PARAMETER_CHARACTERS },
    // before any hook
    frameworkErrors: (error, request, reply) => {
      answerError(error, request, reply.headers(SAFE_HEADERS));
    },
    // the server's own, on every address that it listens on
    clientErrorHandler: () => undefined,
    bodyLimit: MAX_BODY_BYTES,
    // what is under way when we stop is answered
    return503OnClosing: false,
    serverFactory: (handler) => serverFactory(handler),
    ...(proxies?.isAny === true && { trustProxy: (address: string) => proxies.has(address) }),
  });
}

function sendSafeHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(SAFE_HEADERS);
    done();
  });
}

function addPanels(app: FastifyInstance, parts: HttpParts): void {
  app.register(
    async (panel) => {
      panel.addHook("onRequest", requireSerial);
      addPanelApi(panel, parts);
      return Promise.resolve();
    },
    { prefix: ONE_PANEL },
  );
}

/** The panel's API, for the fleet at the root and for one panel below {@link ONE_PANEL}. */
function addPanelApi(app: FastifyInstance, parts: HttpParts): void {
  loginRoute(app, parts.accounts);
  logoutRoute(app, parts.accounts);
  logItemsRoute(app, parts);
  parts.addPanelRoutes(app);
}

/** Bodies are bytes, whatever the Content-Type says: panels and programs say anything [observed]. */
function acceptAnyContentType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    if (contentCoding(request.raw) === "") done(null, body);
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE("compressed"));
  });
  app.addHook("onRequest", (request, _reply, done) => {
    // the framework refuses one that it cannot read, before any parser
    if ("content-type" in request.raw.headers) delete request.raw.headers["content-type"];
    done();
  });
}

/** A caller that was answered while we stop keeps its connection: it must not keep us as well. */
function closeIdleWhenStopping(app: FastifyInstance): void {
  app.addHook("preClose", (done) => {
    const timer = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_MS);
    // nor does one that never sends the rest of its request: Node bounds none once it is closing
    const deadline = setTimeout(() => app.server.closeAllConnections(), CLOSE_ALL_MS);
    app.server.once("close", () => {
      clearInterval(timer);
      clearTimeout(deadline);
    });
    // an app that never listened has nothing to close
    if (!app.server.listening) {
      clearInterval(timer);
      clearTimeout(deadline);
    }
    done();
  });
}

function boundUrls(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.url.length <= MAX_URL_BYTES) done();
    else done(new FrameworkRefusal(414));
  });
}
