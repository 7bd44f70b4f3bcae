import { askLog, notAPage, page, refusal, sameTotal, totals } from "../ask-log.ts";
import type { Facts } from "../facts.ts";
import { readLogPage } from "../log-page.ts";
import { agrees, differs, type Finding, judge, type Question, unclear } from "../question.ts";
import { SafeText } from "../safe-text.ts";

const { say } = SafeText;
const topic = "window";

/** Unix times, ms, before and after all events. */
const LONG_AGO_MS = 100_000_000_000;
const FAR_MS = 4_102_444_800_000;

/** Two neighbouring times of the log, Unix ms, and how many events stand at each. */
interface Neighbours {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly atFirst: number;
  readonly atLast: number;
}

/** Which times a question asks for. */
export const WINDOW_QUESTIONS: readonly Question[] = [
  bound(
    "from-inclusive",
    "from is inclusive, in milliseconds",
    ({ firstMs, lastMs, atFirst, atLast }) => [
      [firstMs, lastMs - 1, atFirst],
      [firstMs + 1, lastMs, atLast],
    ],
  ),
  bound(
    "to-inclusive",
    "to is inclusive, in milliseconds",
    ({ firstMs, lastMs, atFirst, atLast }) => [
      [firstMs + 1, lastMs, atLast],
      [firstMs, lastMs, atFirst + atLast],
    ],
  ),
  {
    id: "seconds",
    topic,
    expects: "from and to may be in seconds, and a to in seconds means all of that second",
    statement: "3.1.7",
    ask: withNeighbours(async ({ firstMs, lastMs }, caller, facts) => {
      const [from, to] = [Math.floor(firstMs / 1000), Math.floor(lastMs / 1000)];
      const [inSeconds, whole, start] = await totals(
        caller,
        facts,
        `limit=10&from=${from}&to=${to}`,
        `limit=10&from=${from * 1000}&to=${to * 1000 + 999}`,
        `limit=10&from=${from * 1000}&to=${to * 1000}`,
      );
      const saw = say`${inSeconds} events in seconds, ${whole} in milliseconds to the second's end, ${start} to its start`;
      if (inSeconds === undefined || whole === undefined) return unclear(saw);
      return judge(inSeconds === whole, saw);
    }),
  },
  {
    id: "to-alone",
    topic,
    expects: "to may stand alone",
    statement: "3.1.9",
    ask: withNeighbours(async ({ firstMs }, caller, facts) =>
      sameTotal(
        () => `limit=10&to=${firstMs}`,
        () => `limit=10&from=${LONG_AGO_MS}&to=${firstMs}`,
      )(caller, facts),
    ),
  },
  {
    id: "from-alone",
    topic,
    expects: "from may stand alone",
    statement: "3.1.9",
    ask: withNeighbours(async ({ lastMs }, caller, facts) =>
      sameTotal(
        () => `limit=10&from=${lastMs}`,
        () => `limit=10&from=${lastMs}&to=${FAR_MS}`,
      )(caller, facts),
    ),
  },
  wrong(
    "equal-bounds",
    "3.1.11",
    "equal bounds are refused",
    "from=1713015696315&to=1713015696315",
    "timeRange",
  ),
  wrong(
    "reversed-bounds",
    "3.1.11",
    "a to before from is refused",
    "from=1713015696315&to=1713015696314",
    "timeRange",
  ),
  wrong(
    "time-format",
    "3.1.10",
    "a time that is no number is refused",
    "from=yesterday",
    "timeFormat",
  ),
  wrong("time-negative", "3.1.10", "a time below 0 is refused", "from=-1", "timeFormat"),
  {
    id: "future",
    topic,
    expects: "a window in the future is empty, and total_pages is 1",
    statement: "3.2.3",
    ask: page(`limit=10&from=${FAR_MS}`, ({ total, pages, events }) => {
      const saw = say`${events.length} events, total_items ${total}, total_pages ${pages}`;
      return judge(events.length === 0 && total === 0 && pages === 1, saw);
    }),
  },
  {
    id: "window-is-no-filter",
    topic,
    expects: "is_filtered is false for a window alone",
    statement: "3.2.5",
    ask: page(`limit=10&from=${LONG_AGO_MS}&to=${FAR_MS}`, ({ isFiltered }) =>
      judge(isFiltered === false, say`it is ${isFiltered}`),
    ),
  },
  {
    id: "time-from",
    topic,
    expects: "timeFrom is no name of from",
    statement: "3.1.33",
    ask: async (caller, facts) => {
      const reply = await askLog(caller, facts, `limit=10&timeFrom=${FAR_MS}`);
      const shown = readLogPage(reply);
      if (shown === undefined) return notAPage(reply);
      if (facts.newest?.events.length === 0) return unclear(say`the log is empty`);
      return judge(shown.events.length > 0, say`${shown.events.length} events`);
    },
  },
];

function wrong(
  id: string,
  statement: string,
  what: string,
  search: string,
  reason: "timeFormat" | "timeRange",
): Question {
  const ask = refusal(`limit=10&${search}`, reason);
  return { id, topic, expects: `${what} in our words`, statement, ask };
}

type Expected = readonly [fromMs: number, toMs: number, events: number];

function bound(id: string, expects: string, expect: (times: Neighbours) => Expected[]): Question {
  const ask = withNeighbours(async (times, caller, facts) => {
    const expected = expect(times);
    const searches = expected.map(([from, to]) => `limit=10&from=${from}&to=${to}`);
    const found = await totals(caller, facts, ...searches);
    const saw = SafeText.list(
      expected.map(([, , events], nth) => say`${found[nth]} events where ${events} were expected`),
    );
    if (found.includes(undefined)) return unclear(saw);
    return expected.every(([, , events], nth) => found[nth] === events)
      ? agrees(saw)
      : differs(saw);
  });
  return { id, topic, expects, statement: "3.1.6", ask };
}

function withNeighbours(
  ask: (times: Neighbours, ...rest: Parameters<Question["ask"]>) => Promise<Finding>,
): Question["ask"] {
  return async (caller, facts) => {
    const times = neighboursIn(facts);
    if (times === undefined) return unclear(say`the log holds too few events that are apart`);
    return ask(times, caller, facts);
  };
}

/** At least two seconds lie between the two, and the page shows all events of both. */
function neighboursIn({ oldest }: Facts): Neighbours | undefined {
  if (oldest === undefined) return undefined;
  const times = [...oldest.times].toSorted((one, other) => one - other);
  const apart = [...new Set(times)];
  const isWhole = oldest.total === oldest.events.length;
  const count = (timeMs: number): number => times.filter((time) => time === timeMs).length;
  for (const [nth, firstMs] of apart.entries()) {
    const lastMs = apart[nth + 1];
    const isInside = isWhole || (nth > 0 && nth + 2 < apart.length);
    if (lastMs === undefined || lastMs - firstMs < 2000 || !isInside) continue;
    if (!Number.isSafeInteger(firstMs) || firstMs < LONG_AGO_MS) continue;
    return { firstMs, lastMs, atFirst: count(firstMs), atLast: count(lastMs) };
  }
  return undefined;
}
