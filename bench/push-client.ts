/** Pushes like panels do, from a process of its own, so that its work is not the server's. */
import { Agent, request } from "node:http";
import { Events, PANELS, pushBody, Random, serialOf, START_MS } from "./dataset.ts";
import { PASSWORD, tokenOf } from "./server.ts";
import { Times } from "./stats.ts";

/** What to push. */
export interface PushTask {
  readonly url: string;
  /** `history`: a panel that the log does not know; `repeats`: what `history` of this round pushed. */
  readonly mode: "live" | "history" | "repeats";
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
const PUSH_EVENTS = 100;
const DAY_MS = 86_400_000;

process.once("message", (task: PushTask) => void answer(task));

async function answer(task: PushTask): Promise<void> {
  const result = await run(task);
  process.send?.(result);
  process.disconnect?.();
}

async function run(task: PushTask): Promise<PushResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const pushes = makePushes(task);
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

interface Push {
  readonly serial: string;
  readonly body: Buffer;
}

function makePushes({ mode, round, pushes }: PushTask): Push[] {
  if (mode === "live") return livePushes(round, pushes);
  return historyPushes(round, pushes);
}

/** After all that the log holds, in rising time. */
function livePushes(round: number, pushes: number): Push[] {
  const random = new Random(100 + round);
  const events = new Events(200 + round);
  let atMs = START_MS + (400 + round) * DAY_MS;
  return Array.from({ length: pushes }, () => {
    const body = pushBody(Array.from({ length: PUSH_EVENTS }, () => events.next((atMs += 3))));
    return { serial: serialOf(random.below(PANELS)), body };
  });
}

/** The 90 days of panels that the log does not know, one for each connection, oldest first. */
function historyPushes(round: number, pushes: number): Push[] {
  const events = new Events(300 + round);
  const stepMs = Math.floor((90 * DAY_MS * CONNECTIONS) / (pushes * PUSH_EVENTS));
  return Array.from({ length: pushes }, (_, i) => {
    const panel = i % CONNECTIONS;
    const first = Math.floor(i / CONNECTIONS) * PUSH_EVENTS;
    const times = Array.from({ length: PUSH_EVENTS }, (__, k) => START_MS + (first + k) * stepMs);
    const body = pushBody(times.map((atMs) => events.next(atMs + panel)));
    return { serial: `NEW-${round}-${panel}`, body };
  });
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
