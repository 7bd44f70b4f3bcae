import { AppError } from "../../event/errors.ts";
import { SOURCES } from "../../event/event.ts";
import type { ImportedEvent } from "./imported-event.ts";

/** An event as JSON text, to be put aside. */
export function packEvent({ panel, event, line, part, place }: ImportedEvent): string {
  const { occurredAtMs, key, category, priority, model, extra, source, isEcho = false } = event;
  const numbers = [line, part, place, occurredAtMs, SOURCES.indexOf(source), isEcho ? 1 : 0];
  return JSON.stringify([...numbers, panel, key, category, priority, model, extra]);
}

/** The events of a JSON list of what {@link packEvent} made. */
export function* unpackEvents(text: string): Generator<ImportedEvent> {
  const list: unknown = JSON.parse(text);
  for (const packed of listOf(list)) {
    const [line, part, place, at, source, echo, panel, key, ...texts] = listOf(packed);
    const [category, priority, model, extra] = texts.map(textOf);
    yield {
      panel: textOf(panel) ?? "",
      line: Number(line),
      part: Number(part),
      place: Number(place),
      event: {
        occurredAtMs: Number(at),
        key: textOf(key) ?? "",
        category,
        priority,
        model,
        extra,
        source: SOURCES[Number(source)] ?? "import",
        ...(echo === 1 && { isEcho: true }),
      },
    };
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new AppError("internal", "what was put aside is no list");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
