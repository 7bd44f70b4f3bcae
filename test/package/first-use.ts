import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ownEnvironment } from "../support/own-node.ts";

const ADMIN = "admin pw";
const LINK = "link pw";

/** What a panel delivers, in the order of its time. */
const EVENTS = [
  { created_at: 1_795_464_000_000, code: "access_granted_by_valid_identifier", info: { lock: 0 } },
  { created_at: 1_795_464_003_000, code: "access_denied_by_unknown_card", info: { card: "4711" } },
] as const;

/** The keys that are delivered, to be read back. */
export const DELIVERED = EVENTS.map(({ code }) => code);

/** What came of a first use. */
export interface FirstUse {
  /** The keys of the panel's events, as read back. */
  readonly keys: readonly string[];
  /** How the server ended when it was told to stop. */
  readonly code: number | null;
}

/**
 * Serves from an empty data folder, lets a panel deliver two events, reads them back and stops.
 *
 * @param cwd where it runs; the data folder is made in it
 * @param command the program with its arguments, up to `serve`
 */
export async function useFirst(cwd: string, ...command: readonly string[]): Promise<FirstUse> {
  const [program = "", ...args] = command;
  const child = spawn(program, [...args, "serve", "--port", "0"], {
    cwd,
    env: ownEnvironment({ DOORBOOK_ADMIN_PASSWORD: ADMIN, DOORBOOK_LINK_PASSWORD: LINK }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await addressOf(child);
    await deliver(url);
    const keys = await readBack(url);
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    return { keys, code };
  } finally {
    child.kill("SIGKILL");
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("its output is not read");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("the server did not start");
}

async function deliver(url: string): Promise<void> {
  const login = { login: "AA12-0001", password: LINK };
  const { token } = await call(`${url}/api/v0/devices/login`, {
    method: "POST",
    body: JSON.stringify(login),
  });
  await call(`${url}/api/v0/devices/logs`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ events: EVENTS }),
  });
}

async function readBack(url: string): Promise<readonly string[]> {
  const md5 = createHash("md5").update(ADMIN).digest("hex");
  const { token } = await call(`${url}/api/v1/login?username=admin&password=${md5}`);
  const headers = { authorization: `Bearer ${token}` };
  const { list_items: items } = await call(`${url}/panels/AA12-0001/api/v1/log/items`, { headers });
  return items.map(({ name }) => name.key);
}

interface Answered {
  readonly token: string;
  readonly list_items: readonly { readonly name: { readonly key: string } }[];
}

async function call(url: string, init?: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  if (response.status !== 200) throw new Error(`${url}: ${String(response.status)}`);
  return (await response.json()) as Answered;
}
