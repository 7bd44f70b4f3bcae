import { statSync } from "node:fs";
import type { Server } from "node:https";
import { readKeyPair } from "./key-pair.ts";
import type { KeyPair, KeyPairPaths } from "./key-pair.ts";
import { keyPairWarnings } from "./warnings.ts";

/** What a server's certificate rests on. */
export interface CertificateParts {
  readonly paths: KeyPairPaths;
  /** How often it is looked whether the files have changed, ms; 0 for never. */
  readonly lookMs: number;
  /** Told what an operator should know, at the start and whenever it is read anew. */
  readonly warn: (text: string) => void;
  /** Told that another certificate is shown from now on, good until then, ms. */
  readonly onChanged?: (untilMs: number) => void;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** A day is how often a certificate near its end is spoken of, ms. */
const REMIND_MS = 24 * 3_600_000;

/**
 * The certificate that servers show: read anew when its files change, for new connections alone. Files
 * that do not fit each other, as between two writes, leave the present one in place.
 */
export class Certificate implements Disposable {
  readonly #parts: CertificateParts;
  readonly #servers = new Set<Server>();
  readonly #timers: readonly NodeJS.Timeout[];
  #pair: KeyPair;
  #seen: string;

  /** Reads the files. @throws AppError `invalid` as {@link readKeyPair} */
  static open(parts: CertificateParts): Certificate {
    return new Certificate(parts);
  }

  private constructor(parts: CertificateParts) {
    this.#parts = parts;
    this.#seen = this.#stamp();
    this.#pair = readKeyPair(parts.paths);
    this.#remind();
    this.#timers = [
      ...(parts.lookMs > 0 ? [setInterval(() => this.#look(), parts.lookMs).unref()] : []),
      setInterval(() => this.#remind(), REMIND_MS).unref(),
    ];
  }

  /** Until when it is good, ms. */
  get untilMs(): number {
    return this.#pair.untilMs;
  }

  /** What a server is made with. */
  get context(): Pick<KeyPair, "cert" | "key"> {
    const { cert, key } = this.#pair;
    return { cert, key };
  }

  /** Has a server that shows it show whatever comes later, until it closes. */
  attach(server: Server): void {
    this.#servers.add(server);
    server.once("close", () => this.#servers.delete(server));
  }

  /** Reads the files anew; what is wrong with them is told, and changes nothing. */
  reload(): void {
    this.#seen = this.#stamp();
    try {
      this.#pair = readKeyPair(this.#parts.paths);
      for (const server of this.#servers) server.setSecureContext(serverContext(this.#pair));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.warn(`the TLS certificate stays the present one: ${why}`);
      return;
    }
    this.#parts.onChanged?.(this.#pair.untilMs);
    this.#remind();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #look(): void {
    if (this.#stamp() !== this.#seen) this.reload();
  }

  #remind(): void {
    for (const text of keyPairWarnings(this.#pair, this.#parts.paths, this.#parts.now())) {
      this.#parts.warn(text);
    }
  }

  /** Changes with the files, links that lead elsewhere now included. */
  #stamp(): string {
    const { cert, key } = this.#parts.paths;
    return [cert, key]
      .map((path) => statSync(path, { throwIfNoEntry: false }))
      .map((stat) => (stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeMs}`))
      .join("|");
  }
}

/** What a certificate's servers have in common. */
export function serverContext({ cert, key }: Pick<KeyPair, "cert" | "key">): {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: "TLSv1.2";
} {
  return { cert, key, minVersion: "TLSv1.2" };
}
