import { renderItem, renderOldItem } from "../../../src/basip/android/render-item.ts";
import { renderInfo, TWIN_DEVICE } from "../../../src/basip/android/render-info.ts";
import { renderLogItems } from "../../../src/basip/android/render-log-items.ts";
import { renderLogin } from "../../../src/basip/android/render-session.ts";
import { renderToken } from "../../../src/basip/link/render.ts";
import { readVersion } from "../../../src/cli/version.ts";
import { OWN_PANEL } from "../../../src/event/event.ts";

/** The present of every example. */
export const EXAMPLE_TIME_MS = 1_795_464_000_000;

const TOKEN = "0123456789abcdef".repeat(3).slice(0, 40);

const MODEL = {
  lock: 0,
  owner: "Olena Kit",
  number: "3090069",
  apartment_address: "12",
  type: "card",
} as const;

const EVENT = {
  occurredAtMs: EXAMPLE_TIME_MS,
  key: "access_granted_by_valid_identifier",
  category: "access",
  priority: "medium",
  model: JSON.stringify(MODEL),
  extra: undefined,
} as const;

/** Answers as the server writes them, and bodies that it takes. */
export const EXAMPLES = {
  info: parse(renderInfo({ ...TWIN_DEVICE, serial: OWN_PANEL, commit: readVersion() })),
  login: parse(renderLogin(TOKEN, "admin")),
  items: parse(page(renderItem)),
  oldList: parse(page(renderOldItem)),
  pushToken: parse(renderToken(TOKEN)),
  pushLogin: { login: "AA12-0001", password: "link password" },
  push: {
    events: [
      {
        created_at: EVENT.occurredAtMs,
        category: EVENT.category,
        code: EVENT.key,
        priority: EVENT.priority,
        info: MODEL,
      },
    ],
  },
  clearing: { clear_fields: ["logs"] },
} as const;

function page(render: typeof renderItem): string {
  const query = {
    locale: "uk",
    limit: 10,
    pageNumber: 1,
    order: "asc",
    isFiltered: false,
  } as const;
  return renderLogItems(query, { total: 1, events: [EVENT] }, [], render);
}

function parse(json: string): unknown {
  return JSON.parse(json);
}
