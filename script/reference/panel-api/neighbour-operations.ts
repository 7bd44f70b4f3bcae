import { NEIGHBOURS, type Neighbour } from "../../../src/basip/android/neighbours.ts";
import { EXAMPLE_TIME_MS } from "./examples.ts";
import type { Operation } from "./operation.ts";

/** What each call beside the log is, and the schema of its answer. */
const WORDS: Readonly<Record<string, readonly [summary: string, schema: string]>> = {
  "access/door/status": ["Whether the door is open: it is closed", "DoorStatus"],
  "access/exit/button/toggle": ["Whether the exit button works: it does", "ExitButton"],
  "network/ntp": ["Whether the clock is set by the network: it is", "Ntp"],
  "network/timezone/manual": ["Set the time zone: nothing is set", "Empty"],
  "device/time": ["The time", "Time"],
  "access/identifier/items": ["Get identifiers: there are none", "NoIdentifiers"],
};

/** The calls beside the log. */
export const NEIGHBOUR_OPERATIONS: readonly Operation[] = NEIGHBOURS.map((one) => operationOf(one));

function operationOf({ method, path, render }: Neighbour): Operation {
  const words = WORDS[path];
  if (words === undefined) throw new Error(`Nothing is said of the neighbour ${path}`);
  const [summary, schema] = words;
  return {
    tag: "neighbours",
    methods: [method === "GET" ? "get" : "post"],
    path: `/api/v1/${path}`,
    summary,
    description:
      "Programs ask it in the cycle in which they read the log (observed); the answer lets them go on " +
      "(assumed).",
    answer: { schema, example: JSON.parse(render(EXAMPLE_TIME_MS)) },
    refusals: { token: 401, attempts: 429, rights: 400 },
    login: "account",
    isOfPanels: true,
  };
}
