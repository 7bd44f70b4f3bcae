import { randomUUID } from "node:crypto";
import { CATEGORIES, effectiveCategory } from "../../event/catalog.ts";
import { AppError } from "../../event/errors.ts";
import { OWN_PANEL } from "../../event/event.ts";
import { didYouMean } from "../../event/nearest.ts";
import { ownEvent } from "../../event/own-event.ts";
import type { OwnEventKey } from "../../event/own-events.ts";
import { FLEET } from "../../event/query.ts";
import type { EventReader, EventStore } from "../../event/store.ts";
import type { FleetStore } from "../../fleet/store.ts";
import type { BookFleet } from "../seen-fleet.ts";
import { dueEdgeMs } from "./edges.ts";
import { makeHold } from "./hold.ts";
import type { RetentionHold } from "./hold.ts";
import { parseRule, renderKept } from "./kept-texts.ts";
import type { RunWish } from "./rule-state.ts";
import { hasSameTerms, makeRule } from "./rule.ts";
import type { RetentionRule, RuleTerms } from "./rule.ts";

/** What changes of retention rest on. */
export interface RetentionChangesParts {
  readonly store: Pick<FleetStore, "list" | "find" | "change">;
  /** Where changes are events. */
  readonly log: Pick<EventStore, "append"> & Pick<EventReader, "kinds">;
  readonly fleet: BookFleet;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** How many rules, and how many holds, there may be. */
const MOST = 100;

/**
 * Changes how long events are kept, and tells the log. `by` is the name of the account that does it,
 * `undefined` for the command line. A running server sees it within a second.
 */
export class RetentionChanges {
  readonly #parts: RetentionChangesParts;

  constructor(parts: RetentionChangesParts) {
    this.#parts = parts;
  }

  /** Checks a rule without setting it. @throws AppError `invalid`, `unavailable` */
  async checkRule(name: string, terms: RuleTerms): Promise<RetentionRule> {
    const rule = makeRule(name, terms, this.#parts.now());
    this.#checkSite(rule.site);
    await this.#checkCategories(rule.categories);
    return rule;
  }

  /** Adds a rule, or gives it other terms. @throws AppError `invalid`, `unavailable` */
  async setRule(name: string, terms: RuleTerms, by: string | undefined): Promise<RetentionRule> {
    const rule = await this.checkRule(name, terms);
    const { store } = this.#parts;
    const kept = await store.find("retention_rule", name);
    if (kept !== undefined) {
      const before = tryParseRule(name, kept);
      // to say it again is no new hour of grace, nor an edge that is found anew
      if (before !== undefined && hasSameTerms(before, rule)) return before;
    } else await this.#checkCount("retention_rule", "rules");
    await store.change("retention_rule", [{ id: name, body: renderKept(rule) }]);
    const { days, categories, site, isOwn } = rule;
    const said = { rule: name, days, categories, site, ...(isOwn && { panel: OWN_PANEL }) };
    await this.#tell("doorbook_retention_set", said, by);
    return rule;
  }

  /** @throws AppError `not_found`, `unavailable` */
  async removeRule(name: string, by: string | undefined): Promise<void> {
    await this.#remove("retention_rule", name, "rule");
    await this.#tell("doorbook_retention_removed", { rule: name }, by);
  }

  /** Adds a hold, or gives it another query. @throws AppError `invalid`, `unavailable`; QueryError */
  async setHold(name: string, query: string, by: string | undefined): Promise<RetentionHold> {
    const { store, fleet, now } = this.#parts;
    const hold = makeHold(name, query, { fleet, nowMs: now() });
    if ((await store.find("retention_hold", name)) === undefined) {
      await this.#checkCount("retention_hold", "holds");
    }
    await store.change("retention_hold", [{ id: name, body: renderKept(hold) }]);
    await this.#tell("doorbook_hold_set", { hold: name, query }, by);
    return hold;
  }

  /** @throws AppError `not_found`, `unavailable` */
  async releaseHold(name: string, by: string | undefined): Promise<void> {
    await this.#remove("retention_hold", name, "hold");
    await this.#tell("doorbook_hold_released", { hold: name }, by);
  }

  /** Wishes that rules are applied now, however far their edges are to move. @throws AppError `unavailable` */
  async run(rules: readonly RetentionRule[]): Promise<void> {
    const nowMs = this.#parts.now();
    const wishes = rules.map((rule) => {
      const { name, revision } = rule;
      const wish: RunWish = { id: randomUUID(), revision, edgeMs: dueEdgeMs(rule, nowMs) };
      return { id: name, body: renderKept(wish) };
    });
    if (wishes.length > 0) await this.#parts.store.change("retention_run", wishes);
  }

  #checkSite(site: string): void {
    const { profiles, sites } = this.#parts.fleet;
    const known = new Set([...profiles].map((profile) => profile.site));
    for (const { name } of sites) known.add(name);
    if (site === "" || known.has(site)) return;
    const meant = didYouMean(site, known) || ": see doorbook sites list";
    throw new AppError("invalid", `there is no site ${JSON.stringify(site)}${meant}`);
  }

  /** A category that is misspelled would keep for ever what the law wants to go. */
  async #checkCategories(categories: readonly string[]): Promise<void> {
    const unlisted = categories.filter((one) => !CATEGORIES.some((known) => known === one));
    if (unlisted.length === 0) return;
    const kinds = await this.#parts.log.kinds(FLEET);
    const known = new Set([...CATEGORIES, ...kinds.map(effectiveCategory)]);
    const odd = unlisted.find((one) => !known.has(one));
    if (odd === undefined) return;
    const list = [...known].slice(0, 10).join(", ");
    const meant = didYouMean(odd, known) || `: there are ${list}`;
    throw new AppError("invalid", `there is no category ${JSON.stringify(odd)}${meant}`);
  }

  async #checkCount(part: "retention_rule" | "retention_hold", what: string): Promise<void> {
    if ((await this.#parts.store.list(part)).length < MOST) return;
    throw new AppError("invalid", `there may be at most ${MOST} ${what}: remove one first`);
  }

  async #remove(
    part: "retention_rule" | "retention_hold",
    name: string,
    what: string,
  ): Promise<void> {
    const { store } = this.#parts;
    if ((await store.find(part, name)) === undefined) {
      throw new AppError("not_found", `there is no ${what} ${JSON.stringify(name)}`);
    }
    await store.change(part, [{ id: name, body: undefined }]);
  }

  async #tell(key: OwnEventKey, said: object, by: string | undefined): Promise<void> {
    const { log, now } = this.#parts;
    const model = { ...(by !== undefined && { account: by }), ...said };
    await log.append(OWN_PANEL, [ownEvent(key, model, now())]);
  }
}

/** What cannot be read is set anew. */
function tryParseRule(name: string, body: string): RetentionRule | undefined {
  try {
    return parseRule(name, body);
  } catch {
    return undefined;
  }
}
