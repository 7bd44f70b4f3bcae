import type { DoorbookClient } from "../../book-client/client.ts";
import type { EventsQuery } from "../../book-client/queries.ts";
import { choice, integer, text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { StopSignals } from "../stop-signals.ts";
import { readVersion } from "../version.ts";
import { FORMATS, lineRenderer, type RenderLine } from "./event-lines.ts";
import { CLIENT_OPTIONS, CLIENT_SETTINGS, openClient, zoneOf } from "./open-client.ts";
import { EXIT, tellRefusal } from "./refusal.ts";
import { COLOR_OPTION, wantsColor, writeLine } from "./terminal.ts";
import { beginningOf, LAST } from "./time-options.ts";

const LINES = integer(10, 0, 1_000, "begin with so many events");
const FORMAT = choice("text", FORMATS, "how events are written");

const SINCE: SettingDefinition<string> = {
  ...text(
    "",
    "begin with what happened in the last 1h, or with all behind a seq; 0 for the whole log",
  ),
  placeholder: "SPAN|SEQ",
  expected: "a stretch of time, as 1h, or a seq",
  parse: (raw) => (typeof raw === "string" && /^\d{1,15}$/.test(raw) ? raw : LAST.parse(raw)),
};

/** `doorbook tail`: follows events live. */
export const tail: Command = {
  summary: "Follow events as they arrive.",
  operands: [{ name: "QUERY", isOptional: true, isMany: true }],
  options: {
    lines: { help: LINES.help, value: LINES, short: "n" },
    since: { help: SINCE.help, value: SINCE },
    format: { help: FORMAT.help, value: FORMAT },
    json: { help: "the same as --format json: an event a line" },
    ...COLOR_OPTION,
    ...CLIENT_OPTIONS,
  },
  settings: CLIENT_SETTINGS,
  notes: [
    "Events stand in the order of their arrival; those that come late are marked. When the connection",
    "breaks it comes again and goes on where it was: nothing is missed, nothing comes twice. Ctrl-C ends",
    "it with 0. It ends with 2 when the server cannot answer, 3 when it refuses the caller.",
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const stop = StopSignals.open();
  const ended = new AbortController();
  void stop.requested.then(() => ended.abort());
  const { operands, options } = call;
  const q = operands.join(" ");
  const render = lineRenderer({
    format: options.has("json") ? "json" : optionValue(options, "format", FORMAT),
    zone: zoneOf(options),
    isColored: wantsColor(options),
    version: readVersion(),
  });
  try {
    const client = openClient(call, ended.signal);
    const first = await writeFirst(client, q, render, call);
    if (first !== undefined) await follow(client, q, render, first);
  } catch (error) {
    return stop.isRequested ? EXIT.found : tellRefusal(error, q);
  }
  return EXIT.found;
}

/** Where following begins. */
interface Beginning {
  /** The seq to go on behind. */
  readonly after: number;
  /** Whether the server has answered before. */
  readonly hasAnswered: boolean;
}

/** @returns `undefined` when nobody reads on */
async function writeFirst(
  client: DoorbookClient,
  q: string,
  render: RenderLine,
  { options }: Call,
): Promise<Beginning | undefined> {
  const since = optionValue(options, "since", SINCE);
  if (/^\d+$/.test(since)) return { after: Number(since), hasAnswered: false };
  if (since !== "") {
    const from = beginningOf(since, zoneOf(options));
    return writePages(client, { q, from, order: "asc", total: "none" }, render);
  }
  const limit = optionValue(options, "lines", LINES);
  const page = await client.events({ q, limit: Math.max(1, limit), order: "desc", total: "none" });
  for (const event of page.events.slice(0, limit).toReversed()) {
    if (!(await writeLine(render(event)))) return undefined;
  }
  return { after: page.asOf, hasAnswered: true };
}

async function writePages(
  client: DoorbookClient,
  query: EventsQuery,
  render: RenderLine,
): Promise<Beginning | undefined> {
  let asOf = 0;
  for await (const page of client.eachPage(query)) {
    for (const event of page.events) if (!(await writeLine(render(event)))) return undefined;
    ({ asOf } = page);
  }
  return { after: asOf, hasAnswered: true };
}

async function follow(
  client: DoorbookClient,
  q: string,
  render: RenderLine,
  { after, hasAnswered }: Beginning,
): Promise<void> {
  let isLost = false;
  const stream = client.stream({
    q,
    after,
    keepsTrying: hasAnswered,
    onReconnect: ({ error, attempt, delayMs }) => {
      isLost = true;
      if (attempt > 1) return;
      const seconds = Math.ceil(delayMs / 1000);
      console.error(`doorbook: ${error.message}; trying again in ${seconds} s`);
    },
    onOpen: () => {
      if (isLost) console.error("doorbook: connected again");
      isLost = false;
    },
    onBehind: ({ behind }) => console.error(`doorbook: ${behind} events behind, catching up`),
  });
  for await (const event of stream) if (!(await writeLine(render(event)))) return;
}
