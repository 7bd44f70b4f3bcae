import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDoorbook, openStore, storesOf } from "../../src/compose.ts";
import { mergeSettings } from "../../src/settings.ts";

/** `docs/reference/book-api.openapi.json`: the book's API as a server describes it, OpenAPI 3.1. */
export async function renderBookApi(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "doorbook-reference-"));
  try {
    const settings = {
      ...mergeSettings({ flags: {}, env: {} }),
      data,
      logLevel: "silent",
    } as const;
    await using store = await openStore(settings);
    await using doorbook = await openDoorbook(storesOf(store), settings, { watchMs: 0 });
    const answer = await doorbook.app.inject("/book/v1/openapi.json");
    return `${JSON.stringify(answer.json(), undefined, 2)}\n`;
  } finally {
    await rm(data, { recursive: true });
  }
}
