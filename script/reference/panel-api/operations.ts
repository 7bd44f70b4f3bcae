import { DATA_CLEAR_BODY } from "../../../src/basip/android/data-clear.ts";
import { LOGOUT_BODY } from "../../../src/basip/android/render-session.ts";
import { OK_ANSWER } from "../../../src/basip/link/render.ts";
import { EXAMPLES } from "./examples.ts";
import { NEIGHBOUR_OPERATIONS } from "./neighbour-operations.ts";
import type { Operation } from "./operation.ts";
import { LOG_PARAMETERS, LOGIN_PARAMETERS } from "./parameters.ts";

const LOGGED_IN = { token: 401, attempts: 429 } as const;
const ADMIN = { ...LOGGED_IN, rights: 400 } as const;

const QUESTION: Pick<Operation, "tag" | "parameters" | "refusals" | "login" | "isOfPanels"> = {
  tag: "log",
  parameters: LOG_PARAMETERS,
  refusals: {
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
  },
  login: "account",
  isOfPanels: true,
};

const LOGIN: Omit<Operation, "path"> = {
  tag: "session",
  methods: ["get"],
  summary: "Log in",
  description:
    "Gives a token for `Authorization: Bearer …` (vendor). An `Authorization` header is not looked at " +
    "(observed). Every login, good or bad, is an event of the log (spec).",
  parameters: LOGIN_PARAMETERS,
  answer: { schema: "Login", example: EXAMPLES.login },
  refusals: { login: 400, parameters: 400, attempts: 429 },
  login: "none",
  isOfPanels: true,
};

const LOGOUT: Omit<Operation, "path"> = {
  tag: "session",
  methods: ["get", "post"],
  summary: "Log out",
  description: "Ends the token (observed; the answer: assumed).",
  answer: { schema: "Empty", example: JSON.parse(LOGOUT_BODY) },
  refusals: LOGGED_IN,
  login: "account",
  isOfPanels: true,
};

const HEARTBEAT: Omit<Operation, "path" | "summary"> = {
  tag: "push",
  methods: ["post"],
  description: "The body is not read (observed). 200 with a token and without (assumed).",
  answer: { schema: "Ok", example: JSON.parse(OK_ANSWER) },
  refusals: {},
  login: "none",
  isOfPanels: false,
};

/** Every call of the panel's API and of the push receiver. */
export const OPERATIONS: readonly Operation[] = [
  {
    tag: "session",
    methods: ["get"],
    path: "/api/info",
    summary: "What the panel says of itself",
    description: "Needs no login (vendor).",
    answer: { schema: "Info", example: EXAMPLES.info },
    refusals: {},
    login: "none",
    isOfPanels: true,
  },
  { ...LOGIN, path: "/api/v1/login" },
  { ...LOGIN, path: "/api/v0/login" },
  { ...LOGOUT, path: "/api/v1/logout" },
  { ...LOGOUT, path: "/api/v0/logout" },
  {
    ...QUESTION,
    methods: ["get"],
    path: "/api/v1/log/items",
    summary: "Get logs list",
    description:
      "The events of a panel, or of all, with the exact total; page, filter, window, order and language " +
      "as asked for (spec). Of several wrong parameters the first in the order of the 400s is reported " +
      "(assumed). Parameters that are not known are passed over (vendor).",
    answer: { schema: "Items", example: EXAMPLES.items },
  },
  {
    ...QUESTION,
    methods: ["get"],
    path: "/api/v0/log/list",
    summary: "Get logs list, as firmware up to 3.7 answers it",
    description:
      "The same question; names and texts in English and in the language asked for (observed).",
    answer: { schema: "OldList", example: EXAMPLES.oldList },
  },
  {
    tag: "log",
    methods: ["post"],
    path: "/api/v1/system/data/clear",
    summary: "Clear the log for this account",
    description:
      "Programs call it after they have read (observed). Where `logs` is among what to clear, the " +
      "account sees under this base path only what arrives later, however old; nothing is deleted " +
      "(assumed). The server's setting `--twin-clear` can have it ignored or refused.",
    body: { schema: "Clearing", example: EXAMPLES.clearing },
    answer: { schema: "Empty", example: JSON.parse(DATA_CLEAR_BODY) },
    refusals: { ...ADMIN, parameters: 400 },
    login: "account",
    isOfPanels: true,
  },
  ...NEIGHBOUR_OPERATIONS,
  {
    tag: "push",
    methods: ["post"],
    path: "/api/v0/devices/login",
    summary: "A panel logs in to push",
    description: "The body is JSON whatever its Content-Type (observed).",
    body: { schema: "PushLogin", example: EXAMPLES.pushLogin },
    answer: { schema: "PushToken", example: EXAMPLES.pushToken },
    refusals: { login: 401, attempts: 429 },
    login: "none",
    isOfPanels: false,
  },
  {
    tag: "push",
    methods: ["put", "post"],
    path: "/api/v0/devices/logs",
    summary: "A panel delivers events",
    description:
      "200 means that every event is durable; one that is held already is passed over (observed: panels " +
      "send packets twice). 401 makes the panel log in again (observed).",
    body: { schema: "Push", example: EXAMPLES.push },
    answer: { schema: "Ok", example: JSON.parse(OK_ANSWER) },
    refusals: { token: 401, unreadablePush: 400 },
    login: "panel",
    isOfPanels: false,
  },
  { ...HEARTBEAT, path: "/api/v0/devices/pong", summary: "A panel's heartbeat" },
  { ...HEARTBEAT, path: "/api/v0/devices/refresh", summary: "A panel asks now and then" },
];
