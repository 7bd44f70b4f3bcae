import { ALWAYS, FLEET } from "../../src/event/query.ts";
import type { EventReader } from "../../src/event/store.ts";

/** Doorbook's own events of a log whose keys begin with a text, in their order: key and model. */
export async function ownEventsOf(
  log: Pick<EventReader, "list">,
  prefix: string,
): Promise<readonly (readonly [key: string, model: unknown])[]> {
  const kinds = ({ key }: { readonly key?: string | undefined }) =>
    key?.startsWith(prefix) ?? false;
  const page = { order: "asc", offset: 0, limit: 1000, asOf: undefined } as const;
  const { events } = await log.list({ view: FLEET, spans: [{ ...ALWAYS, kinds }], ...page });
  return events.map(({ key, model }) => [key, JSON.parse(model ?? "null")] as const);
}
