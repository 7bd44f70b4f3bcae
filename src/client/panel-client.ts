import { hash } from "node:crypto";
import { WIRE_ERRORS } from "../basip/android/errors.ts";
import { readLogPage } from "../basip/android/read-log-page.ts";
import type { PanelPage } from "../basip/android/read-log-page.ts";
import { isJsonObject, type JsonObject } from "../basip/json-object.ts";
import { LOG_DIALECTS } from "../basip/log-dialect.ts";
import type { LogFamily, PageQuestion } from "../basip/log-dialect.ts";
import { PanelError } from "./panel-error.ts";
import { CALL_BOUNDS, PanelHttp } from "./panel-http.ts";
import type { CallBounds, PanelAnswer } from "./panel-http.ts";

/** Which panel is asked, and as whom. */
export interface PanelAccess {
  readonly url: string;
  readonly username: string;
  /** In clear. */
  readonly password: string;
  /** Whether a certificate counts that nobody vouches for. */
  readonly takesSelfSigned: boolean;
  /** The serial that the panel must have before it is told a password; any when absent. */
  readonly serial?: string;
}

/** After so many tokens in a row that were refused so soon, ms, there is no other login. */
const SHORTEST_TOKEN_MS = 30_000;
const MAX_SHORT_TOKENS = 2;

/** What a client may be told. */
export interface PanelClientOptions {
  /** One that an earlier login gave; it is used until the panel refuses it. */
  readonly token?: string | undefined;
  readonly bounds?: CallBounds;
}

/** What a panel says of itself; texts are empty where it says nothing. */
export interface PanelInfo {
  readonly serial: string;
  readonly name: string;
  readonly model: string;
  readonly firmware: string;
  readonly apiVersion: string;
}

/** Where a panel has its log. */
export interface FoundLog {
  readonly family: LogFamily;
  readonly path: string;
  /** How many events it has. */
  readonly total: number;
}

/** Families by the major of their API's version, in the order in which they are tried. */
const FAMILIES_OF_MAJOR: Readonly<Record<string, readonly LogFamily[]>> = {
  "2": ["android"],
  "1": ["camdroid", "android_v0", "controller"],
};

const ALL_FAMILIES: readonly LogFamily[] = ["android", "android_v0", "controller"];

/** What panels are known to say. */
const KNOWN_ERRORS: readonly string[] = Object.values(WIRE_ERRORS);

/** Where a login may stand. */
const BASES = ["/api/v1", "/api/v0", "/v1"] as const;

/**
 * Reads one panel's log in its own dialect. It logs in once and keeps the token until the panel
 * refuses it; it changes nothing on the panel, and clears nothing.
 */
export class PanelClient implements Disposable {
  readonly #access: PanelAccess;
  readonly #http: PanelHttp;
  #token: string | undefined;
  #base: string | undefined;
  #found: FoundLog | undefined;
  #logins = 0;
  /** By a clock that never falls, ms. */
  #loggedInMs = -Infinity;
  #shortTokens = 0;

  constructor(access: PanelAccess, { token, bounds = CALL_BOUNDS }: PanelClientOptions = {}) {
    this.#access = access;
    this.#http = new PanelHttp(access.url, access.takesSelfSigned, bounds);
    this.#token = token;
  }

  /** The token in use; `undefined` before the first login. */
  get token(): string | undefined {
    return this.#token;
  }

  /** How often it has logged in. */
  get logins(): number {
    return this.#logins;
  }

  [Symbol.dispose](): void {
    this.#http[Symbol.dispose]();
  }

  /** What the panel says of itself, without a login. @throws PanelError */
  async info(): Promise<PanelInfo> {
    const { status, text } = await this.#http.get("/api/info");
    const json = parse(text);
    if (status !== 200 || json === undefined) {
      throw new PanelError(
        "no_panel",
        `what answers there is no panel (/api/info: HTTP ${status})`,
      );
    }
    const say = (name: string): string => textOf(json, name);
    return {
      serial: say("device_serial_number"),
      name: say("device_name"),
      model: say("device_model"),
      firmware: say("firmware_version"),
      apiVersion: say("api_version"),
    };
  }

  /**
   * Finds where the panel has its log: by the major of its API's version, else by trying.
   *
   * @throws PanelError
   */
  async find(): Promise<FoundLog> {
    const { apiVersion } = await this.info();
    const [major = ""] = apiVersion.split(".");
    for (const family of FAMILIES_OF_MAJOR[major] ?? ALL_FAMILIES) {
      const { path, render } = LOG_DIALECTS[family];
      const answer = await this.#ask(`${path}?${render({ limit: 10, page: 1 })}`);
      if (answer.status === 404) continue;
      const { total } = pageOf(answer);
      this.#found = { family, path, total };
      return this.#found;
    }
    throw new PanelError("no_panel", "it has no log at any place that is known of panels");
  }

