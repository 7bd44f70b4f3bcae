import type { DoorbookClient } from "../../book-client/client.ts";
import type { ImportEvent } from "../../book-client/import-events.ts";
import type { ImportedEvent, ImportTarget, Taken } from "../../intake/import/imported-event.ts";

/** Takes imported events into the log of another server, a body for each delivery. */
export class HttpTarget implements ImportTarget {
  readonly #client: Pick<DoorbookClient, "importEvents">;
  readonly #isDry: boolean;

  /** @param isDry whether nothing is written and it is only said what would be */
  constructor(client: Pick<DoorbookClient, "importEvents">, isDry: boolean) {
    this.#client = client;
    this.#isDry = isDry;
  }

  /** @throws DoorbookError */
  async take(events: readonly ImportedEvent[]): Promise<Taken> {
    const sent = events.map(asSent);
    const { added, known, refused } = await this.#client.importEvents(sent, {
      dryRun: this.#isDry,
    });
    return {
      added,
      known,
      refused: refused.map(({ index, reason }) => ({ line: events[index]?.line ?? 0, reason })),
    };
  }
}

function asSent({ panel, event }: ImportedEvent): ImportEvent {
  const { occurredAtMs, key, category, priority, model, extra, source, isEcho } = event;
  return {
    panel,
    occurredAt: occurredAtMs,
    key,
    category,
    priority,
    modelText: model,
    extraText: extra,
    ...(source === "syslog" && { source, echo: isEcho }),
  };
}
