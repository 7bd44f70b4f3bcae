import type { FastifyInstance } from "fastify";
import { AppError } from "../../event/errors.ts";
import { contentCoding } from "../codings.ts";
import { FrameworkRefusal } from "../error-handler.ts";
import { accountRoutes } from "../routes/book/accounts.ts";
import { alarmRoutes } from "../routes/book/alarms.ts";
import { documentRoute } from "../routes/book/document.ts";
import { eventRoute } from "../routes/book/event.ts";
import { eventsRoute } from "../routes/book/events.ts";
import { exportRoute } from "../routes/book/export.ts";
import { facetsRoute } from "../routes/book/facets.ts";
import { importEventsRoute } from "../routes/book/import-events.ts";
import { histogramRoute } from "../routes/book/histogram.ts";
import { panelRoutes } from "../routes/book/panels.ts";
import { queryRoute } from "../routes/book/query.ts";
import { retentionRoutes } from "../routes/book/retention.ts";
import { sessionRoutes } from "../routes/book/session.ts";
import { sitesRoute } from "../routes/book/sites.ts";
import { tokenRoutes } from "../routes/book/tokens.ts";
import { streamRoute } from "../routes/book/stream.ts";
import { addDocsPage, describeRoutes } from "./book-document.ts";
import { BOOK_PREFIX, handleBookError } from "./book-error.ts";
import type { BookParts } from "./book-parts.ts";
import { EVENT_SCHEMA } from "./event-schema.ts";
import { PANEL_SCHEMA } from "./panel-schema.ts";
import { REFUSAL_SCHEMA } from "./schemas.ts";
import { describeAnswersOnly, validateRequests } from "./validate.ts";
import { answerUnknownBookPaths } from "./unknown-book-path.ts";

/** Adds a route of the book to the app that has its prefix. */
type AddBookRoute = (book: FastifyInstance, parts: BookParts) => void;

/** Every route of the book, a file each. */
const BOOK_ROUTES: readonly AddBookRoute[] = [
  documentRoute,
  streamRoute,
  sessionRoutes,
  tokenRoutes,
  accountRoutes,
  eventsRoute,
  importEventsRoute,
  eventRoute,
  facetsRoute,
  histogramRoute,
  sitesRoute,
  panelRoutes,
  queryRoute,
  exportRoute,
  retentionRoutes,
  alarmRoutes,
];

/** Adds the book's own API below {@link BOOK_PREFIX}, and the page that explains it. */
export function addBookRoutes(app: FastifyInstance, parts: BookParts): void {
  app.register(async (described) => {
    await describeRoutes(described, parts.version);
    await described.register(
      async (book) => {
        parseJsonBodies(book);
        book.setErrorHandler(handleBookError);
        answerUnknownBookPaths(book);
        validateRequests(book);
        describeAnswersOnly(book);
        for (const shared of [EVENT_SCHEMA, PANEL_SCHEMA, REFUSAL_SCHEMA]) book.addSchema(shared);
        for (const add of BOOK_ROUTES) add(book, parts);
        return Promise.resolve();
      },
      { prefix: BOOK_PREFIX },
    );
    await addDocsPage(described);
  });
}

/** Bodies are JSON, whatever the Content-Type says: it is not looked at, as on the panels' routes. */
function parseJsonBodies(book: FastifyInstance): void {
  const parse = book.getDefaultJsonParser("error", "error");
  book.removeAllContentTypeParsers();
  book.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    if (contentCoding(request.raw) !== "") done(new FrameworkRefusal(415));
    else {
      void parse(request, body.toString(), (error, value) => {
        done(error === null ? null : new AppError("invalid", "The body is not JSON"), value);
      });
    }
  });
}
