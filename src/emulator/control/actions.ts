import { IDENTIFIER_TYPES } from "../../event/models.ts";
import type { JsonObject } from "../../basip/json-object.ts";
import { SYSLOG_FORMS } from "../../basip/syslog/render-line.ts";
import type { EmulatedPanel, EventToFire, IdentifierUse } from "../api.ts";
import { SYSLOG_PORT } from "../panel-syslog.ts";
import { isHttp } from "../server-settings.ts";
import { SYSLOG_PROTOCOLS } from "../syslog-sender.ts";
import type { SyslogSettings } from "../syslog-settings.ts";
import {
  ControlError,
  flagOf,
  neededText,
  numberOf,
  objectOf,
  oneOf,
  refuseOthers,
  textOf,
  wholeOf,
} from "./members.ts";

/** One thing that can be done to a panel, over HTTP or by a script. */
interface Action {
  /** What it does, for people. */
  readonly says: string;
  /** The members that it takes. */
  readonly members: readonly string[];
  /** @returns what is told of it: an event, or how the panel is now. @throws ControlError */
  readonly act: (panel: EmulatedPanel, members: JsonObject) => unknown;
}

const HOUR_MS = 3_600_000;
const LOCKS = [0, 99] as const;
const TEN_YEARS_MS = 87_660 * HOUR_MS;

/** All that can be done to a panel, by the word for it. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  events: {
    says: "Note an event: any key, with any model.",
    members: ["key", "model", "category", "priority"],
    act: (panel, members) => panel.fire(eventOf(members)),
  },
  "exit-button": {
    says: "Press the exit button.",
    members: ["lock"],
    act: (panel, members) => panel.pressExitButton(wholeOf(members, "lock", LOCKS)),
  },
  identifier: {
    says: "Hold an identifier to the panel.",
    members: ["type", "number", "owner", "apartment", "lock", "isValid"],
    act: (panel, members) => panel.useIdentifier(useOf(members)),
  },
  "door-open": { says: "Open the door.", members: [], act: (panel) => panel.openDoor() },
  "door-close": { says: "Close the door.", members: [], act: (panel) => panel.closeDoor() },
  clock: {
    says: "Set the clock wrong: how far ahead (ms), and how much it gains (millionths).",
    members: ["offsetMs", "driftPpm"],
    act: (panel, members) => {
      const offsetMs = wholeOf(members, "offsetMs", [-10 * TEN_YEARS_MS, 10 * TEN_YEARS_MS]) ?? 0;
      panel.setClock({ offsetMs, driftPpm: numberOf(members, "driftPpm") ?? 0 });
      return panel.state();
    },
  },
  network: {
    says: "Cut the network, slow it down, or restore it.",
    members: ["isCut", "delayMs"],
    act: (panel, members) => {
      const delayMs = wholeOf(members, "delayMs", [0, HOUR_MS]) ?? 0;
      const isCut = flagOf(members, "isCut") ?? false;
      panel.restoreNetwork();
      panel.slowNetwork(delayMs);
      if (isCut) panel.cutNetwork();
      return panel.state();
    },
  },
  restart: {
    says: "Switch it off and on again.",
    members: ["offForMs"],
    act: async (panel, members) => {
      await panel.restart(wholeOf(members, "offForMs", [0, HOUR_MS]));
      return panel.state();
    },
  },
  wipe: {
    says: "Clear its log, also what was not delivered yet.",
    members: [],
    act: (panel) => {
      panel.wipe();
      return panel.state();
    },
  },
  link: {
    says: "Configure the management server; none without a url.",
    members: ["url", "password"],
    act: (panel, members) => {
      const url = textOf(members, "url");
      if (url !== undefined && !isHttp(url)) throw new ControlError('"url" must be an http URL');
      panel.connect(
        url === undefined ? undefined : { url, password: neededText(members, "password") },
      );
      return panel.state();
    },
  },
  syslog: {
    says: "Configure where lines of syslog go; nowhere without a host.",
    members: ["protocol", "host", "port", "form"],
    act: (panel, members) => {
      panel.sendSyslogTo(textOf(members, "host") === undefined ? undefined : syslogOf(members));
      return panel.state();
    },
  },
};

/** Does something to a panel. @throws ControlError for what cannot be meant; Error for what cannot be done */
export async function act(
  panel: EmulatedPanel,
  word: string,
  members: JsonObject,
): Promise<unknown> {
  const action = actionOf(word);
  refuseOthers(members, action.members);
  return action.act(panel, members);
}

/** What a word means. @throws ControlError when it means nothing */
export function actionOf(word: string): Action {
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  if (action !== undefined) return action;
  const known = Object.keys(ACTIONS).join(", ");
  throw new ControlError(`nothing is called "${word}"; known: ${known}`);
}

function eventOf(members: JsonObject): EventToFire {
  const model = objectOf(members, "model");
  const category = textOf(members, "category");
  const priority = textOf(members, "priority");
  return {
    key: neededText(members, "key"),
    ...(model !== undefined && { model }),
    ...(category !== undefined && { category }),
    ...(priority !== undefined && { priority }),
  };
}

function useOf(members: JsonObject): IdentifierUse {
  return {
    type: oneOf(members, "type", IDENTIFIER_TYPES) ?? "card",
    number: neededText(members, "number"),
    owner: textOf(members, "owner") ?? "",
    apartment: textOf(members, "apartment") ?? "",
    lock: wholeOf(members, "lock", LOCKS) ?? 0,
    isValid: flagOf(members, "isValid") ?? true,
  };
}

/** Where lines of syslog go: over UDP to the port of syslog unless said otherwise. @throws ControlError */
export function syslogOf(members: JsonObject): SyslogSettings {
  const protocol = oneOf(members, "protocol", SYSLOG_PROTOCOLS) ?? "udp";
  const form = oneOf(members, "form", SYSLOG_FORMS) ?? "rfc5424";
  const port = wholeOf(members, "port", [1, 65_535]) ?? SYSLOG_PORT;
  return { protocol, host: neededText(members, "host"), port, form };
}
