import type { WireErrorName } from "../../../src/basip/android/errors.ts";
import { NEIGHBOURS } from "../../../src/basip/android/neighbours.ts";
import { LOG_PARAMETERS, LOGIN_PARAMETERS, type Parameter } from "./parameters.ts";

/** One call of the API. */
export interface Operation {
  readonly methods: readonly ("get" | "post" | "put")[];
  /** Below the base path. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  /** The name of the body's schema. */
  readonly body?: string;
  /** The name of the schema of the answer, status 200. */
  readonly answer: string;
  /** What may be refused, by name in the table of wire errors, with its status. */
  readonly refusals: Readonly<Partial<Record<WireErrorName, number>>>;
  /** Who may call. */
  readonly login: "none" | "account" | "panel";
  /** Whether it stands below `/panels/{serial}` too. */
  readonly isOfPanels: boolean;
}

const LOGGED_IN = { token: 401, attempts: 429 } as const;
const ADMIN = { ...LOGGED_IN, rights: 400 } as const;

const QUESTION = {
  ...ADMIN,
  limit: 400,
  page: 400,
  filterType: 400,
  filterField: 400,
  filterFormat: 400,
  filterValue: 400,
  sortType: 400,
  sortField: 400,
  timeFormat: 400,
  timeRange: 400,
} as const;

const NEIGHBOUR_ANSWERS: Readonly<Record<string, string>> = {
  "access/door/status": "DoorStatus",
  "access/exit/button/toggle": "ExitButton",
  "network/ntp": "Ntp",
  "network/timezone/manual": "Empty",
  "device/time": "Time",
  "access/identifier/items": "NoIdentifiers",
};

const neighbours = NEIGHBOURS.map(({ method, path }): Operation => ({
  methods: [method === "GET" ? "get" : "post"],
  path: `/api/v1/${path}`,
  summary: `What programs ask beside the log: ${path}`,
  description: "Has no effect; the answer lets programs go on. Source: observed.",
  answer: NEIGHBOUR_ANSWERS[path] ?? "Empty",
  refusals: ADMIN,
  login: "account",
  isOfPanels: true,
}));

const LOGIN: Omit<Operation, "path"> = {
  methods: ["get"],
  summary: "Log in",
  description:
    "Gives a token for `Authorization: Bearer …`. An `Authorization` header is not looked at. Every " +
    "login, good or bad, is an event of the log. Source: the vendor's login page.",
  parameters: LOGIN_PARAMETERS,
  answer: "Login",
  refusals: { login: 400, parameters: 400, attempts: 429 },
  login: "none",
  isOfPanels: true,
};

const LOGOUT: Omit<Operation, "path"> = {
  methods: ["get", "post"],
  summary: "Log out",
  description: "Ends the token. Source: observed; the answer, assumed.",
  answer: "Empty",
  refusals: LOGGED_IN,
  login: "account",
  isOfPanels: true,
};

const HEARTBEAT: Omit<Operation, "path" | "summary"> = {
  methods: ["post"],
  description: "Answered 200 with a token and without. Source: observed.",
  answer: "Ok",
  refusals: {},
  login: "none",
  isOfPanels: false,
};

/** Every call of the panel's API and of the push receiver. */
export const OPERATIONS: readonly Operation[] = [
  {
    methods: ["get"],
    path: "/api/info",
    summary: "What the panel says of itself",
    description: "Needs no login. Source: the vendor's page; the values, assumed.",
    answer: "Info",
    refusals: {},
    login: "none",
    isOfPanels: true,
  },
  { ...LOGIN, path: "/api/v1/login" },
  { ...LOGIN, path: "/api/v0/login" },
  { ...LOGOUT, path: "/api/v1/logout" },
  { ...LOGOUT, path: "/api/v0/logout" },
  {
    methods: ["get"],
    path: "/api/v1/log/items",
    summary: "Get logs list",
    description:
      "The events of a panel, or of all, with the exact total; page, filter, window, order and language " +
      "as asked for. Of several wrong parameters the first in the order of the 400s is reported. " +
      'Parameters that are not known are passed over. Source: "Get logs list".',
    parameters: LOG_PARAMETERS,
    answer: "Items",
    refusals: QUESTION,
    login: "account",
    isOfPanels: true,
  },
  {
    methods: ["get"],
    path: "/api/v0/log/list",
    summary: "Get logs list, as firmware up to 3.7 answers it",
    description: "The same question; names and texts in English and in the language asked for.",
    parameters: LOG_PARAMETERS,
    answer: "OldList",
    refusals: QUESTION,
    login: "account",
    isOfPanels: true,
  },
  {
    methods: ["post"],
    path: "/api/v1/system/data/clear",
    summary: "Clear the log for this account",
    description:
      "Where `logs` is among what to clear, the account sees under this base path only what arrives " +
      "later, however old. Nothing is deleted. `--twin-clear` can have it ignored or refused.",
    body: "Clearing",
    answer: "Empty",
    refusals: { ...ADMIN, parameters: 400 },
    login: "account",
    isOfPanels: true,
  },
  ...neighbours,
  {
    methods: ["post"],
    path: "/api/v0/devices/login",
    summary: "A panel logs in to push",
    description: "Under any prefix. The body is JSON whatever its Content-Type. Source: observed.",
    body: "PushLogin",
    answer: "PushToken",
    refusals: { login: 401, attempts: 429 },
    login: "none",
    isOfPanels: false,
  },
  {
    methods: ["put", "post"],
    path: "/api/v0/devices/logs",
    summary: "A panel delivers events",
    description:
      "Under any prefix. 200 means that every event is durable; one that is held already is passed " +
      "over. Source: observed.",
    body: "Push",
    answer: "Ok",
    refusals: { token: 401 },
    login: "panel",
    isOfPanels: false,
  },
  { ...HEARTBEAT, path: "/api/v0/devices/pong", summary: "A panel's heartbeat" },
  { ...HEARTBEAT, path: "/api/v0/devices/refresh", summary: "A panel asks now and then" },
];
