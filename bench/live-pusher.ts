/** Pushes as live panels do, at a steady pace, from a process of its own. */
import { Agent, request } from "node:http";
import { serialOf } from "./dataset.ts";
import { PASSWORD, tokenOf } from "./server.ts";
import { Times } from "./stats.ts";

/** What to push. */
export interface PaceTask {
  readonly url: string;
  /** So many panels push in turn. */
  readonly panels: number;
  readonly eventsEach: number;
  readonly pushesPerSecond: number;
  readonly seconds: number;
}

/** How the pushes went. */
export interface PaceResult {
  readonly events: number;
  readonly seconds: number;
  /** Of a push, milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 100 });

process.once("message", (task: PaceTask) => void answer(task));

async function answer(task: PaceTask): Promise<void> {
  const result = await run(task);
  process.send?.(result);
  agent.destroy();
  process.disconnect?.();
}

async function run(task: PaceTask): Promise<PaceResult> {
  const { url, panels, pushesPerSecond, seconds, eventsEach } = task;
  const tokens = await Promise.all(
    Array.from({ length: panels }, (_, panel) => login(url, serialOf(panel))),
  );
  const times = new Times();
  const startMs = performance.now();
  const pushes: Promise<void>[] = [];
  const total = pushesPerSecond * seconds;
  for (let n = 0; n < total;) {
    const due = Math.min(total, ((performance.now() - startMs) / 1000) * pushesPerSecond);
    for (; n < due; n += 1) {
      const push = () => send(task, tokens[n % panels] ?? "", n);
      pushes.push(times.measure(push));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(pushes);
  const took = (performance.now() - startMs) / 1000;
  return { events: total * eventsEach, seconds: took, p50: times.p50, p99: times.p99 };
}

async function send({ url, eventsEach }: PaceTask, token: string, n: number): Promise<void> {
  const sentAt = Date.now();
  const events = Array.from({ length: eventsEach }, (_, i) => ({
    created_at: sentAt,
    category: "access",
    code: "access_granted_by_valid_identifier",
    priority: "medium",
    info: { lock: 0, owner: `Resident ${n}`, number: String(n * eventsEach + i), sentAt },
  }));
  await put(`${url}/api/v0/devices/logs`, token, Buffer.from(JSON.stringify({ events })));
}

/** As many panels as push have a connection each; those that are due meanwhile wait. */
function put(url: string, token: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-length": body.length };
    const sending = request(url, { agent, method: "PUT", headers }, (response) => {
      response.resume().on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a push was answered ${String(response.statusCode)}`));
      });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

async function login(url: string, serial: string): Promise<string> {
  const body = JSON.stringify({ login: serial, password: PASSWORD });
  const response = await fetch(`${url}/api/v0/devices/login`, { method: "POST", body });
  return tokenOf(await response.json());
}
