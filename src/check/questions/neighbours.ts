import { isJsonObject, type JsonObject } from "../../basip/json-object.ts";
import { readLogPage } from "../log-page.ts";
import { agrees, judge, type Question, unclear } from "../question.ts";
import { redactType } from "../redact-text.ts";
import { SafeText } from "../safe-text.ts";

const { say, keys, reply: sayReply } = SafeText;
const topic = "neighbours";

/** What programs that read the log ask for beside it; read-only. */
export const NEIGHBOUR_QUESTIONS: readonly Question[] = [
  members("door-status", "5.5.1", "access/door/status", {
    status: "string",
    opentime: "number",
    is_timeout_exceed: "boolean",
    mode: "string",
  }),
  members("exit-button", "5.5.2", "access/exit/button/toggle", { enable: "boolean" }),
  members("ntp", "5.5.3", "network/ntp", { enabled: "boolean" }),
  members("device-time", "5.5.5", "device/time", {
    device_time_unix: "number",
    device_timezone: "string",
  }),
  {
    id: "identifiers",
    topic,
    expects: "access/identifier/items is a page in the shape of the log's",
    statement: "5.5.6",
    ask: async (caller) => {
      const reply = await caller.get("/api/v1/access/identifier/items?limit=10&page_number=1");
      const shown = readLogPage(reply);
      if (shown === undefined) return unclear(sayReply(reply));
      const found = Object.keys(shown.option);
      const isSame = found.toSorted().join() === "filter,locale,pagination,sort";
      return judge(isSame, say`in list_option ${keys(found)}`);
    },
  },
  {
    id: "photo",
    topic,
    expects: "photo/file is a JPEG, or is not there",
    statement: "5.5.10",
    ask: async (caller) => {
      const reply = await caller.get("/api/v1/photo/file", { isBodyDropped: true });
      if (reply.failure !== undefined) return unclear(sayReply(reply));
      const isPicture = reply.status === 200 && redactType(reply.type).startsWith("image/jpeg");
      return judge(isPicture || reply.status === 404, sayReply(reply));
    },
  },
  members("management-server", "5.1.7", "network/management/server", {
    is_enabled: "boolean",
    protocol: "string",
    settings: "object",
  }),
  {
    id: "syslog",
    topic,
    expects: "syslog/settings can be read",
    statement: "5.5.1",
    ask: async (caller) => {
      const { json, ...reply } = await caller.get("/api/v1/syslog/settings");
      if (!isJsonObject(json) || reply.status !== 200) return unclear(sayReply({ json, ...reply }));
      return agrees(say`members ${keys(Object.keys(json))}`);
    },
  },
];

function members(
  id: string,
  statement: string,
  path: string,
  known: Readonly<Record<string, "string" | "number" | "boolean" | "object">>,
): Question {
  return {
    id,
    topic,
    expects: `${path} has the members ${Object.keys(known).join(", ")}`,
    statement,
    ask: async (caller) => {
      const reply = await caller.get(`/api/v1/${path}`);
      const { json, status } = reply;
      if (status !== 200 || !isJsonObject(json)) return unclear(sayReply(reply));
      return judge(isShape(json, known), say`members ${keys(Object.keys(json))}`);
    },
  };
}

function isShape(json: JsonObject, known: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(json).toSorted().join();
  const isSame = names === Object.keys(known).toSorted().join();
  return isSame && Object.entries(known).every(([name, type]) => typeof json[name] === type);
}
