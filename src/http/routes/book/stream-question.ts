import type { FastifyRequest } from "fastify";
import { readQuestion } from "../../../book/read-question.ts";
import type { AskedQuestion } from "../../../book/read-question.ts";
import { prepareRender } from "../../../book/render-event.ts";
import type { EventShape } from "../../../book/render-event.ts";
import type { StreamQuestion } from "../../../book/stream/channel.ts";
import type { EventWriting } from "../../../book/stream/shared-piece.ts";
import type { EventCondition } from "../../../event/event-condition.ts";
import type { Locale } from "../../../basip/texts/locales.ts";
import { askedFields } from "../../book/asked-fields.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { QUESTION_PARAMETERS, SHAPE_PARAMETERS } from "../../book/parameters.ts";

/** Which events a stream shows, and how. */
export interface StreamParameters extends AskedQuestion {
  readonly locale?: Locale;
  readonly fields?: string;
}

const { q, from, to, zone } = QUESTION_PARAMETERS;

/** The same for the API's description. */
export const STREAM_QUESTION = { q, from, to, zone, ...SHAPE_PARAMETERS } as const;

/** Reads what a stream is asked for. @throws QueryError; AppError `invalid` */
export function readStreamQuestion(
  { locale, fields, ...asked }: StreamParameters,
  request: FastifyRequest,
  parts: BookParts,
): StreamQuestion {
  const { view, fleet } = askerOf(request, parts);
  const context = {
    nowMs: parts.now(),
    panels: view.panels,
    fleet,
    hidesEchoes: parts.hidesEchoes,
  };
  const { where, fromMs, toMs } = readQuestion(asked, context);
  const time: EventCondition = { is: "time", fromMs, toMs };
  const isAlways = asked.from === undefined && asked.to === undefined;
  const both: EventCondition = where === undefined ? time : { is: "and", parts: [where, time] };
  const shape = { locale: askedLocale(request, locale), fields: askedFields(fields), fleet };
  return { view, where: isAlways ? where : both, writing: writingOf(shape, parts) };
}

/** Panels get other names while a stream goes on. */
function writingOf(shape: EventShape, { fleet }: BookParts): EventWriting {
  let { version } = fleet;
  let render = prepareRender(shape);
  return {
    // whoever sees an event is shown the same of it
    key: JSON.stringify([shape.locale, shape.fields ?? null]),
    render: (event) => {
      if (fleet.version !== version) {
        ({ version } = fleet);
        render = prepareRender(shape);
      }
      return render(event);
    },
  };
}
