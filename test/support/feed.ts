import type { StreamQuestion } from "../../src/book/stream/channel.ts";
import { EventFeed } from "../../src/book/stream/event-feed.ts";
import type { FeedParts, StreamLog } from "../../src/book/stream/event-feed.ts";
import type { AskWhetherToEnd, Subscription } from "../../src/book/stream/subscription.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../src/event/event.ts";
import { FLEET } from "../../src/event/query.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { PaperReader } from "./stream-reader.ts";

/** A question about everything, written as seq and panel, with the changes asked for. */
export function streamQuestion(changes: Partial<StreamQuestion> = {}): StreamQuestion {
  const render = ({ seq, panel }: StoredEvent) => JSON.stringify({ seq, panel });
  return { view: FLEET, where: undefined, writing: { key: "short", render }, ...changes };
}

/** A log in memory with what a test makes of it: how often it was read, and what it tells when. */
export class WatchedLog implements StreamLog {
  reads = 0;
  /** The name of its history. */
  name = "first";
  /** While `true`, the log tells nobody that it has grown, as if its answer were still under way. */
  isSilent = false;
  readonly #store = new MemoryStore();
  readonly #listeners = new Set<(head: number) => void>();

  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<void> {
    await this.#store.append(panel, events);
    if (!this.isSilent) await this.speak();
  }

  /** Tells how far it has grown, what was kept back too. */
  async speak(): Promise<void> {
    this.isSilent = false;
    const head = await this.#store.head();
    for (const listener of this.#listeners) listener(head);
  }

  after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    this.reads += 1;
    return this.#store.after(seq, limit);
  }

  head(): Promise<number> {
    return this.#store.head();
  }

  epoch(): Promise<string> {
    return Promise.resolve(this.name);
  }

  watch(listener: (head: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A feed over a log, and readers of it. */
export class TestFeed implements AsyncDisposable {
  readonly feed: EventFeed;

  private constructor(feed: EventFeed) {
    this.feed = feed;
  }

  /** `await using` ends it. */
  static async open(log: StreamLog, parts: Partial<FeedParts> = {}): Promise<TestFeed> {
    const report = (cause: unknown) => {
      throw cause;
    };
    return new TestFeed(await EventFeed.open({ log, report, ...parts }));
  }

  /** A reader behind a seq. */
  read(
    place: number,
    question: StreamQuestion = streamQuestion(),
    askWhetherToEnd: AskWhetherToEnd = () => Promise.resolve(undefined),
  ): { reader: PaperReader; subscription: Subscription } {
    const reader = new PaperReader();
    const subscription = this.feed.subscribe({ question, sink: reader, askWhetherToEnd }, place);
    return { reader, subscription };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.feed[Symbol.asyncDispose]();
  }
}

/** The seqs from one to another, both included. */
export function seqsBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
