import { isJsonObject } from "../../basip/json-object.ts";
import { apiVersionOf } from "../facts.ts";
import { readLogPage } from "../log-page.ts";
import { differs, judge, type Question, unclear } from "../question.ts";
import { redactVersion } from "../redact-text.ts";
import { SafeText } from "../safe-text.ts";
import { page } from "../ask-log.ts";

const { say, keys, list, reply: sayReply } = SafeText;
const topic = "family";

const INFO_MEMBERS: readonly string[] = (
  "firmware_version framework_version frontend_version api_version device_name device_type " +
  "device_model device_serial_number commit hybrid_enable hybrid_version mcu_version"
).split(" ");

/** Which panel it is and where its log is. */
export const FAMILY_QUESTIONS: readonly Question[] = [
  {
    id: "info-without-login",
    topic,
    expects: "/api/info answers without a login",
    statement: "1.5",
    ask: async (_caller, { info }) => judge(isJsonObject(info.json), sayReply(info)),
  },
  {
    id: "info-members",
    topic,
    expects: "/api/info has its twelve members and no others",
    statement: "1.7",
    ask: async (_caller, { info: { json } }) => {
      if (!isJsonObject(json)) return unclear(say`there is no /api/info`);
      const missing = INFO_MEMBERS.filter((name) => !(name in json));
      const others = Object.keys(json).filter((name) => !INFO_MEMBERS.includes(name));
      const saw = say`missing: ${keys(missing)}; others: ${keys(others)}`;
      return judge(missing.length + others.length === 0, saw);
    },
  },
  {
    id: "info-types",
    topic,
    expects: "in /api/info hybrid_enable is a boolean, all else a text and not empty",
    statement: "1.10",
    ask: async (_caller, { info: { json } }) => {
      if (!isJsonObject(json)) return unclear(say`there is no /api/info`);
      const odd = Object.entries(json).filter(([name, value]) =>
        name === "hybrid_enable"
          ? typeof value !== "boolean"
          : typeof value !== "string" || value === "",
      );
      const saw = list(odd.map(([name, value]) => say`${keys([name])} is ${kindOf(value)}`));
      return judge(odd.length === 0, saw);
    },
  },
  {
    id: "api-version",
    topic,
    expects: "the major of api_version is 2 on Android panels and 1 on others, never above 3.0",
    statement: "1.8",
    ask: async (_caller, { info, logPath }) => {
      const version = apiVersionOf(info);
      if (redactVersion(version) !== version) return unclear(say`it says no version`);
      const major = Number(version.split(".")[0]);
      const isNew = logPath === "/api/v1/log/items";
      return judge(major === 1 || (major === 2 && isNew), say`its major is ${major}`);
    },
  },
  {
    id: "log-paths",
    topic,
    expects: "where one family has its log the paths of the others are not there",
    statement: "1.4",
    ask: async (_caller, { paths }) => {
      const found = Object.entries(paths).filter(([, reply]) => readLogPage(reply));
      const statuses = Object.values(paths).map((reply) => say`${reply.status}`);
      const saw = say`/api/v1/log/items, /api/v0/log/list, /v1/log/items: ${list(statuses)}`;
      if (found.length === 0) return differs(saw);
      // Doorbook plays both kinds of Android panel
      const isOne = paths["/v1/log/items"].status === 404 || found.length === 1;
      return judge(isOne, saw);
    },
  },
  {
    id: "unknown-parameter",
    topic,
    expects: "a parameter that nobody knows is passed over",
    statement: "1.11",
    ask: page("limit=10&nobody_knows=1", () => judge(true, say``)),
  },
];

function kindOf(value: unknown): SafeText {
  if (value === null) return say`null`;
  if (value === "") return say`empty`;
  if (Array.isArray(value)) return say`a list`;
  return KINDS[typeof value] ?? say`something else`;
}

const KINDS: Readonly<Partial<Record<string, SafeText>>> = {
  string: say`a text`,
  number: say`a number`,
  boolean: say`a boolean`,
  object: say`an object`,
};
