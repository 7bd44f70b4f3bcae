import type { ListedPanel } from "./intake/pull/listed-panels.ts";
import type { SettingDefinition } from "./setting-kinds.ts";

const MEMBERS = ["url", "username", "password", "serial", "name", "selfSigned"];

/** The panels that are pulled, as a JSON list: in the settings file as it is, in the variable as a text. */
export const LISTED_PANELS: SettingDefinition<readonly ListedPanel[] | undefined> = {
  help: "panels that are pulled, beside those of `panels add`",
  placeholder: "JSON",
  expected:
    'a list like [{ "url": "http://192.0.2.7", "username": "admin", "password": "…" }], each with "serial", "name" and "selfSigned" where wanted',
  fallback: undefined,
  secret: true,
  inFile: true,
  takesJson: true,
  parse: (raw) => (typeof raw === "string" ? parseList(raw) : undefined),
};

function parseList(text: string): readonly ListedPanel[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const panels = list.map(parsePanel);
  return panels.every((panel) => panel !== undefined) ? panels : undefined;
}

function parsePanel(value: unknown): ListedPanel | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  if ([...members.keys()].some((name) => !MEMBERS.includes(name))) return undefined;
  const textOf = (name: string): string | undefined => {
    const text = members.get(name);
    return typeof text === "string" ? text : undefined;
  };
  const [url = "", username = "", password] = [
    textOf("url"),
    textOf("username"),
    textOf("password"),
  ];
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isHttp || username === "" || password === undefined) return undefined;
  return {
    url: url.replace(/\/+$/, ""),
    username,
    password,
    serial: textOf("serial") ?? "",
    name: textOf("name") ?? "",
    takesSelfSigned: members.get("selfSigned") === true,
  };
}
