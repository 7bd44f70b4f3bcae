/** Which API a panel has. */
export const LOG_FAMILIES = ["android", "android_v0", "camdroid", "controller"] as const;

export type LogFamily = (typeof LOG_FAMILIES)[number];

/** A question for a page of a panel's log, oldest first. */
export interface PageQuestion {
  /** 10 or 50: what every family knows. */
  readonly limit: 10 | 50;
  /** From 1. */
  readonly page: number;
  /** Only events from this time on, by the panel's clock, ms. */
  readonly fromMs?: number;
  /** Only events up to this time, ms. */
  readonly toMs?: number;
}

/** Where a family has its log, and how it is asked. */
export interface LogDialect {
  /** Where its login stands. */
  readonly base: string;
  /** Where its log stands. */
  readonly path: string;
  /** The question, as it stands in the URL. */
  readonly render: (question: PageQuestion) => string;
}

/**
 * The families' dialects. Source: paths, parameters and expressions, the vendor's pages and programs
 * that read real panels (observed). That Camdroid panels filter by `timestamp` in the unit in which
 * they show it is assumed, and is tried on each panel before it is relied on.
 */
export const LOG_DIALECTS: Readonly<Record<LogFamily, LogDialect>> = {
  android: { base: "/api/v1", path: "/api/v1/log/items", render: renderAndroid },
  android_v0: { base: "/api/v0", path: "/api/v0/log/list", render: renderAndroid },
  camdroid: { base: "/api/v1", path: "/api/v1/log/items", render: renderCamdroid },
  controller: { base: "/v1", path: "/v1/log/items", render: renderCamdroid },
};

function renderAndroid({ limit, page, fromMs, toMs }: PageQuestion): string {
  return search({
    locale: "en",
    limit,
    page_number: page,
    sort_type: "asc",
    from: fromMs,
    to: toMs,
  });
}

/** With the words of API 1.0.0 for the order as well, which others pass over (vendor). */
function renderCamdroid({ limit, page, fromMs, toMs }: PageQuestion): string {
  const bounds = [
    ...(fromMs === undefined ? [] : [`timestamp ge ${fromMs}`]),
    ...(toMs === undefined ? [] : [`timestamp le ${toMs}`]),
  ];
  return search({
    locale: "en",
    limit,
    page_number: page,
    order_by: "timestamp asc",
    sort_field: "timestamp",
    sort_type: "asc",
    filter: bounds.length === 0 ? undefined : bounds.join(" and "),
  });
}

function search(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return said.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
}
