import { parseLogQuery, type LogQuery } from "../../../src/basip/android/parse-log-query.ts";
import type { Order } from "../../../src/event/query.ts";

/** Reads a query string into names and values, a name that comes twice with both. */
export function decode(search: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** Asks as a client does, of a log that has the given keys beside the catalog's. */
export function ask(
  search: string,
  context: { defaultOrder?: Order; extraKeys?: readonly string[] } = {},
): LogQuery {
  return parseLogQuery(decode(search), { defaultOrder: "asc", extraKeys: [], ...context });
}
