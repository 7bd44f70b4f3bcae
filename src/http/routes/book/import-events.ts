import type { FastifyInstance, FastifyRequest } from "fastify";
import type { XStatic } from "typebox/schema";
import type { PanelSerial } from "../../../event/event.ts";
import type {
  ImportedEvent,
  Reading,
  RefusedEvent,
  Taken,
} from "../../../intake/import/imported-event.ts";
import { keptOutOfOurs } from "../../../intake/import/own-record.ts";
import {
  MAX_BODY_BYTES,
  MAX_BODY_EVENTS,
  readBodyInSlices,
} from "../../../intake/import/scan-body.ts";
import { StoreTarget } from "../../../intake/import/store-target.ts";
import { Turns } from "../../../intake/turns.ts";
import { accountOf } from "../../auth-hook.ts";
import { askerOf } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { AS_OF_SCHEMA } from "../../book/event-schema.ts";
import { answersOf } from "../../book/schemas.ts";
import { validateAllButBodies } from "../../book/validate.ts";
import { contentCoding } from "../../codings.ts";
import { FrameworkRefusal } from "../../error-handler.ts";
import { answerJson } from "../../json-answer.ts";
import { PushBodies } from "../../push-body.ts";
import { leaveBodies, readBody } from "../../unread-bodies.ts";
import { object } from "./schemas.ts";

/** Bodies, and what is read in them, that are held at once: 128 MB. */
const MAX_HELD_BYTES = 128_000_000;

const NAME = { type: "string", minLength: 1, maxLength: 128 } as const;

const SENT_EVENT = {
  type: "object",
  description:
    "An event as a page of events has it: what such a page works out is left out of one with a `seq`; other members that are not known are kept in `extra`. At most 64 KiB of model and extra",
  required: ["panel", "occurredAt", "key"],
  properties: {
    panel: { ...NAME, description: "Serial of the panel; never `doorbook`" },
    occurredAt: {
      anyOf: [{ type: "integer", minimum: 0 }, { type: "string" }],
      description: "Unix ms, or ISO 8601 with an offset from UTC",
    },
    key: { ...NAME, description: "What happened, for programs; none that begins with `doorbook_`" },
    category: { type: ["string", "null"], maxLength: 128, description: "What sort of event it is" },
    priority: { type: ["string", "null"], maxLength: 128, description: "How grave it is" },
    model: { description: "The particulars; kept to the byte as they are sent" },
    source: {
      type: "string",
      description: "`syslog` stays so, for it is told apart by it; all else is `api`",
    },
    echo: { type: "boolean", description: "Of syslog: whether it says again what a log tells" },
    extra: { type: ["object", "null"], description: "What else is to be kept, as it is sent" },
  },
} as const;

const BODY = {
  ...object({
    events: {
      type: "array",
      maxItems: MAX_BODY_EVENTS,
      items: SENT_EVENT,
      description: "Events of any panels, in any order",
    },
  }),
  examples: [
    {
      events: [
        {
          panel: "north-gate",
          occurredAt: "2026-11-01T08:00:00+02:00",
          key: "access_granted_by_valid_identifier",
          category: "access",
          model: { number: "3090069", owner: "Olena" },
        },
      ],
    },
  ],
} as const;

const QUERY = {
  type: "object",
  additionalProperties: false,
  properties: {
    dryRun: {
      type: "boolean",
      description: "Whether nothing is written, and it is only said what would be",
    },
  },
} as const;

const NUMBER = { type: "integer", minimum: 0 } as const;

const ANSWER = {
  ...object({
    added: { ...NUMBER, description: "How many were new; they are durable" },
    known: { ...NUMBER, description: "How many the log held already" },
    refused: {
      type: "array",
      description: "Those that were not taken, in the order sent",
      items: object({
        index: { ...NUMBER, description: "Which event of the body, from 0" },
        reason: { type: "string", description: "Why, for people" },
      }),
    },
    asOf: AS_OF_SCHEMA,
  }),
  description: "What became of the events",
} as const;

/** Events of other systems, and of other books. */
export function importEventsRoute(book: FastifyInstance, parts: BookParts): void {
  const bodies = new PushBodies(MAX_HELD_BYTES);
  const turns = new Turns();
  const schema = {
    operationId: "importEvents",
    tags: ["events"],
    summary: "Bring events in",
    description:
      "Events of other systems, up to 10,000 and 16 MB at once. Each is taken or refused by itself; the valid ones are durable when this is answered. The same body again adds none, so try again whatever happened: an event is known by its panel, time, key and model, and alike ones of one body by their number.",
    querystring: QUERY,
    body: BODY,
    response: answersOf(ANSWER),
  };
  book.register(async (scope) => {
    leaveBodies(scope);
    validateAllButBodies(scope);
    scope.post<{ Querystring: XStatic<typeof QUERY> }>(
      "/events",
      { config: { right: "events:write" }, schema, onRequest: refuseCompressed },
      async (request, reply) => {
        const { dryRun: isDry = false } = request.query;
        const taken = await readBody(bodies, request, reply, MAX_BODY_BYTES, async (body) => {
          // the texts of its events
          body.hold(body.bytes.length);
          const readings = await readInTurns(body.bytes, turns);
          return takeAll(readings, targetOf(request, parts, isDry));
        });
        const { added, known } = taken;
        const refused = taken.refused.map(({ line: index, reason }) => ({ index, reason }));
        if (!isDry) {
          const brought = { added, known, refused: refused.length };
          await parts.imports.journal.brought(accountOf(request).name, brought);
        }
        const asOf = await parts.log.head();
        return answerJson(reply, 200, JSON.stringify({ added, known, refused, asOf }));
      },
    );
    return Promise.resolve();
  });
}

/** What a few bytes stand for is not bounded by them. */
async function refuseCompressed(request: FastifyRequest): Promise<void> {
  if (contentCoding(request.raw) !== "") throw new FrameworkRefusal(415);
  return Promise.resolve();
}

async function readInTurns(body: Uint8Array, turns: Turns): Promise<readonly Reading[]> {
  const slices = readBodyInSlices(body, { source: "api" });
  for (;;) {
    const slice = await turns.run(() => slices.next());
    if (slice.done === true) return slice.value;
  }
}

async function takeAll(readings: readonly Reading[], target: StoreTarget): Promise<Taken> {
  const refused: RefusedEvent[] = [];
  const events: ImportedEvent[] = [];
  for (const reading of readings) {
    const kept = "reason" in reading ? reading : keptOutOfOurs(reading, undefined);
    if ("reason" in kept) refused.push(kept);
    else events.push(kept);
  }
  const taken = await target.take(events);
  const all = [...refused, ...taken.refused];
  return { ...taken, refused: all.toSorted((one, other) => one.line - other.line) };
}

function targetOf(request: FastifyRequest, parts: BookParts, isDry: boolean): StoreTarget {
  const { log, imports, fleet, panels } = parts;
  const seen = askerOf(request, parts).view.panels;
  const isSeen = seen === undefined ? undefined : new Set(seen);
  const refusalOf = async (panel: PanelSerial): Promise<string | undefined> => {
    if (isSeen?.has(panel) === false) return "the panel is none that this caller sees";
    if (imports.adopts || fleet.profile(panel) !== undefined) return undefined;
    if ((await panels.findPanel(panel)) !== undefined) return undefined;
    return "the panel is not known here, and unknown ones are not taken in";
  };
  const keeping = parts.retention.engine;
  return new StoreTarget({ log, mark: imports.mark, refusalOf, keeping, isDry });
}
