import { after, before } from "node:test";
import { openApp } from "./app.ts";
import type { AppOverrides, TestApp } from "./app.ts";

/**
 * One server for those tests of a file that leave it as it was: a server of its own takes each a third of a
 * second of CPU.
 *
 * @param prepare what all of them find there
 * @returns the server, once tests run
 */
export function sharedApp(
  overrides: AppOverrides = {},
  prepare: (app: TestApp) => Promise<void> = () => Promise.resolve(),
): () => TestApp {
  let opened: TestApp | undefined;
  before(async () => {
    opened = await openApp(overrides);
    await prepare(opened);
  });
  after(() => opened?.[Symbol.asyncDispose]());
  return () => {
    if (opened === undefined) throw new Error("the server is there once tests run");
    return opened;
  };
}