  /** Where the log was found; `undefined` before {@link find}. */
  get found(): FoundLog | undefined {
    return this.#found;
  }

  /** Reads a page of the log, oldest first. @throws PanelError */
  async page(question: PageQuestion): Promise<PanelPage> {
    const { family, path } = this.#found ?? (await this.find());
    const page = pageOf(await this.#ask(`${path}?${LOG_DIALECTS[family].render(question)}`));
    const isRising = page.events.every(
      ({ occurredAtMs }, nth) => occurredAtMs >= (page.events[nth - 1]?.occurredAtMs ?? 0),
    );
    if (isRising) return page;
    throw new PanelError("bad_answer", "its log is not in the order that was asked for");
  }

  /** What the panel's clock shows, Unix ms, to the second; `undefined` where it does not tell. */
  async clockMs(): Promise<number | undefined> {
    const base = this.#found === undefined ? "/api/v1" : LOG_DIALECTS[this.#found.family].base;
    const { status, text } = await this.#ask(`${base}/device/time`);
    const seconds = status === 200 ? parse(text)?.["device_time_unix"] : undefined;
    return typeof seconds === "number" && seconds >= 0 ? seconds * 1000 : undefined;
  }

  /** Asks with the token; when that is refused, once more with a new one. */
  async #ask(path: string): Promise<PanelAnswer> {
    const token = this.#token ?? (await this.#login());
    const answer = await this.#http.get(path, `Bearer ${token}`);
    if (answer.status !== 401) return answer;
    const isShort = performance.now() - this.#loggedInMs < SHORTEST_TOKEN_MS;
    this.#shortTokens = isShort ? this.#shortTokens + 1 : 0;
    if (this.#shortTokens > MAX_SHORT_TOKENS) {
      throw new PanelError("refused", "it refuses the tokens that it has just given");
    }
    const again = await this.#http.get(path, `Bearer ${await this.#login()}`);
    if (again.status === 401) {
      throw new PanelError("refused", "it refuses the token that it has just given");
    }
    return again;
  }

  async #login(): Promise<string> {
    this.#token = undefined;
    await this.#expectSerial();
    for (const base of this.#base === undefined ? BASES : [this.#base]) {
      const token = await this.#loginAt(base);
      if (token === undefined) continue;
      this.#base = base;
      this.#token = token;
      this.#loggedInMs = performance.now();
      return token;
    }
    throw new PanelError("no_panel", "what answers there has no login as panels have it");
  }

  /** Addresses change hands: the password is for one panel alone. */
  async #expectSerial(): Promise<void> {
    const { serial } = this.#access;
    if (serial === undefined) return;
    const told = (await this.info()).serial;
    if (told === "" || told === serial) return;
    throw new PanelError("no_panel", `another panel answers there: ${printable(told)}`);
  }

  /** @returns `undefined` where no login stands */
  async #loginAt(base: string): Promise<string | undefined> {
    const { username, password } = this.#access;
    const search = new URLSearchParams({ username, password: hash("md5", password, "hex") });
    const { status, text } = await this.#http.get(`${base}/login?${search.toString()}`);
    if (status === 404) return undefined;
    const json = parse(text);
    this.#logins += 1;
    const token = json === undefined ? "" : textOf(json, "token");
    // anything else could not be sent in a header
    if (status === 200 && /^[\x21-\x7e]{1,4096}$/.test(token)) return token;
    if (status === 200) throw new PanelError("bad_answer", "its login gives no token");
    throw new PanelError("refused", `it refuses the login (HTTP ${status}): see name and password`);
  }
}

function pageOf({ status, text }: PanelAnswer): PanelPage {
  const page = status === 200 ? readLogPage(text) : undefined;
  if (page !== undefined) return page;
  if (status === 200) throw new PanelError("bad_answer", "its answer is no page of a log");
  const said = textOf(parse(text) ?? {}, "error");
  // anything else may hold what the panel was asked with
  const error = KNOWN_ERRORS.find((known) => known === said) ?? "";
  if (/rights/i.test(said) || status === 403) {
    throw new PanelError(
      "refused",
      "the account may not read the log: it must be an administrator",
    );
  }
  throw new PanelError("bad_answer", `it refuses to show its log (HTTP ${status} ${error})`.trim());
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

/** What a panel says, without what would steer a terminal; 128 characters at most. */
function printable(text: string): string {
  return text.slice(0, 128).replaceAll(/\p{Cc}/gu, "?");
}
