import { parentPort } from "node:worker_threads";
import type {
  OpenRequest,
  ReplyingRequest,
  SlowRequest,
  WriterOptions,
  WriterReply,
  WriterRequest,
} from "./protocol.ts";
import { toFailure, Writer } from "./writer.ts";

/** How long nothing must have been asked before the tail is merged for tidiness, milliseconds. */
const QUIET_MS = 1000;

/** How long a merge that failed (a full disk, say) waits before the next try, milliseconds. */
const RETRY_MS = 1000;

/** At most so many requests go into one commit, so that none waits long for the others. */
const MAX_REQUESTS = 64;

/** Nor does one begin that would follow so many events: a commit takes some 0.1 s at most. */
const MAX_EVENTS = 32_000;

/** While merging presses, this is what may be written in one go, and how long is merged in between. */
const PRESSED = { events: 2_000, mergeMs: 100 } as const;

/** To quarantine something takes as long as to add so many events. */
const EVENTS_A_REJECTED = 8;

if (parentPort === null) throw new Error("writer-thread.ts runs as a worker");
const port = parentPort;

function post(reply: WriterReply): void {
  port.postMessage(reply);
}

/** Takes requests as they come, and turns between commits and merging. */
class WriterLoop {
  readonly #writer: Writer;
  readonly #waiting: ReplyingRequest[] = [];
  readonly #slow: SlowRequest[] = [];
  #isScheduled = false;
  #isClosing = false;
  #quiet: NodeJS.Timeout | undefined;
  #mergeAfterMs = 0;
  #commitAfterMs = 0;
  #isMergeFailing = false;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** Goes on with what an earlier process left to be merged. */
  start(): void {
    this.#schedule();
  }

  take(request: Exclude<WriterRequest, OpenRequest>): void {
    if (request.op === "close") this.#isClosing = true;
    else if (request.op === "checkpoint") this.#checkpoint();
    else if (request.op === "remove" || request.op === "giveBack") this.#slow.push(request);
    else this.#waiting.push(request);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    clearTimeout(this.#quiet);
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    const isPressed = this.#writer.merger.isPressing && !this.#isPausing;
    if (!isPressed) this.#commit(MAX_EVENTS);
    else if (performance.now() >= this.#commitAfterMs) {
      // a little at a time: whoever pushes waits some tenths of a second, not for a whole batch
      this.#commit(PRESSED.events);
      this.#commitAfterMs = performance.now() + PRESSED.mergeMs;
    }
    if (!isPressed) this.#carryOutSlow();
    if (this.#writer.merger.isDue) this.#merge();
    if (this.#writer.wantsCheckpoint()) post({ op: "checkpointWanted" });
    if (this.#waiting.length > 0 || this.#slow.length > 0) this.#schedule();
    else if (this.#isClosing) this.#close();
    else if (this.#writer.merger.isDue && !this.#isPausing) this.#schedule();
    else this.#quiet = setTimeout(() => this.#tidy(), QUIET_MS);
  }

  /** @param maxEvents no request is added to what comes to so many events already */
  #commit(maxEvents: number): void {
    if (this.#waiting.length === 0) return;
    let count = 0;
    let weight = 0;
    for (; count < Math.min(MAX_REQUESTS, this.#waiting.length); count += 1) {
      if (weight >= maxEvents) break;
      weight += weightOf(this.#waiting[count]!);
    }
    const requests = this.#waiting.splice(0, count);
    for (const reply of this.#writer.commit(requests)) post(reply);
  }

  /** One piece of work, behind what was pushed until now. */
  #carryOutSlow(): void {
    for (const request of this.#slow.splice(0, 1)) {
      for (const reply of this.#writer.carryOutSlowly(request)) post(reply);
    }
  }

  get #isPausing(): boolean {
    return performance.now() < this.#mergeAfterMs;
  }

  #merge(): void {
    if (this.#isPausing) return;
    try {
      if (this.#writer.merger.step()) post({ op: "merged" });
      if (this.#isMergeFailing) post({ op: "mergeRecovered" });
      this.#isMergeFailing = false;
    } catch (error) {
      // tried again: nothing acknowledged depends on it
      this.#mergeAfterMs = performance.now() + RETRY_MS;
      if (!this.#isMergeFailing) post({ op: "mergeFailed", failure: toFailure(error) });
      this.#isMergeFailing = true;
    }
  }

  #tidy(): void {
    if (!this.#writer.merger.isWorthwhile) return;
    this.#merge();
    this.#quiet = setTimeout(() => this.#tidy(), this.#isPausing ? RETRY_MS : 0);
  }

  #checkpoint(): void {
    try {
      this.#writer.checkpointRest();
    } catch {
      // the next one copies what this one did not
    }
  }

  #close(): void {
    this.#writer[Symbol.dispose]();
    post({ op: "closed" });
    port.close();
  }
}

/** How long a request takes, in events. */
function weightOf(request: ReplyingRequest): number {
  if (request.op !== "append") return 1;
  return request.events.at.length + EVENTS_A_REJECTED * request.rejected.length;
}

let loop: WriterLoop | undefined;

function open(options: WriterOptions): void {
  try {
    loop = new WriterLoop(Writer.open(options));
    post({ op: "opened" });
    loop.start();
  } catch (error) {
    post({ op: "failedToOpen", failure: toFailure(error) });
    port.close();
  }
}

port.on("message", (request: WriterRequest) => {
  if (request.op === "open") open(request.options);
  else loop?.take(request);
});
