import type { FastifyInstance } from "fastify";
import { renderInfo, TWIN_DEVICE } from "../../basip/android/render-info.ts";
import { OWN_PANEL } from "../../event/event.ts";
import { answerJson } from "../json-answer.ts";
import { serialOf } from "../view-of.ts";

/** What the panel says of itself, to anyone. @param version Doorbook's own */
export function infoRoute(app: FastifyInstance, version: string): void {
  app.get("/api/info", (request, reply) => {
    const serial = serialOf(request) ?? OWN_PANEL;
    answerJson(reply, 200, renderInfo({ ...TWIN_DEVICE, serial, commit: version }));
  });
}
