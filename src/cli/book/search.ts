import { FACET_FIELDS, type EventsQuery } from "../../book-client/queries.ts";
import type { DoorbookClient } from "../../book-client/client.ts";
import { choice, integer, text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { renderTable } from "../table.ts";
import { readVersion } from "../version.ts";
import { FORMATS, lineRenderer } from "./event-lines.ts";
import { CLIENT_OPTIONS, CLIENT_SETTINGS, openClient, zoneOf } from "./open-client.ts";
import { EXIT, EXIT_NOTES, tellRefusal } from "./refusal.ts";
import { COLOR_OPTION, ProgressLine, wantsColor, writeLine } from "./terminal.ts";
import { beginningOf, LAST } from "./time-options.ts";

const LIMIT = integer(50, 1, 1_000_000, "at most so many events");
const ORDER = choice("desc", ["desc", "asc"], "newest first or oldest first");
const FACET = choice("name", FACET_FIELDS, `count by this instead: ${FACET_FIELDS.join(", ")}`);
const FORMAT = choice("text", FORMATS, "how events are written");

/** A time that the server reads. */
function moment(help: string): SettingDefinition<string> {
  return { ...text("", help), placeholder: "TIME" };
}

const FROM = moment("first time: 2026-11-01, 2026-11-01T08:00, with an offset, or Unix ms");
const TO = moment("last time, inclusive; a day is all of it");

/** A page of a long walk. */
const PAGE = 500;

/** `doorbook search`: finds events on a server. */
export const search: Command = {
  summary: "Find events: who came in where and when, and who was refused.",
  operands: [{ name: "QUERY", isOptional: true, isMany: true }],
  options: {
    from: { help: FROM.help, value: FROM },
    to: { help: TO.help, value: TO },
    last: { help: LAST.help, value: LAST },
    limit: { help: LIMIT.help, value: LIMIT, short: "n" },
    all: { help: "all events, however many" },
    order: { help: ORDER.help, value: ORDER },
    total: { help: "the number of events instead of them" },
    facet: { help: FACET.help, value: { ...FACET, placeholder: "FIELD" } },
    format: { help: FORMAT.help, value: FORMAT },
    json: { help: "the same as --format json: an event a line" },
    ...COLOR_OPTION,
    ...CLIENT_OPTIONS,
  },
  settings: CLIENT_SETTINGS,
  notes: [
    "QUERY is in the book's query language: words, or doorbook search \"owner eq 'Olena' and last 24h\".",
    EXIT_NOTES,
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const { operands, options } = call;
  if (options.has("last") && (options.has("from") || options.has("to"))) {
    throw new UsageError("--last stands for --from and --to");
  }
  const q = operands.join(" ");
  const client = openClient(call);
  const query = { q, ...windowOf(call) };
  try {
    if (options.has("facet")) return await countValues(client, query, call);
    if (options.has("total")) return await countAll(client, query);
    return await list(client, query, call);
  } catch (error) {
    return tellRefusal(error, q);
  }
}

function windowOf({ options }: Call): Pick<EventsQuery, "from" | "to"> {
  const last = optionValue(options, "last", LAST);
  if (last !== "") return { from: beginningOf(last, zoneOf(options)) };
  const [from, to] = [optionValue(options, "from", FROM), optionValue(options, "to", TO)];
  return { from: from === "" ? undefined : from, to: to === "" ? undefined : to };
}

async function countAll(client: DoorbookClient, query: EventsQuery): Promise<number> {
  const { total = 0 } = await client.events({ ...query, limit: 1, total: "exact" });
  await writeLine(String(total));
  return total === 0 ? EXIT.nothing : EXIT.found;
}

async function countValues(
  client: DoorbookClient,
  query: EventsQuery,
  { options }: Call,
): Promise<number> {
  const field = optionValue(options, "facet", FACET);
  const top = Math.min(1_000, optionValue(options, "limit", LIMIT));
  const { facets, complete } = await client.facets({ ...query, fields: [field], top });
  const values = facets[field] ?? [];
  tellIncomplete(complete);
  if (values.length === 0) return nothingFound(complete);
  if (options.has("json")) await writeLine(JSON.stringify(values));
  else {
    const rows = values.map(({ value, text, count }) => [
      String(count),
      value,
      text === value ? "" : text,
    ]);
    await writeLine(renderTable(["COUNT", field.toUpperCase(), ""], rows));
  }
  return EXIT.found;
}

async function list(client: DoorbookClient, query: EventsQuery, call: Call): Promise<number> {
  const { options } = call;
  const most = options.has("all") ? Infinity : optionValue(options, "limit", LIMIT);
  const format = options.has("json") ? "json" : optionValue(options, "format", FORMAT);
  const render = lineRenderer({
    format,
    zone: zoneOf(options),
    isColored: wantsColor(options),
    version: readVersion(),
  });
  const progress = new ProgressLine();
  const order = optionValue(options, "order", ORDER);
  let written = 0;
  let isComplete = true;
  for await (const page of client.eachPage({ ...query, order, limit: Math.min(most, PAGE) })) {
    for (const event of page.events.slice(0, most - written)) {
      if (!(await writeLine(render(event)))) return EXIT.found;
    }
    written += Math.min(page.events.length, most - written);
    progress.show(`${written}${page.total === undefined ? "" : ` of ${page.total}`} events`);
    isComplete = page.complete;
    if (!options.has("all")) tellIncomplete(isComplete);
    if (written >= most || (!isComplete && !options.has("all"))) break;
  }
  progress.clear();
  return written === 0 ? nothingFound(isComplete) : EXIT.found;
}

/** Where not everything was looked at nobody knows that there is nothing. */
function nothingFound(isComplete: boolean): number {
  return isComplete ? EXIT.nothing : EXIT.failed;
}

function tellIncomplete(isComplete: boolean): void {
  if (isComplete) return;
  console.error(
    "doorbook: time ran out before everything was looked at: narrow it with --last or --from, or say --all",
  );
}
