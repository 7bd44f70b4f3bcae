import type { WireErrorName } from "../../basip/android/errors.ts";
import { askLog, notAPage, page, refusal } from "../ask-log.ts";
import { isSorted, type LogPage, memberOf, readLogPage, stringsOf } from "../log-page.ts";
import { differs, type Finding, judge, type Question, type Topic, unclear } from "../question.ts";
import { SafeText } from "../safe-text.ts";

const { say } = SafeText;
/** Past the end of every panel's log. */
const FAR_PAGE = 2_000_000_000;

/** Pages and their numbers. */
export const PAGE_QUESTIONS: readonly Question[] = [
  {
    id: "default-limit",
    topic: "pages",
    expects: "without limit a page has 10 events",
    statement: "3.1.13",
    ask: page("locale=en", ({ limit, events }) =>
      judge(limit === 10 && events.length <= 10, say`limit ${limit}, ${events.length} events`),
    ),
  },
  ...[20, 30, 50].map((asked): Question => ({
    id: `limit-${asked}`,
    topic: "pages",
    expects: `limit ${asked} is taken and repeated in items_limit`,
    statement: "3.1.12",
    ask: page(`limit=${asked}`, ({ limit, events }) =>
      judge(
        limit === asked && events.length <= asked,
        say`limit ${limit}, ${events.length} events`,
      ),
    ),
  })),
  refused("limit-25", "3.1.14", "limit=25", "limit"),
  refused("limit-11", "3.1.14", "limit=11", "limit"),
  refused("limit-twice", "3.1.30", "limit=10&limit=20", "limit"),
  refused("page-0", "3.1.16", "limit=10&page_number=0", "page"),
  refused("page-abc", "3.1.16", "limit=10&page_number=abc", "page"),
  {
    id: "page-past-end",
    topic: "pages",
    expects: "a page past the end is empty and keeps its number",
    statement: "3.1.17",
    ask: page(`limit=10&page_number=${FAR_PAGE}`, ({ events, current }) => {
      const isSame = current === FAR_PAGE ? say`the same` : say`another`;
      const saw = say`${events.length} events, current_page is ${isSame}`;
      return judge(events.length === 0 && current === FAR_PAGE, saw);
    }),
  },
  {
    id: "total-pages",
    topic: "pages",
    expects: "total_pages is what total_items fill, the last page holding the rest",
    statement: "3.2.3",
    ask: async (caller, facts) => {
      const last = facts.oldest?.pages ?? 1;
      const reply = await askLog(caller, facts, `limit=50&page_number=${last}&sort_type=asc`);
      const shown = readLogPage(reply);
      return shown === undefined ? notAPage(reply) : judgeLastPage(shown, last);
    },
  },
];

function judgeLastPage({ total, pages, events }: LogPage, last: number): Finding {
  if (total === undefined || pages === undefined) return differs(say`it says no totals`);
  const saw = say`${total} events, ${pages} pages, ${events.length} on page ${last}`;
  const isFull = pages === Math.max(1, Math.ceil(total / 50));
  return judge(isFull && events.length === total - (last - 1) * 50, saw);
}

/** How a page is sorted. */
export const ORDER_QUESTIONS: readonly Question[] = [
  {
    id: "default-order",
    topic: "order",
    expects: "without sort_type the order is asc",
    statement: "3.1.19",
    ask: page("limit=50", ({ times, isAscending }) => {
      if (isFlat(times)) return unclear(say`too few events; asc is ${isAscending}`);
      const order = orderOf(times);
      return judge(order === "asc", say`it is ${order}, and asc is ${isAscending}`);
    }),
  },
  ...(["asc", "desc"] as const).map((order): Question => ({
    id: `sort-${order}`,
    topic: "order",
    expects: `sort_type=${order} is honoured, and asc of the answer says so`,
    statement: "3.1.18",
    ask: page(`limit=50&sort_type=${order}`, (shown) => judgeOrder(shown, order)),
  })),
  {
    id: "sort-reverse",
    topic: "order",
    expects: "desc begins with what asc ends with",
    statement: "3.1.18",
    ask: async (_caller, { oldest, newest }) => {
      if (oldest?.times[0] === undefined || newest?.times[0] === undefined) {
        return unclear(say`too few events`);
      }
      const saw = say`asc begins with the older event: ${oldest.times[0] <= newest.times[0]}`;
      return isFlat([...oldest.times, ...newest.times])
        ? unclear(say`too few events`)
        : judge(oldest.times[0] < newest.times[0], saw);
    },
  },
  {
    id: "sort-twice",
    topic: "order",
    expects: "sort_type that is given twice is wrong",
    statement: "3.1.30",
    ask: refusal("limit=10&sort_type=asc&sort_type=desc", "sortType"),
  },
  {
    id: "sort-wrong",
    topic: "order",
    expects: "another sort_type is refused: Wrong sort type",
    statement: "3.1.20",
    ask: refusal("limit=10&sort_type=upward", "sortType"),
  },
  ...(["asc", "desc"] as const).map((order): Question => ({
    id: `order-by-${order}`,
    topic: "order",
    expects: `order_by=timestamp ${order} is honoured`,
    statement: "4.4",
    ask: page(`limit=50&order_by=timestamp%20${order}`, (shown) => judgeOrder(shown, order)),
  })),
  {
    id: "order-by-field",
    topic: "order",
    expects: "order_by another field is refused: Wrong sort field",
    statement: "4.4",
    ask: refusal("limit=10&order_by=priority%20asc", "sortField"),
  },
  {
    id: "order-by-direction",
    topic: "order",
    expects: "order_by in another direction is refused: Wrong sort type",
    statement: "4.5",
    ask: refusal("limit=10&order_by=timestamp%20upward", "sortType"),
  },
  {
    id: "sort-lists",
    topic: "order",
    expects: "the orders are listed as available_sorting and as available_values",
    statement: "3.2.8",
    ask: page("limit=10", ({ option }) => {
      const sort = memberOf(option, "sort");
      const names = ["available_sorting", "available_values"].filter(
        (name) => stringsOf(sort[name]).toSorted().join() === "asc,desc",
      );
      return judge(names.length === 2, say`under: ${SafeText.keys(names)}`);
    }),
  },
];

function refused(id: string, statement: string, search: string, reason: WireErrorName): Question {
  const topic: Topic = "pages";
  const what = decodeURIComponent(search.replace(/^limit=10&(?=page)/, ""));
  return {
    id,
    topic,
    expects: `${what} is refused in our words`,
    statement,
    ask: refusal(search, reason),
  };
}

function isFlat(times: readonly number[]): boolean {
  return times.every((time) => time === times[0]);
}

function orderOf(times: readonly number[]): string {
  if (isSorted(times, "asc")) return "asc";
  return isSorted(times, "desc") ? "desc" : "";
}

function judgeOrder({ times, isAscending }: LogPage, order: "asc" | "desc"): Finding {
  if (isFlat(times)) return unclear(say`too few events; asc is ${isAscending}`);
  const isSaid = isAscending === (order === "asc");
  const saw = say`the events are ${orderOf(times)}, and asc is ${isAscending}`;
  return judge(isSorted(times, order) && isSaid, saw);
}
