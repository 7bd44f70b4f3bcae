import type { WireErrorName } from "../../basip/android/errors.ts";
import type { JsonObject } from "../../basip/json-object.ts";
import { isEventKey } from "../../event/catalog.ts";
import { FILTER_FIELDS, type FilterField } from "../../event/condition.ts";
import { askLog, notAPage, page, refusal, sameTotal } from "../ask-log.ts";
import type { Facts } from "../facts.ts";
import { keyOf, type LogPage, readLogPage } from "../log-page.ts";
import { agrees, differs, type Finding, judge, type Question, unclear } from "../question.ts";
import { SafeText } from "../safe-text.ts";

const { say } = SafeText;

/** The three parameters of a filter, and a filter as one object. */
export const FILTER_QUESTIONS: readonly Question[] = [
  ...FILTER_FIELDS.map((field): Question => ({
    id: `filter-${field}`,
    topic: "filters",
    expects: `a filter of ${field} by three parameters is honoured`,
    statement: "3.1.21",
    ask: honoured(field, (value) => triple(field, value)),
  })),
  {
    id: "is-filtered",
    topic: "filters",
    expects: "is_filtered is true for a filter and false without one",
    statement: "3.2.5",
    ask: page(`limit=10&${triple("category", "access")}`, ({ isFiltered }, { newest }) =>
      judge(
        isFiltered === true && newest?.isFiltered === false,
        say`with it ${isFiltered}, without it ${newest?.isFiltered}`,
      ),
    ),
  },
  same(
    "filter-format",
    "3.1.24",
    "filter_format=string may stand beside a filter",
    () => `${triple("category", "access")}&filter_format=string`,
  ),
  same(
    "filter-object",
    "3.1.27",
    "a filter may come as one JSON object",
    () =>
      `filter=${encodeURIComponent('{"filter_field":"category","filter_type":"equal","filter_value":"access"}')}`,
  ),
  wrong("filter-no-field", "3.1.26", "filter_type=equal&filter_value=access", "filterField"),
  wrong("filter-no-type", "3.1.26", "filter_field=category&filter_value=access", "filterType"),
  wrong("filter-no-value", "3.1.26", "filter_field=category&filter_type=equal", "filterValue"),
  wrong(
    "filter-field",
    "3.1.22",
    "filter_field=floor&filter_type=equal&filter_value=access",
    "filterField",
  ),
  wrong(
    "filter-type",
    "3.1.23",
    "filter_field=category&filter_type=like&filter_value=access",
    "filterType",
  ),
  wrong("filter-value", "3.1.25", triple("category", "nothing"), "filterValue"),
  wrong("filter-value-name", "3.1.25", triple("name", "nothing_happened"), "filterValue"),
  wrong(
    "filter-other-format",
    "3.1.24",
    `${triple("category", "access")}&filter_format=number`,
    "filterFormat",
  ),
  wrong(
    "filter-broken",
    "3.1.28",
    `filter=${encodeURIComponent('{"filter_field":')}`,
    "filterFormat",
  ),
  first(
    "first-limit",
    "limit=11&page_number=0&filter_field=floor&sort_type=upward&from=x",
    "limit",
  ),
  first("first-page", "limit=10&page_number=0&filter_field=floor&sort_type=upward&from=x", "page"),
  first(
    "first-filter-type",
    "limit=10&filter_field=floor&filter_type=like&filter_value=x&sort_type=upward&from=x",
    "filterType",
  ),
  first("first-sorting", "limit=10&sort_type=upward&from=x", "sortType"),
];

