import type { FastifyInstance, FastifyRequest } from "fastify";
import { renderPanel } from "../../../book/render-panel.ts";
import { AppError } from "../../../event/errors.ts";
import type { PanelSerial } from "../../../event/event.ts";
import { MAX_NAME_CHARACTERS } from "../../../event/event.ts";
import { changeProfile } from "../../../fleet/administer.ts";
import { knownPanels } from "../../../fleet/known-panels.ts";
import type { KnownPanel } from "../../../fleet/known-panels.ts";
import type { PanelProfile } from "../../../fleet/profile.ts";
import { accountOf } from "../../auth-hook.ts";
import { askerOf } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { LOCKS, PANEL_LABELS, PANEL_REF } from "../../book/panel-schema.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { object } from "./schemas.ts";

const URL = "/panels";

const PARAMS = object({
  serial: {
    type: "string",
    minLength: 1,
    maxLength: MAX_NAME_CHARACTERS,
    description: "The panel's serial",
    examples: ["AA12-0001"],
  },
});

const CHANGE = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties: { ...PANEL_LABELS, locks: LOCKS },
  examples: [{ name: "Main entrance", locks: { "0": "Gate" } }],
} as const;

type Change = Partial<Pick<PanelProfile, keyof typeof PANEL_LABELS | "locks">>;

interface OfPanel {
  readonly Params: { readonly serial: string };
}

/** The panels that are seen: what is said of them, how they are, and saying something else. */
export function panelRoutes(book: FastifyInstance, parts: BookParts): void {
  const list = {
    operationId: "listPanels",
    tags: ["fleet"],
    summary: "The panels",
    description: "What is said of each panel and how it is, by serial.",
    response: answersOf({
      ...object({ panels: { type: "array", items: PANEL_REF, description: "By serial" } }),
      description: "The panels",
    }),
  };
  book.get(URL, { config: { right: "panels:read" }, schema: list }, async (request, reply) => {
    const sees = sightOf(request, parts);
    const seen = (await known(parts)).filter(({ profile }) => sees(profile.serial));
    const panels = seen.map((panel) => renderPanel(panel, sees));
    return answerJson(reply, 200, JSON.stringify({ panels }));
  });

  const one = {
    operationId: "getPanel",
    tags: ["fleet"],
    summary: "One panel",
    description: "What is said of a panel, and how it is.",
    params: PARAMS,
    response: answersOf(PANEL_REF_ANSWER, 404),
  };
  book.get<OfPanel>(
    `${URL}/:serial`,
    { config: { right: "panels:read" }, schema: one },
    async (request, reply) => {
      const sees = sightOf(request, parts);
      const panel = await find(request.params.serial, sees, parts);
      return answerJson(reply, 200, JSON.stringify(renderPanel(panel, sees)));
    },
  );
  changeRoute(book, parts);
}

const PANEL_REF_ANSWER = {
  description: "The panel",
  content: { "application/json": { schema: PANEL_REF } },
} as const;

function changeRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "changePanel",
    tags: ["fleet"],
    summary: "Say something else of a panel",
    description:
      "What is not named stays; an empty text says nothing any more. Whoever is held to a scope does not change a panel's site, for by it scopes are read. A change is an event of the log.",
    params: PARAMS,
    body: CHANGE,
    response: answersOf(PANEL_REF_ANSWER, 404),
  };
  book.patch<OfPanel & { Body: Change }>(
    `${URL}/:serial`,
    { config: { right: "panels:write" }, schema },
    async (request, reply) => {
      const sees = sightOf(request, parts);
      const panel = await find(request.params.serial, sees, parts);
      refuseMoving(request, panel, parts);
      const profile = withChange(panel.profile, request.body);
      const { fleetStore, log, now } = parts;
      const by = accountOf(request).name;
      if (await changeProfile({ fleet: fleetStore, log, now, by }, profile)) {
        await parts.fleet.refresh();
      }
      return answerJson(reply, 200, JSON.stringify(renderPanel({ ...panel, profile }, sees)));
    },
  );
}

function known({ panels, fleetStore: fleet }: BookParts): Promise<readonly KnownPanel[]> {
  return knownPanels({ panels, fleet });
}

function sightOf(request: FastifyRequest, parts: BookParts): (serial: PanelSerial) => boolean {
  const { panels } = askerOf(request, parts).view;
  if (panels === undefined) return () => true;
  const seen = new Set(panels);
  return (serial) => seen.has(serial);
}

async function find(
  serial: PanelSerial,
  sees: (serial: PanelSerial) => boolean,
  parts: BookParts,
): Promise<KnownPanel> {
  const panel = sees(serial)
    ? (await known(parts)).find(({ profile }) => profile.serial === serial)
    : undefined;
  if (panel !== undefined) return panel;
  throw new AppError("not_found", "There is no such panel");
}

/** @throws AppError `forbidden` for a panel that would come under another scope by it */
function refuseMoving(
  request: FastifyRequest<{ Body: Change }>,
  { profile }: KnownPanel,
  parts: BookParts,
): void {
  const { site = profile.site } = request.body;
  if (site === profile.site || askerOf(request, parts).view.panels === undefined) return;
  throw new AppError("forbidden", "Only who sees all panels may change the site of one");
}

function withChange(profile: PanelProfile, { locks = {}, ...texts }: Change): PanelProfile {
  const named = Object.entries({ ...profile.locks, ...locks }).filter(([, name]) => name !== "");
  return { ...profile, ...texts, locks: Object.fromEntries(named) };
}
