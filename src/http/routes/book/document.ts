import type { FastifyInstance } from "fastify";
import { answerJson } from "../../json-answer.ts";

/** The OpenAPI document of the book's API, to anyone. */
export function documentRoute(book: FastifyInstance): void {
  let text: string | undefined;
  book.get(
    "/openapi.json",
    { config: { right: "none" }, schema: { hide: true } },
    (_request, reply) => {
      // made when it is first asked for: most servers are never asked
      text ??= JSON.stringify(book.swagger());
      answerJson(reply, 200, text);
    },
  );
}
