import type { Scope } from "../accounts/scope.ts";
import { text } from "../setting-kinds.ts";
import { optionValues } from "./arguments.ts";
import type { Call, Option } from "./command.ts";

const SITE = {
  ...text("", "a site whose panels it sees; may stand more than once"),
  placeholder: "SITE",
};
const PANEL = {
  ...text("", "serial of a panel that it sees; may stand more than once"),
  placeholder: "SERIAL",
};

/** The options that name a scope. */
export const SCOPE_OPTIONS = {
  site: { help: SITE.help, value: SITE, isMany: true },
  panel: { help: PANEL.help, value: PANEL, isMany: true },
} as const satisfies Readonly<Record<string, Option>>;

/** The scope that the options name; `undefined` when they name none. */
export function readScope(options: Call["options"]): Scope | undefined {
  const sites = optionValues(options, "site");
  const panels = optionValues(options, "panel");
  return sites.length + panels.length === 0 ? undefined : { sites, panels };
}

/** A scope for people, in one line. */
export function scopeWords(scope: Scope | undefined): string {
  if (scope === undefined) return "everything";
  const { sites, panels } = scope;
  const parts = [
    ...(sites.length > 0 ? [`sites ${sites.join(", ")}`] : []),
    ...(panels.length > 0 ? [`panels ${panels.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "nothing" : parts.join("; ");
}
