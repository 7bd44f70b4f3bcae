import type { Socket } from "node:net";

/** The cable of a panel: whole, slow, or cut. */
export class PanelNetwork {
  #isCut = false;
  #delayMs = 0;
  /** With what is told of their end. */
  readonly #sockets = new Map<Socket, () => void>();

  get isCut(): boolean {
    return this.#isCut;
  }

  /** How long each request waits on its way, in and out, ms. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** Ends all connections; until it is restored there are no new ones. */
  cut(): void {
    this.#isCut = true;
    this.drop();
  }

  /** @param delayMs from 0 */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Whole again, and as fast as ever. */
  restore(): void {
    this.#isCut = false;
    this.#delayMs = 0;
  }

  /** Ends all connections that are open now, in the middle of whatever they say. */
  drop(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
  }

  /** A connection of the panel's, whoever made it. */
  track(socket: Socket): void {
    if (this.#isCut) {
      socket.destroy();
      return;
    }
    if (this.#sockets.has(socket)) return;
    const onClose = () => this.#sockets.delete(socket);
    this.#sockets.set(socket, onClose);
    socket.once("close", onClose);
  }

  /** A connection that is not the panel's any more: whoever made it asks another one. */
  release(socket: Socket): void {
    const onClose = this.#sockets.get(socket);
    if (onClose === undefined) return;
    this.#sockets.delete(socket);
    socket.off("close", onClose);
  }
}
