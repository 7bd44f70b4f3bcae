import { hash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { isJsonObject } from "../basip/json-object.ts";
import { dropBody, readReply } from "./read-reply.ts";
import { failed, type Reply } from "./reply.ts";

/** What a caller may take of a panel and of the user's time. */
export interface CallerBounds {
  /** Between two calls, ms. */
  readonly pauseMs: number;
  /** For one call to its end, ms. */
  readonly timeoutMs: number;
  /** For all calls together, ms. */
  readonly totalMs: number;
  /** Of one answer. */
  readonly maxBytes: number;
  readonly maxCalls: number;
}

/** What a run may take: gentle, for panels are small and have doors to open. */
export const CALLER_BOUNDS: CallerBounds = {
  pauseMs: 50,
  timeoutMs: 10_000,
  totalMs: 600_000,
  maxBytes: 4 * 1024 * 1024,
  maxCalls: 160,
};

/** After so many calls in a row without an answer no more are made. */
const MAX_SILENT = 3;

/** Which panel, and as whom. */
export interface PanelAccess {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
}

/** How a call is made. */
export interface CallOptions {
  /** Who calls: by the login's token when not said. */
  readonly as?: "token" | "nobody" | "basic" | "stranger" | { readonly bearer: string };
  readonly hasJsonType?: true;
  /** Leaves the body unread. */
  readonly isBodyDropped?: true;
}

/** A call that was made. */
export interface MadeCall {
  /** Path and question; of a login the path alone. */
  readonly asked: string;
  readonly reply: Reply;
}

/** Asks a panel, one call at a time; by GET alone, but for a logout that GET does not do. */
export class PanelCaller {
  readonly #access: PanelAccess;
  readonly #bounds: CallerBounds;
  readonly #beganMs = performance.now();
  #token: string | undefined;
  /** After the logout: with it is asked whether it is ended. */
  #endedToken: string | undefined;
  #loginBase = "";
  #calls = 0;
  #silent = 0;
  #hasGivenUp = false;
  #made: MadeCall[] = [];
  #failureCode = "";

  constructor(access: PanelAccess, bounds: CallerBounds) {
    this.#access = access;
    this.#bounds = bounds;
  }

  /** Whether a call was not made: the panel had stopped answering, or a bound was reached. */
  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  /** The system's word for why the last call had no answer, such as `ECONNREFUSED`. */
  get failureCode(): string {
    return this.#failureCode;
  }

  /** The calls made since this was last asked for. */
  takeCalls(): readonly MadeCall[] {
    const made = this.#made;
    this.#made = [];
    return made;
  }

  /** @param path from the base URL, with its question */
  async get(path: string, options: CallOptions = {}): Promise<Reply> {
    return this.#call("GET", path, path, options);
  }

  /**
   * Logs in below a base path, with the MD5 as programs send it.
   *
   * @param base such as `/api/v1`
   */
  async login(base: string): Promise<Reply> {
    const reply = await this.#login(base, this.#md5());
    const token = tokenOf(reply);
    if (token !== undefined) {
      this.#token = token;
      this.#loginBase = base;
    }
    return reply;
  }

  /** Logs in once more, in another way, and out again. The first login's token stays in use. */
  async loginOtherwise(way: "capitals" | "wrong" | "nameless"): Promise<Reply> {
    if (way === "nameless") {
      const path = `${this.#loginBase}/login`;
      return this.#call("GET", path, path, { as: "nobody" });
    }
    const md5 = way === "capitals" ? this.#md5().toUpperCase() : "0".repeat(32);
    const reply = await this.#login(this.#loginBase, md5);
    const token = tokenOf(reply);
    if (token !== undefined && token !== this.#token) {
      await this.#logout("GET", token);
    }
    return reply;
  }

  /** Ends the login, once: by GET, and by POST where GET does not do. */
  async logout(): Promise<Reply | undefined> {
    const token = this.#token;
    if (token === undefined) return undefined;
    this.#token = undefined;
    this.#endedToken = token;
    const reply = await this.#logout("GET", token);
    if (reply.status >= 400) await this.#logout("POST", token);
    return reply;
  }

  async #login(base: string, password: string): Promise<Reply> {
    const search = new URLSearchParams({ username: this.#access.username, password });
    const path = `${base}/login`;
    return this.#call("GET", `${path}?${search.toString()}`, path, { as: "nobody" });
  }

  async #logout(method: "GET" | "POST", token: string): Promise<Reply> {
    const path = `${this.#loginBase}/logout`;
    // a run that has used up its calls still leaves no session behind
    return this.#send(method, path, path, { as: { bearer: token } });
  }

  #md5(): string {
    return hash("md5", this.#access.password, "hex");
  }

  async #call(method: string, path: string, asked: string, options: CallOptions): Promise<Reply> {
    const { maxCalls, totalMs } = this.#bounds;
    // for good: a logout that is answered later starts nothing again
    this.#hasGivenUp ||=
      this.#silent >= MAX_SILENT ||
      this.#calls >= maxCalls ||
      performance.now() - this.#beganMs > totalMs;
    if (this.#hasGivenUp) return failed("not_asked");
    return this.#send(method, path, asked, options);
  }

  async #send(method: string, path: string, asked: string, options: CallOptions): Promise<Reply> {
    if (this.#calls > 0) await pause(this.#bounds.pauseMs);
    this.#calls += 1;
    const reply = await this.#fetch(method, path, options);
    const isSilent = reply.failure === "timeout" || reply.failure === "unreachable";
    this.#silent = isSilent ? this.#silent + 1 : 0;
    this.#made.push({ asked, reply });
    return reply;
  }

  async #fetch(method: string, path: string, options: CallOptions): Promise<Reply> {
    const { timeoutMs, maxBytes } = this.#bounds;
    try {
      const response = await fetch(`${this.#access.baseUrl}${path}`, {
        method,
        headers: this.#headers(options),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      return options.isBodyDropped ? await dropBody(response) : await readReply(response, maxBytes);
    } catch (error) {
      this.#failureCode = codeOf(error);
      const isLate = error instanceof Error && error.name === "TimeoutError";
      return failed(isLate ? "timeout" : "unreachable");
    }
  }

  #headers({ as = "token", hasJsonType }: CallOptions): Record<string, string> {
    const authorization = this.#authorization(as);
    return {
      accept: "application/json",
      "accept-encoding": "identity",
      ...(authorization === undefined ? {} : { authorization }),
      ...(hasJsonType ? { "content-type": "application/json" } : {}),
    };
  }

  #authorization(as: NonNullable<CallOptions["as"]>): string | undefined {
    const { username, password } = this.#access;
    if (typeof as === "object") return `Bearer ${as.bearer}`;
    if (as === "nobody") return undefined;
    if (as === "stranger") return `Bearer ${"0".repeat(40)}`;
    if (as === "basic") return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const token = this.#token ?? this.#endedToken;
    return token === undefined ? undefined : `Bearer ${token}`;
  }
}

/** The token of a login that succeeded. */
export function tokenOf({ status, json }: Reply): string | undefined {
  if (status !== 200 || !isJsonObject(json)) return undefined;
  const { token } = json;
  // anything else could not be sent in a header
  return typeof token === "string" && /^[\x21-\x7e]{1,4096}$/.test(token) ? token : undefined;
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^[A-Z_0-9]{1,60}$/.test(code) ? code : "";
}
