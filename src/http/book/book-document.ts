import { fastifySwagger } from "@fastify/swagger";
import { fastifySwaggerUi } from "@fastify/swagger-ui";
import type { SwaggerTransform } from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { SESSION_COOKIE } from "../session-cookie.ts";

/** Where people read the document. */
const DOCS_PATH = "/docs";

/** The page runs its own scripts and asks this server, no other. */
const DOCS_POLICY = {
  "default-src": "'none'",
  "connect-src": "'self'",
  "font-src": "'self' data:",
  "img-src": "'self' data:",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
} as const;

/** The name, white on the page's dark bar. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><text x="0" y="28" ' +
  'font-family="sans-serif" font-size="24" font-weight="bold" fill="#fff">Doorbook</text></svg>';

/** Takes note of every route that is added from now on, for the OpenAPI document. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Doorbook: the book",
        version,
        description:
          "The event log of a fleet of door panels: search, count, follow, look after. Times are Unix " +
          'milliseconds unless said otherwise. A refusal is `{"error":{"code","message"}}`; that of a query has the `position` in it, too.',
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: "/", description: "This server" }],
      tags: [
        { name: "events", description: "What happened" },
        { name: "numbers", description: "How often, by what and when" },
        { name: "fleet", description: "Panels and sites" },
        { name: "retention", description: "How long events are kept" },
        { name: "alarms", description: "Who is told of what as it comes" },
        { name: "access", description: "Logins, personal tokens and accounts" },
      ],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "A token, personal or of a login" },
          password: { type: "http", scheme: "basic", description: "Name and password" },
          cookie: {
            type: "apiKey",
            in: "cookie",
            name: SESSION_COOKIE,
            description: "A page's login",
          },
        },
      },
      security: [{ token: [] }, { password: [] }, { cookie: [] }],
    },
    transform: withRight,
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, i) =>
        typeof $id === "string" ? $id : `Part${i}`,
    },
  });
}

/** Says what right an operation needs, of a route that may be called with or without a login. */
const withRight: SwaggerTransform = ({ schema, url, route }) => {
  const right = route.config?.right;
  if (right === "none") return { schema: { ...schema, security: [] }, url };
  const needed = right === "login" ? "Needs a login." : `Needs the right \`${right}\`.`;
  return {
    schema: { ...schema, description: `${schema.description ?? ""} ${needed}`.trim() },
    url,
  };
};

/** Adds the page with the document, on which calls can be tried out. */
export async function addDocsPage(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwaggerUi, {
    routePrefix: DOCS_PATH,
    staticCSP: DOCS_POLICY,
    logo: { type: "image/svg+xml", content: LOGO, href: DOCS_PATH },
    theme: { title: "Doorbook: the book's API" },
    uiConfig: { deepLinking: true, tryItOutEnabled: true, displayRequestDuration: true },
  });
}
