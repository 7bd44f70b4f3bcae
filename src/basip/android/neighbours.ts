import { LOCALES } from "../texts/locales.ts";

/** A call beside the log with its answer. */
export interface Neighbour {
  readonly method: "GET" | "POST";
  /** Below the base path, `/api/v1/`. */
  readonly path: string;
  /** The body of the answer, status 200. @param nowMs the present, Unix time */
  readonly render: (nowMs: number) => string;
}

const always = (body: unknown): Neighbour["render"] => {
  const text = JSON.stringify(body);
  return () => text;
};

const NO_IDENTIFIERS = {
  list_option: {
    pagination: { total_items: 0, items_limit: 10, total_pages: 1, current_page: 1 },
    filter: {
      available_filtering: true,
      is_filtered: false,
      available_fields: [],
      available_values: { category: [], priority: [], name: [] },
    },
    sort: { asc: true, available_sorting: ["asc", "desc"], available_values: ["asc", "desc"] },
    locale: { locale: "en", available_locales: LOCALES },
  },
  list_items: [],
};

/**
 * What programs that read the log ask for in the same cycle (observed), with answers that let them go
 * on: a closed door, an exit button that works, no identifiers. None has an effect (assumed).
 *
 * `POST system/data/clear` has one; see `data-clear.ts`.
 */
export const NEIGHBOURS: readonly Neighbour[] = [
  {
    method: "GET",
    path: "access/door/status",
    render: always({
      status: "closed",
      opentime: 0,
      is_timeout_exceed: false,
      mode: "door_sensor",
    }),
  },
  { method: "GET", path: "access/exit/button/toggle", render: always({ enable: true }) },
  { method: "GET", path: "network/ntp", render: always({ enabled: true }) },
  { method: "POST", path: "network/timezone/manual", render: always({}) },
  { method: "GET", path: "device/time", render: renderTime },
  { method: "GET", path: "access/identifier/items", render: always(NO_IDENTIFIERS) },
];

function renderTime(nowMs: number): string {
  return JSON.stringify({
    device_time_unix: Math.floor(nowMs / 1000),
    device_timezone: "UTC+00:00",
  });
}
