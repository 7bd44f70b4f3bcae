import { isJsonObject } from "../basip/json-object.ts";
import { badAnswer, DoorbookError } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { md5Hex } from "./md5.ts";
import { type Answer, type Call, refusalOf, type Transport } from "./transport.ts";

/** Who asks: with a token, or with a name and its password. With none, as a browser's cookie says. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  /** In clear; it leaves the program as its MD5 alone. */
  readonly password?: string | undefined;
}

/** Where a login may stand. Source: the families' pages; door controllers have the last. */
const LOGIN_BASES = ["/api/v1", "/api/v0", "/v1"] as const;

/** What can be sent in a header. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/**
 * Calls with a token, which a login gives where there is a password. It logs in when it has to: once,
 * and again when a token is refused.
 */
export class Session {
  readonly transport: Transport;
  readonly #credentials: Credentials;
  #token: string | undefined;
  #login: Promise<string> | undefined;

  /** @throws TypeError when a token could not be sent, or a name comes without a password */
  constructor(transport: Transport, credentials: Credentials) {
    const { token, username, password } = credentials;
    if (token !== undefined && !TOKEN.test(token)) throw new TypeError("token is no token");
    if ((username === undefined) !== (password === undefined)) {
      throw new TypeError("username and password go together");
    }
    this.transport = transport;
    this.#credentials = credentials;
    this.#token = token;
  }

  /** The token in use, which another program may go on with. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Logs in anew. Callers at the same time share one login. @throws DoorbookError `unauthorised` */
  async login(signal?: AbortSignal): Promise<string> {
    this.#login ??= this.#logIn(signal).finally(() => (this.#login = undefined));
    this.#token = await this.#login;
    return this.#token;
  }

  /** Calls, and once more with a new token when the first is refused. */
  async call(call: Call): Promise<Answer> {
    const answer = await this.transport.call(await this.authorized(call));
    const again = answer.status === 401 ? await this.renewed(call) : undefined;
    return again === undefined ? answer : this.transport.call(again);
  }

  /** The call with its authorization. */
  async authorized(call: Call): Promise<Call> {
    if (this.#token === undefined && this.#hasPassword()) await this.login(call.signal);
    const bearer = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    return { ...call, headers: { ...bearer, ...call.headers } };
  }

  /** The call with a new authorization; `undefined` where none can be had. */
  async renewed(call: Call): Promise<Call | undefined> {
    if (!this.#hasPassword()) return undefined;
    await this.login(call.signal);
    return this.authorized(call);
  }

  #hasPassword(): boolean {
    return this.#credentials.username !== undefined;
  }

  async #logIn(signal: AbortSignal | undefined): Promise<string> {
    const { username = "", password = "" } = this.#credentials;
    const search = new URLSearchParams({ username, password: md5Hex(password) });
    for (const base of LOGIN_BASES) {
      // never again by itself: each try counts, and may be an event
      const path = `${base}/login?${search.toString()}`;
      const answer = await this.transport.call({ path, signal });
      if (answer.status === 404) continue;
      return tokenOf(answer);
    }
    const message = "what answers there has no login as panels have it";
    throw new DoorbookError("unknown_panel", message, { status: 404 });
  }
}

/** Source of the refusal by 400: the vendor's login page. */
function tokenOf(answer: Answer): string {
  const body = parseExactJson(answer.text);
  const token = isJsonObject(body) ? body["token"] : undefined;
  if (answer.status === 200 && typeof token === "string" && TOKEN.test(token)) return token;
  if (answer.status === 200) throw badAnswer("to the login has no token");
  const refusal = refusalOf(answer);
  if (answer.status !== 400) throw refusal;
  throw new DoorbookError("unauthorised", refusal.message, refusal);
}
