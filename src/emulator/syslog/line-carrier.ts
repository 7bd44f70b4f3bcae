import type { Socket } from "node:net";

/** How long a carrier that closes still tries to hand over what waits, in milliseconds. */
export const GRACE_MS = 250;

/** Carries the lines of a queue to a receiver. */
export interface LineCarrier {
  /** Tells that a line waits. Never throws. */
  wake(): void;
  /** Tries once more, for at most {@link GRACE_MS}, then stops for good. Called once. Never throws. */
  close(): Promise<void>;
}

/** The cable between a panel and the receiver. */
export interface Cable {
  readonly isCut: boolean;
  /** Ends a connection when the cable is cut, at once when it is cut already. */
  track(socket: Socket): void;
}

/** Where lines go, and when one goes on after a failure. */
export interface Receiver {
  /** A name or an address. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** From a failure to the next try, in milliseconds. */
  readonly retryMs: number;
  /** How long a connection or an answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Always whole when not given. */
  readonly cable?: Cable;
}