/** Filters in the words of Camdroid panels. */
export const EXPRESSION_QUESTIONS: readonly Question[] = [
  ...FILTER_FIELDS.map((field): Question => ({
    id: `expression-${field}`,
    topic: "expressions",
    expects: `an expression of ${field} is honoured`,
    statement: "4.1",
    ask: honoured(field, (value) => expression(`${field} eq '${value}'`)),
  })),
  {
    id: "expression-time",
    topic: "expressions",
    expects: "an expression of timestamp is honoured, in milliseconds",
    statement: "4.2",
    ask: async (caller, facts) => {
      const timeMs = facts.newest?.times.toSorted((one, other) => one - other).at(-1);
      if (timeMs === undefined) return unclear(say`the log is empty`);
      const ask = sameTotal(
        () => `limit=10&${expression(`timestamp ge ${timeMs}`)}`,
        () => `limit=10&from=${timeMs}`,
      );
      return ask(caller, facts);
    },
  },
  {
    id: "expression-precedence",
    topic: "expressions",
    expects: "not binds closer than and, and and closer than or",
    statement: "4.11",
    ask: sameTotal(
      () =>
        `limit=10&${expression("not category eq 'access' and priority eq 'high' or priority eq 'low'")}`,
      () =>
        `limit=10&${expression("((not (category eq 'access')) and (priority eq 'high')) or (priority eq 'low')")}`,
    ),
  },
  {
    id: "expression-and-triple",
    topic: "expressions",
    expects: "where an expression and the three parameters come together both must hold",
    statement: "4.15",
    ask: page(
      `limit=10&${triple("category", "access")}&${expression("category eq 'system'")}`,
      ({ events }) => judge(events.length === 0, say`${events.length} events`),
    ),
  },
  wrong("expression-broken", "4.6", expression("category eq"), "filterFormat", "expressions"),
  wrong("expression-field", "4.7", expression("floor eq 'x'"), "filterField", "expressions"),
  wrong(
    "expression-operator",
    "4.8",
    expression("category gt 'access'"),
    "filterType",
    "expressions",
  ),
  wrong(
    "expression-value",
    "4.9",
    expression("category eq 'nothing'"),
    "filterValue",
    "expressions",
  ),
];

function triple(field: FilterField, value: string): string {
  return `filter_field=${field}&filter_type=equal&filter_value=${value}`;
}

function expression(text: string): string {
  return `filter=${encodeURIComponent(text)}`;
}

function wrong(
  id: string,
  statement: string,
  search: string,
  reason: WireErrorName,
  topic: "filters" | "expressions" = "filters",
): Question {
  const expects = `${decodeURIComponent(search)} is refused in our words`;
  return { id, topic, expects, statement, ask: refusal(`limit=10&${search}`, reason) };
}

function first(id: string, search: string, reason: WireErrorName): Question {
  return {
    id,
    topic: "filters",
    expects: `of ${search.split("&").length} parameters with several wrong, the first in our order is told`,
    statement: "3.1.31",
    ask: refusal(search, reason),
  };
}

/** A filter of access in another form finds what the three parameters find. */
function same(id: string, statement: string, expects: string, search: () => string): Question {
  const ask = sameTotal(
    () => `limit=10&${search()}`,
    () => `limit=10&${triple("category", "access")}`,
  );
  return { id, topic: "filters", expects, statement, ask };
}

function honoured(field: FilterField, search: (value: string) => string): Question["ask"] {
  return async (caller, facts) => {
    const value = valueOf(field, facts);
    const reply = await askLog(caller, facts, `limit=50&${search(value)}`);
    const shown = readLogPage(reply);
    return shown === undefined ? notAPage(reply) : judgeFilter(shown, field, value);
  };
}

/** A value that is asked for: one that occurs, where there is one that can be named. */
function valueOf(field: FilterField, { sample }: Facts): string {
  if (field === "category") return "access";
  if (field === "priority") return "high";
  return sample.keys.find((key) => isEventKey(key)) ?? "tamper_event";
}

function judgeFilter({ events, isFiltered }: LogPage, field: FilterField, value: string): Finding {
  const strangers = events.filter((event) => fieldOf(event, field) !== value).length;
  const saw = say`${strangers} of ${events.length} events are others, is_filtered is ${isFiltered}`;
  if (strangers > 0) return differs(saw);
  return isFiltered === true ? agrees(saw) : unclear(saw);
}

function fieldOf(event: JsonObject, field: FilterField): unknown {
  return field === "name" ? keyOf(event) : event[field];
}
