import { Readable } from "node:stream";
import { fastify } from "fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isJsonObject } from "../../basip/json-object.ts";
import type { JsonObject } from "../../basip/json-object.ts";
import { answerJson } from "../../http/json-answer.ts";
import type { EmulatedPanel, Emulator } from "../api.ts";
import { act, ACTIONS } from "./actions.ts";
import { mayControl } from "./may-control.ts";
import { ControlError, numberOf, refuseOthers } from "./members.ts";
import { readScript } from "./script.ts";

/** A script of a long day. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Means all panels where one panel's serial is asked for. */
export const ALL_PANELS = "*";

/** Makes the control API, below `/emulator`: what the export does, over HTTP. */
export async function openControlApp(
  emulator: Emulator,
  token: string | undefined,
): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: MAX_BODY_BYTES, routerOptions: { maxParamLength: 1024 } });
  acceptJson(app);
  app.addHook("onRequest", (request, reply, done) => {
    const refusal = mayControl(request, token);
    if (refusal === undefined) done();
    else answerJson(reply, 403, JSON.stringify({ error: refusal }));
  });
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof ControlError ? 400 : 409;
    const said = error instanceof Error ? error.message : "it cannot be done";
    answerJson(reply, status, JSON.stringify({ error: said }));
  });
  app.setNotFoundHandler((_request, reply) => {
    answerJson(
      reply,
      404,
      JSON.stringify({ error: "Not found; GET /emulator says what there is" }),
    );
  });
  emulatorRoutes(app, emulator);
  panelRoutes(app, emulator);
  await app.ready();
  return app;
}

function emulatorRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get("/emulator", (_request, reply) => {
    const panels = emulator.panels.map((panel) => panel.state());
    const actions = Object.entries(ACTIONS).map(([word, { says, members }]) => ({
      call: `POST /emulator/panels/{serial or ${ALL_PANELS}}/${word}`,
      says,
      members,
    }));
    const statistics = emulator.statistics();
    answerJson(reply, 200, JSON.stringify({ panels, statistics, actions }));
  });
  app.get("/emulator/happened", (_request, reply) => {
    const lines = jsonLines(emulator.panels);
    void reply.code(200).header("content-type", "application/jsonl").send(lines);
  });
  app.post("/emulator/statistics/reset", (_request, reply) => {
    emulator.resetStatistics();
    answerJson(reply, 200, "{}");
  });
  app.post("/emulator/script", async (request, reply) => {
    const { speed, ...rest } = membersOf(request);
    const factor = numberOf({ speed }, "speed") ?? 1;
    if (factor <= 0) throw new ControlError('"speed" must be above 0');
    refuseOthers(rest, ["steps"]);
    await emulator.play(readScript(rest["steps"]), factor);
    return answerJson(reply, 200, "{}");
  });
}

function panelRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get<PanelCall>("/emulator/panels/:serial", (request, reply) => {
    const [panel] = panelsOf(emulator, request.params.serial);
    answerJson(reply, 200, JSON.stringify(panel?.state()));
  });
  app.get<PanelCall>("/emulator/panels/:serial/happened", (request, reply) => {
    const lines = jsonLines(panelsOf(emulator, request.params.serial));
    void reply.code(200).header("content-type", "application/jsonl").send(lines);
  });
  app.post<PanelCall & { Params: { word: string } }>(
    "/emulator/panels/:serial/:word",
    async (request, reply) => {
      const { serial, word } = request.params;
      const told: unknown[] = [];
      for (const panel of panelsOf(emulator, serial)) {
        told.push(await act(panel, word, membersOf(request)));
      }
      const answer = serial === ALL_PANELS ? told : told[0];
      return answerJson(reply, 200, JSON.stringify(answer));
    },
  );
}

interface PanelCall {
  Params: { serial: string };
}

/** @throws ControlError when no panel has the serial */
export function panelsOf(emulator: Emulator, serial: string): readonly EmulatedPanel[] {
  if (serial === ALL_PANELS) return emulator.panels;
  const panel = emulator.panels.find((one) => one.serial === serial);
  if (panel !== undefined) return [panel];
  throw new ControlError(`no panel has the serial "${serial}"`);
}

/** What happened, a line each: of a million events no text is made at once. */
async function* happenedLines(panels: readonly EmulatedPanel[]): AsyncGenerator<string> {
  for (const panel of panels) {
    const happened = panel.happened();
    for (let from = 0; from < happened.length; from += 1000) {
      const lines = happened.slice(from, from + 1000).map((one) => JSON.stringify(one));
      yield `${lines.join("\n")}\n`;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function jsonLines(panels: readonly EmulatedPanel[]): Readable {
  return Readable.from(happenedLines(panels), { objectMode: false });
}

/** Bodies are JSON objects, whatever the Content-Type says; none is an empty one. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    delete request.raw.headers["content-type"];
    done();
  });
}

function membersOf({ body }: FastifyRequest): JsonObject {
  if (typeof body !== "string" || body.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(body);
    if (isJsonObject(value)) return value;
  } catch {
    // falls through: no JSON
  }
  throw new ControlError("the body must be a JSON object");
}
