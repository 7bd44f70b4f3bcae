import type { IncomingMessage } from "node:http";
import { errorCodes } from "fastify";
import { AppError } from "../event/errors.ts";

/** A body that was read whole; dispose of it when it is no longer needed. */
export interface PushBody extends Disposable {
  readonly bytes: Uint8Array;
  /**
   * Counts what else it takes in memory, until it is disposed of.
   *
   * @throws AppError `unavailable` when too much is held
   */
  readonly hold: (bytes: number) => void;
}

/**
 * Reads bodies whatever their Content-Type, and bounds the memory that all of them, and what is read
 * in them, take together: after an outage thousands of panels push at once.
 */
export class PushBodies {
  readonly #maxHeldBytes: number;
  #heldBytes = 0;

  /** @param maxHeldBytes how much may be held at once */
  constructor(maxHeldBytes: number) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  /**
   * Reads a request's body to its end.
   *
   * @param maxBytes the largest body that is taken
   * @throws FastifyError 413; AppError `unavailable` when too much is held, `invalid` when the body
   *   ends before its announced end
   */
  async read(request: IncomingMessage, maxBytes: number): Promise<PushBody> {
    const chunks: Buffer[] = [];
    let length = 0;
    let held = 0;
    const hold = (bytes: number) => {
      held += bytes;
      this.#heldBytes += bytes;
      if (this.#heldBytes <= this.#maxHeldBytes) return;
      throw new AppError("unavailable", "Too many pushes at once, try again");
    };
    const release = () => {
      this.#heldBytes -= held;
      held = 0;
    };
    try {
      for await (const chunk of chunksOf(request)) {
        length += chunk.length;
        if (length > maxBytes) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
        hold(chunk.length);
        chunks.push(chunk);
      }
    } catch (error) {
      release();
      throw error;
    }
    const [first = Buffer.alloc(0)] = chunks;
    const bytes = chunks.length === 1 ? first : Buffer.concat(chunks, length);
    return { bytes, hold, [Symbol.dispose]: release };
  }
}

async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (cause) {
    throw new AppError("invalid", "The body was cut short", { cause });
  }
}
