import type { FastifyInstance } from "fastify";
import { askerOf } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

const ANSWER = {
  type: "object",
  description: "The sites",
  required: ["sites"],
  properties: {
    sites: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "zone", "panels"],
        properties: {
          name: { type: "string", description: "Unique to the letter" },
          zone: { type: "string", description: "IANA time zone, in which its days begin" },
          panels: { type: "integer", minimum: 0, description: "How many panels it has" },
        },
      },
    },
  },
} as const;

/**
 * The places with panels, by name: those that have a time zone, and those that panels name; of these, with
 * a scope, those whose panels are seen.
 */
export function sitesRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "listSites",
    tags: ["fleet"],
    summary: "The sites",
    description: "The places with panels, by name.",
    response: answersOf(ANSWER),
  };
  book.get("/sites", { config: { right: "panels:read" }, schema }, (request, reply) => {
    const { fleet } = askerOf(request, parts);
    const counts = new Map([...fleet.sites].map(({ name }) => [name, 0]));
    for (const { site } of fleet.profiles) {
      if (site !== "") counts.set(site, (counts.get(site) ?? 0) + 1);
    }
    const sites = [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, panels]) => ({
        name,
        zone: fleet.site(name)?.zone ?? "UTC",
        panels,
      }));
    answerJson(reply, 200, JSON.stringify({ sites }));
  });
}
