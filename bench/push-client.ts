/** Pushes like panels do, from a process of its own, so that its work is not the server's. */
import { Agent, request } from "node:http";
import { pushBody } from "./dataset.ts";
import { makeDeliveries, PUSH_EVENTS } from "./deliveries.ts";
import type { Mode } from "./deliveries.ts";
import { PASSWORD, tokenOf } from "./server.ts";
import { Times } from "./stats.ts";

/** What to push. */
export interface PushTask {
  readonly url: string;
  readonly mode: Mode;
  readonly round: number;
  /** Of 100 events each. */
  readonly pushes: number;
}

export interface PushResult {
  readonly eventsPerSecond: number;
  /** Of a whole push, milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 8;

process.once("message", (task: PushTask) => void answer(task));

async function answer(task: PushTask): Promise<void> {
  const result = await run(task);
  process.send?.(result);
  process.disconnect?.();
}

async function run(task: PushTask): Promise<PushResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const pushes = makeDeliveries(task).map(({ serial, events }) => ({
    serial,
    body: pushBody(events),
  }));
  const tokens = new Map<string, string>();
  for (const { serial } of pushes) {
    if (!tokens.has(serial)) tokens.set(serial, await login(task.url, agent, serial));
  }
  const times = new Times();
  let next = 0;
  const start = performance.now();
  const work = async (): Promise<void> => {
    for (let push = pushes[next++]; push !== undefined; push = pushes[next++]) {
      const { serial, body } = push;
      const url = `${task.url}/api/v0/devices/logs`;
      const token = tokens.get(serial) ?? "";
      await times.measure(() => send(agent, "PUT", url, body, token));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return {
    eventsPerSecond: (pushes.length * PUSH_EVENTS) / seconds,
    p50: times.p50,
    p99: times.p99,
  };
}

async function login(url: string, agent: Agent, serial: string): Promise<string> {
  const body = Buffer.from(JSON.stringify({ login: serial, password: PASSWORD }));
  const answer: unknown = JSON.parse(
    await send(agent, "POST", `${url}/api/v0/devices/login`, body, ""),
  );
  return tokenOf(answer);
}

function send(
  agent: Agent,
  method: string,
  url: string,
  body: Buffer,
  token: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-length": body.length };
    const sending = request(url, { agent, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${text}`));
      });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}
