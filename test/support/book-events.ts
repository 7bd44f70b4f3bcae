import type { BookEvent } from "../../src/book-client/book-event.ts";

/** An event as a server tells it, made up but for what a test says of it. */
export function bookEvent(said: Partial<BookEvent> = {}): BookEvent {
  return {
    seq: 1,
    panel: "AA12-0001",
    occurredAt: 1_795_464_000_000,
    receivedAt: 1_795_464_000_250,
    key: "access_granted_by_valid_identifier",
    category: "access",
    priority: "medium",
    name: "Access granted",
    text: "Olena, card 3090069",
    model: {},
    modelText: "{}",
    source: "push",
    late: false,
    echo: false,
    extra: undefined,
    extraText: undefined,
    panelName: undefined,
    site: undefined,
    entrance: undefined,
    owner: undefined,
    number: undefined,
    apartment: undefined,
    lock: undefined,
    ...said,
  };
}

/** The same as JSON on the wire. */
export function eventJson(said: Partial<BookEvent> = {}): string {
  const { modelText, extraText, model: _model, extra: _extra, ...rest } = bookEvent(said);
  const extra = extraText === undefined ? "" : `,"extra":${extraText}`;
  return `${JSON.stringify(rest).slice(0, -1)},"model":${modelText ?? "null"}${extra}}`;
}
