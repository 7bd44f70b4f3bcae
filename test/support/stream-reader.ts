import type { StreamSink } from "../../src/book/stream/subscription.ts";

/** One event of a stream, as it was sent. */
export interface Frame {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/** The whole events of a stream's text; what a cut left of the last one is dropped, as readers do. */
export function readFrames(text: string): Frame[] {
  return text
    .split("\n\n")
    .slice(0, -1)
    .map(readFrame)
    .filter(({ name }) => name !== "");
}

function readFrame(text: string): Frame {
  const of = (field: string) =>
    text
      .split("\n")
      .filter((line) => line.startsWith(`${field}: `))
      .map((line) => line.slice(field.length + 2))
      .join("\n");
  return { id: of("id"), name: of("event"), data: of("data") };
}

/** The seq that an event's id ends with. */
export function seqOf({ id }: Frame): number {
  return Number(id.slice(id.indexOf(".") + 1));
}

/** A reader without a network: takes what it is given, unless a test makes it slow. */
export class PaperReader implements StreamSink {
  text = "";
  isEnded = false;
  /** Whether it takes in no more than what it is given now. */
  isSlow = false;
  /** Called after each write. */
  onWrite: () => void = () => undefined;

  write(bytes: Uint8Array): boolean {
    this.text += Buffer.from(bytes).toString();
    this.onWrite();
    return !this.isSlow;
  }

  end(): void {
    this.isEnded = true;
  }

  get frames(): Frame[] {
    return readFrames(this.text);
  }

  /** The events of the log that it was shown, in order. */
  get seqs(): number[] {
    return this.frames.filter(({ name }) => name === "event").map(seqOf);
  }

  /** What the events of a name say, in order. */
  told(name: string): unknown[] {
    return this.frames
      .filter((frame) => frame.name === name)
      .map(({ data }): unknown => JSON.parse(data));
  }
}
