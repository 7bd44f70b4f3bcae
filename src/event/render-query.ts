import type { EventCondition, ValuePath, ValueTest } from "./event-condition.ts";
import { MAX_OCCURRED_AT_MS } from "./event.ts";
import { renderQueryLiteral as quote } from "./render-query-literal.ts";

/** Of no condition: the language has no word for all events or for none. */
const ALL = "(late or not late)";
const NONE = "(late and not late)";

/**
 * A condition in the words of the query language, for a server to read it again. Times and paths are
 * written so that neither the clock nor the fleet of whoever reads them changes what they mean.
 *
 * @throws RangeError for what the language has no words for: order among keys, categories and priorities,
 *   and names of members with other characters than letters, digits, `_` and `-`
 */
export function renderQuery(condition: EventCondition): string {
  switch (condition.is) {
    case "not":
      return `not ${grouped(condition.part)}`;
    case "and":
    case "or":
      return renderParts(condition.parts, condition.is);
    case "field":
      return renderField(condition.field, { operator: "eq", values: [condition.value] });
    case "fieldText":
      return renderField(condition.field, condition.test);
    case "time":
      return renderTimes("timestamp", condition);
    case "received":
      return renderTimes("received", condition);
    case "panel":
      return renderList("panel", condition.serials);
    case "source":
      return renderList("source", condition.sources);
    case "late":
    case "echo":
      return condition.is;
    case "words":
      return `${quote(condition.words.join(" "))}${condition.isPrefix ? "*" : ""}`;
    case "value":
      return renderValue(condition.paths, condition.test);
  }
}

function grouped(condition: EventCondition): string {
  return `(${renderQuery(condition)})`;
}

function renderParts(parts: readonly EventCondition[], join: "and" | "or"): string {
  if (parts.length === 0) return join === "and" ? ALL : NONE;
  return parts.map(grouped).join(` ${join} `);
}

function renderField(field: string, test: ValueTest): string {
  switch (test.operator) {
    case "eq":
      return renderList(field, test.values);
    case "contains":
    case "starts":
      // no event lacks one
      return test.value === "" ? ALL : `${field} ${test.operator} ${quote(test.value)}`;
    case "exists":
      return ALL;
    case "gt":
    case "ge":
    case "lt":
    case "le":
      throw new RangeError(`the query language has no order for ${field}`);
  }
}

/** Of lists: any of them. */
function renderList(field: string, values: readonly string[]): string {
  const said = values.filter((value) => value !== "");
  if (said.length === 0) return NONE;
  if (said.length === 1) return `${field} eq ${said.map(quote).join("")}`;
  return `${field} in (${said.map(quote).join(", ")})`;
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

function renderTimes(field: string, { fromMs, toMs }: Stretch): string {
  if (toMs < fromMs || toMs < 0 || fromMs > MAX_OCCURRED_AT_MS) return NONE;
  const bounds = [
    ...(fromMs <= 0 ? [] : [`${field} ge ${time(fromMs)}`]),
    ...(toMs >= MAX_OCCURRED_AT_MS ? [] : [`${field} le ${time(toMs)}`]),
  ];
  return bounds.length === 0 ? ALL : bounds.join(" and ");
}

function time(ms: number): string {
  return quote(new Date(ms).toISOString());
}

function renderValue(paths: readonly ValuePath[], test: ValueTest): string {
  const parts = paths.map((path) => renderAtPath(path, test));
  return parts.length === 0 ? NONE : parts.join(" or ");
}

function renderAtPath(path: ValuePath, test: ValueTest): string {
  const strange = path.find((member) => !/^[\p{L}\p{N}_-]+$/u.test(member));
  if (strange !== undefined || path.length < 2) {
    throw new RangeError(`the query language has no name for ${JSON.stringify(path)}`);
  }
  const field = path.join(".");
  if (test.operator === "exists") return `${field} exists`;
  if (test.operator === "eq") return renderList(field, test.values);
  if (test.value !== "") return `${field} ${test.operator} ${quote(test.value)}`;
  // no value is empty, and all others come behind the empty one
  return test.operator === "lt" || test.operator === "le" ? NONE : `${field} exists`;
}
