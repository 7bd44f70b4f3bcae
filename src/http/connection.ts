import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A request with what answers it. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is known of one connection while it is open. */
export interface Connection {
  readonly socket: Socket;
  /** The request that came last. */
  request: IncomingMessage | undefined;
  /** How far its body had come when its pace was last looked at. */
  mark: { readonly request: IncomingMessage; readonly bytes: number } | undefined;
  /** Requests whose answer is not yet handed to the network, those that wait among them. */
  unanswered: number;
  /** Requests that nobody works on yet, in the order sent. */
  readonly waiting: Call[];
  /** Whether it sent too many requests ahead: what comes now is not looked at. */
  isFull: boolean;
  isClosed: boolean;
}
