import { isJsonObject } from "../basip/json-object.ts";
import { LOG_DIALECTS, type LogFamily, type LogFilter } from "../basip/log-dialect.ts";
import type { PageQuestion } from "../basip/log-dialect.ts";
import type { Locale } from "../basip/texts/locales.ts";
import type { Order } from "../event/query.ts";
import { DoorbookError } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { LogWalk } from "./log-walk.ts";
import { type ClientOptions, openTransport } from "./options.ts";
import { type PanelLogPage, type PanelLogItem, readPanelLog } from "./read-panel-log.ts";
import { Session } from "./session.ts";
import { timeMs, type TimeLike } from "./times.ts";
import { refusalOf } from "./transport.ts";

/** Which of a panel's events are asked for. */
export interface LogItemsQuery {
  /** First time by the panel's clock, inclusive. */
  readonly from?: TimeLike | undefined;
  /** Last time, inclusive. */
  readonly to?: TimeLike | undefined;
  /** One field that has just one value; every event when absent. */
  readonly filter?: LogFilter | undefined;
  readonly locale?: Locale | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A question for one page of a panel's log. */
export interface LogPageQuery extends LogItemsQuery {
  /** 10, 20, 30 or 50; 50 when absent. */
  readonly limit?: PageQuestion["limit"] | undefined;
  /** From 1. */
  readonly page?: number | undefined;
  /** By time; `asc` when absent. */
  readonly sort?: Order | undefined;
}

/** Whom a panel's log is asked of. */
export interface PanelLogOptions extends ClientOptions {
  /** Which API the panel has; asked of the panel when absent. */
  readonly family?: LogFamily | undefined;
}

/** Families by the major of their API's version, in the order in which they are tried. Source: observed. */
const FAMILIES_OF_MAJOR: Readonly<Record<string, readonly LogFamily[]>> = {
  "2": ["android"],
  "1": ["camdroid", "android_v0", "controller"],
};

const ALL_FAMILIES: readonly LogFamily[] = ["android", "android_v0", "controller"];

/** As many events a walk asks for at once: the most that every family gives. */
const PAGE = 50;

/**
 * Reads a log through the panels' own API: that of a real panel, of an emulated one, and of a Doorbook
 * server, for all its panels or below `/panels/{serial}` for one. It changes nothing there.
 */
export class PanelLogClient {
  readonly #session: Session;
  readonly #locale: Locale | undefined;
  #family: LogFamily | undefined;

  /** @throws TypeError naming the option that is wrong */
  constructor(options: PanelLogOptions, session?: Session) {
    this.#session = session ?? new Session(openTransport(options), options);
    this.#locale = options.locale;
    this.#family = options.family;
  }

  /** Logs in, which every call does by itself when it has to. @returns the token */
  login(signal?: AbortSignal): Promise<string> {
    return this.#session.login(signal);
  }

  /**
   * Reads one page with the exact total.
   *
   * @throws DoorbookError with the panel's own words
   */
  async logItems(query: LogPageQuery = {}): Promise<PanelLogPage> {
    const { limit = PAGE, page = 1, sort, filter, locale = this.#locale, signal } = query;
    const [fromMs, toMs] = [timeMs(query.from), timeMs(query.to)];
    const question = { limit, page, fromMs, toMs, order: sort, filter, locale };
    return this.#ask(question, signal);
  }

  /**
   * Walks through the log, oldest first, each event once, up to the newest that there is when it begins.
   * It goes by time and not by page numbers, so that what arrives or is forgotten meanwhile moves
   * nothing: only events that arrive with a time that the walk has already passed are left to another.
   *
   * @throws DoorbookError with the panel's own words
   */
  async *eachLogItem(query: LogItemsQuery = {}): AsyncGenerator<PanelLogItem, void> {
    const { from, to, signal, ...rest } = query;
    const newest = await this.logItems({ ...query, limit: 10, sort: "desc" });
    const last = newest.items.reduce((most, { occurredAt }) => Math.max(most, occurredAt), -1);
    const walk = new LogWalk(timeMs(from) ?? 0, Math.min(last, timeMs(to) ?? last), PAGE);
    while (!walk.isOver) {
      const page = await this.logItems({ ...rest, ...walk.window, sort: "asc", signal });
      yield* walk.take(page);
    }
  }

  async #ask(question: PageQuestion, signal: AbortSignal | undefined): Promise<PanelLogPage> {
    const families = this.#family === undefined ? await this.#candidates(signal) : [this.#family];
    for (const family of families) {
      const { path, render } = LOG_DIALECTS[family];
      const call = { path: `${path}?${render(question)}`, signal, mayRepeat: true };
      const answer = await this.#session.call(call);
      if (answer.status === 404 && this.#family === undefined) continue;
      if (answer.status !== 200) throw refusalOf(answer);
      this.#family = family;
      return readPanelLog(answer.text);
    }
    const message = "it has no log at any place that is known of panels";
    throw new DoorbookError("unknown_panel", message, { status: 404 });
  }

  async #candidates(signal: AbortSignal | undefined): Promise<readonly LogFamily[]> {
    const { transport } = this.#session;
    const { status, text } = await transport.call({ path: "/api/info", signal, mayRepeat: true });
    const body = status === 200 ? parseExactJson(text) : undefined;
    const version = isJsonObject(body) ? String(body["api_version"]) : "";
    const [major = ""] = version.split(".");
    return FAMILIES_OF_MAJOR[major] ?? ALL_FAMILIES;
  }
}
