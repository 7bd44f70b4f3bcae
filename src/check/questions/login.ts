import { isJsonObject } from "../../basip/json-object.ts";
import { askLog, judgeRefusal, notAPage } from "../ask-log.ts";
import type { Facts } from "../facts.ts";
import { keyOf, readLogPage } from "../log-page.ts";
import { type CallOptions, type PanelCaller, tokenOf } from "../panel-caller.ts";
import { agrees, differs, type Finding, judge, type Question, unclear } from "../question.ts";
import { SafeText } from "../safe-text.ts";
import type { WireErrorName } from "../../basip/android/errors.ts";

const { say, keys, reply: sayReply } = SafeText;
const topic = "login";
const LOGIN_KEY = "successful_login_api_call";
const LOGINS = `limit=50&filter_field=name&filter_type=equal&filter_value=${LOGIN_KEY}`;

/** Who is let in, and how. */
export const LOGIN_QUESTIONS: readonly Question[] = [
  {
    id: "token",
    topic,
    expects: "the login's token is 40 hexadecimal digits, and account_type stands beside it",
    statement: "2.4",
    ask: async (_caller, { login }) => {
      const members = isJsonObject(login.json) ? Object.keys(login.json).toSorted() : [];
      const token = tokenOf(login) ?? "";
      const isPair = members.join() === "account_type,token";
      const saw = say`a token of ${token.length} characters, members ${keys(members)}`;
      return judge(isPair && /^[\da-f]{40}$/i.test(token), saw);
    },
  },
  {
    id: "account-type",
    topic,
    expects: "account_type is admin for who may read the log",
    statement: "2.5",
    ask: async (_caller, { login, newest }) => {
      const type = isJsonObject(login.json) ? login.json["account_type"] : undefined;
      if (newest === undefined) return unclear(say`the account cannot read the log`);
      return judge(type === "admin", say`it is ${typeof type === "string" ? type : undefined}`);
    },
  },
  {
    id: "rights",
    topic,
    expects: "an account that is no admin is refused the log",
    statement: "2.13",
    ask: async (caller, facts) => {
      if (facts.newest !== undefined) return unclear(say`not asked: the account may read the log`);
      return judgeRefusal(await askLog(caller, facts, "limit=10"), 400, "rights");
    },
  },
  {
    id: "basic",
    topic,
    expects: "HTTP Basic with the clear password is taken on any call",
    statement: "2.7",
    ask: asked("limit=10", { as: "basic" }),
  },
  {
    id: "json-type",
    topic,
    expects: "a GET may say that a JSON body comes where none does",
    statement: "2.20",
    ask: asked("limit=10", { hasJsonType: true }),
  },
  {
    id: "no-token",
    topic,
    expects: "without a token the answer is 401 Log In",
    statement: "2.12",
    ask: unlet("limit=10", { as: "nobody" }),
  },
  {
    id: "token-before-parameters",
    topic,
    expects: "the token is looked at before the parameters",
    statement: "3.1.32",
    ask: unlet("limit=11", { as: "nobody" }),
  },
  {
    id: "login-event",
    topic,
    expects: "a login is an event of the log",
    statement: "2.22",
    ask: findLoginEvent,
  },
  {
    id: "basic-no-event",
    topic,
    expects: "a Basic call that is let in is no event of the log",
    statement: "2.18",
    ask: async (caller, facts) => {
      const before = readLogPage(await askLog(caller, facts, LOGINS))?.total;
      await caller.get(`${facts.logPath}?limit=10&page_number=1`, { as: "basic" });
      const reply = await askLog(caller, facts, LOGINS);
      const after = readLogPage(reply)?.total;
      if (before === undefined || after === undefined) return unclear(sayReply(reply));
      const saw = say`${before} logins before it, ${after} after it`;
      return after === before ? agrees(saw) : differs(saw);
    },
  },
  {
    id: "md5-in-capitals",
    topic,
    expects: "the MD5 of the password may come in capitals",
    statement: "2.2",
    ask: risky(async (caller) => {
      const reply = await caller.loginOtherwise("capitals");
      return judge(tokenOf(reply) !== undefined, sayReply(reply));
    }),
  },
  riskyRefusal("login-without-name", "2.11", "nameless", "parameters"),
  riskyRefusal("wrong-login", "2.10", "wrong", "login"),
  {
    id: "wrong-token",
    topic,
    expects: "with a wrong token the answer is 401 Log In",
    statement: "2.12",
    ask: risky(unlet("limit=10", { as: "stranger" })),
  },
];

/** Asked last: there is no token afterwards. */
export const LOGOUT_QUESTION: Question = {
  id: "logout",
  topic,
  expects: "a logout by GET ends the token",
  statement: "2.9",
  ask: async (caller, facts) => {
    const out = await caller.logout();
    if (out === undefined) return unclear(say`there was no login`);
    if (out.status !== 200)
      return out.status === 0 ? unclear(sayReply(out)) : differs(sayReply(out));
    const after = await caller.get(`${facts.logPath}?limit=10&page_number=1`);
    return after.failure === undefined
      ? judge(after.status === 401, say`afterwards the token gets ${sayReply(after)}`)
      : unclear(sayReply(after));
  },
};

function asked(search: string, options: CallOptions): Question["ask"] {
  return async (caller, { logPath }) => {
    const reply = await caller.get(`${logPath}?${search}&page_number=1`, options);
    if (readLogPage(reply)) return agrees();
    return reply.status === 401 ? differs(sayReply(reply)) : notAPage(reply);
  };
}

function unlet(search: string, options: CallOptions): Question["ask"] {
  return async (caller, { logPath }) =>
    judgeRefusal(await caller.get(`${logPath}?${search}`, options), 401, "token");
}

function risky(ask: Question["ask"]): Question["ask"] {
  return async (caller, facts) =>
    facts.isWrongLoginAllowed
      ? ask(caller, facts)
      : unclear(say`not asked without --with-wrong-login`);
}

function riskyRefusal(
  id: string,
  statement: string,
  way: "nameless" | "wrong",
  reason: WireErrorName,
): Question {
  const what = way === "wrong" ? "a wrong password" : "a login without name and password";
  return {
    id,
    topic,
    expects: `${what} is refused in the words that are known`,
    statement,
    ask: risky(async (caller) => judgeRefusal(await caller.loginOtherwise(way), 400, reason)),
  };
}

/** How long before the panel's own clock our login may stand in its log, ms. */
const RECENT_MS = 120_000;

async function findLoginEvent(caller: PanelCaller, facts: Facts): Promise<Finding> {
  const clock = await caller.get(`${facts.logPath.replace(/\/log\/.*/, "")}/device/time`);
  const seconds = isJsonObject(clock.json) ? clock.json["device_time_unix"] : undefined;
  const shown = readLogPage(await askLog(caller, facts, `${LOGINS}&sort_type=desc`));
  const logins = [...(facts.newest?.events ?? []), ...(shown?.events ?? [])]
    .filter((event) => keyOf(event) === LOGIN_KEY)
    .map(({ timestamp }) => Number(timestamp));
  if (logins.length === 0) return differs(say`no event ${LOGIN_KEY} is in sight`);
  if (typeof seconds !== "number") return unclear(say`there are such events, but no clock`);
  const ageMs = seconds * 1000 - Math.max(...logins);
  if (ageMs <= RECENT_MS) return agrees();
  return unclear(say`the newest such event is older than two minutes by the panel's clock`);
}
