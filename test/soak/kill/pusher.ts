/**
 * The panels of a kill test, as a process of its own that outlives the server: each logs in, pushes
 * one packet after another, and pushes a packet again until it is acknowledged.
 */
import { setTimeout as wait } from "node:timers/promises";
import { PASSWORDS } from "../../support/server-process.ts";
import { renderPush, Traffic } from "./traffic.ts";
import type { Packet } from "./traffic.ts";
import type { FromPusher, PusherCounts, ToPusher } from "./pusher-messages.ts";

/** A panel waits a minute before it tries again; nothing here depends on how long. */
const RETRY_MS = 10;

class Gate {
  #open = Promise.withResolvers<string>();
  #isOpen = false;
  #busy = 0;
  #idle = Promise.withResolvers<undefined>();

  /** Lets everyone in, to this address. */
  open(address: string): void {
    this.#isOpen = true;
    this.#open.resolve(address);
  }

  /** Lets nobody in any more, and waits until all are out. */
  async close(): Promise<void> {
    // else those who wait at it would wait for ever
    if (this.#isOpen) this.#open = Promise.withResolvers();
    this.#isOpen = false;
    this.#idle = Promise.withResolvers();
    if (this.#busy > 0) await this.#idle.promise;
  }

  async pass<T>(use: (address: string) => Promise<T>): Promise<T> {
    let gate: Promise<string>;
    let address: string;
    do {
      gate = this.#open.promise;
      address = await gate;
    } while (gate !== this.#open.promise);
    this.#busy += 1;
    try {
      return await use(address);
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) this.#idle.resolve(undefined);
    }
  }
}

const { seed, panels, eventsEach } = JSON.parse(process.argv[2] ?? "") as ConstructorParameters<
  typeof Traffic
>[0];
const traffic = new Traffic({ seed, panels, eventsEach });
const gate = new Gate();
const acknowledged = Array.from({ length: panels }, () => 0);
const counts: PusherCounts = { pushes: 0, sent: 0, repeats: 0, retries: 0, logins: 0 };

function tell(message: FromPusher): void {
  process.send?.(message);
}

async function push(panel: number): Promise<void> {
  let token: string | undefined;
  for (const packet of traffic.packets(panel)) {
    for (let isRetry = false; ; isRetry = true) {
      if (isRetry) counts.retries += 1;
      const status = await gate.pass(async (address) => {
        try {
          token ??= await logIn(address, panel);
          return await pushPacket(address, token, panel, packet);
        } catch {
          // nobody there, or gone in the middle: not acknowledged
          return undefined;
        }
      });
      if (status === 200) break;
      if (status === 401) token = undefined;
      else if (status !== undefined && status !== 503)
        throw new Error(`answered ${String(status)}`);
      await wait(RETRY_MS);
    }
    const before = acknowledged[panel] ?? 0;
    counts.pushes += 1;
    counts.sent += packet.numbers.length;
    counts.repeats += packet.numbers.length - (packet.through - before);
    acknowledged[panel] = packet.through;
    tell({ is: "acknowledged", events: packet.through - before });
  }
}

async function logIn(address: string, panel: number): Promise<string> {
  const body = JSON.stringify({ login: traffic.serial(panel), password: PASSWORDS.link });
  const url = `${address}/any/prefix/api/v0/devices/login`;
  const response = await fetch(url, { method: "POST", body });
  if (response.status !== 200) throw new Error(`login answered ${String(response.status)}`);
  counts.logins += 1;
  return ((await response.json()) as { token: string }).token;
}

async function pushPacket(
  address: string,
  token: string,
  panel: number,
  packet: Packet,
): Promise<number> {
  const response = await fetch(`${address}/any/prefix/api/v0/devices/logs`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}` },
    body: renderPush(traffic, panel, packet),
  });
  await response.text();
  return response.status;
}

process.on("message", (message: ToPusher) => {
  if (message.is === "go") gate.open(message.address);
  else void gate.close().then(() => tell({ is: "paused", acknowledged, counts }));
});
await Promise.all(Array.from({ length: panels }, (_, panel) => push(panel)));
tell({ is: "done" });
