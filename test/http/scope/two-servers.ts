import type { RouteOptions } from "fastify";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import type { PanelEvent } from "../../../src/event/event.ts";
import { renderOwner } from "../../../src/fleet/owner.ts";
import { newProfile, renderProfile } from "../../../src/fleet/profile.ts";
import { ADMIN_PASSWORD, basic, openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { DAY_MS, event } from "../../support/events.ts";
import { JSON_TYPE, logInByCookie, makeToken } from "../../support/logins.ts";

/** The clock of both servers, which stands still. */
export const NOW_MS = DAY_MS + 3_600_000;

/** Whatever only a panel that is not seen has holds this word, and nothing else does. */
export const HIDDEN = /hidden/i;

/** Whatever only a panel that is seen has holds it. */
export const SEEN = /seen/i;

/** A panel of the scope's site, one that was at its door before, and one that the scope names. */
export const SEEN_PANELS = ["SEEN-1", "SEEN-0", "SEEN-2"] as const;

/** Of another site, of none, and one that says it replaces a panel that is seen. */
export const HIDDEN_PANELS = ["HIDDEN-1", "HIDDEN-2", "HIDDEN-3"] as const;

/** A serial that nobody has heard of. */
export const UNHEARD = "UNHEARD-1";

const SCOPE = { sites: ["Seen yard"], panels: ["SEEN-2"] };
const WIDER = {
  sites: ["Seen yard"],
  panels: ["SEEN-2", "HIDDEN-2", "HIDDEN-3", UNHEARD],
};
const READING = ["events:read", "events:write", "panels:read", "panels:write"];

/** The headers by which somebody with the scope asks. */
export type Sight = Readonly<Record<string, string>>;

/** A server, its routes, and who asks it, by how. */
export interface Server extends AsyncDisposable {
  readonly app: TestApp;
  readonly routes: readonly RouteOptions[];
  readonly sights: Readonly<Record<string, Sight>>;
}

/**
 * A server whose log holds the whole catalog from each panel, with keys, categories, values, owners and
 * names that only that panel has.
 *
 * @param isWhole whether there are other panels beside those that are seen
 */
export async function openServer(isWhole: boolean): Promise<Server> {
  const routes: RouteOptions[] = [];
  const app = await openApp({
    now: () => NOW_MS,
    settings: { linkPassword: "link password", syslogHttp: true, tokenHours: 24 },
    onRoute: (route) => void routes.push({ ...route }),
  });
  await fill(app, isWhole);
  return {
    app,
    routes,
    sights: await openSights(app),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function fill({ stores, doorbook }: TestApp, isWhole: boolean): Promise<void> {
  const { fleet } = stores;
  const profile = (serial: string, said: object) => ({
    id: serial,
    body: renderProfile({ ...newProfile(serial), ...said }),
  });
  const owner = (number: string, name: string) => ({
    id: number,
    body: renderOwner({ number, name, apartment: "1" }),
  });
  await fleet.change("panel", [
    profile("SEEN-1", { name: "Seen door", site: "Seen yard", replaces: "SEEN-0" }),
  ]);
  await fleet.change("owner", [owner("1001", "Seen owner")]);
  for (const [nth, serial] of SEEN_PANELS.entries()) {
    await stores.log.append(serial, eventsOf(serial, "seen", nth));
  }
  if (isWhole) {
    await fleet.change("site", [{ id: "Hidden yard", body: '{"zone":"UTC"}' }]);
    await fleet.change("panel", [
      profile("HIDDEN-1", { name: "Hidden door", site: "Hidden yard", entrance: "Hidden side" }),
      profile("HIDDEN-3", { name: "Hidden heir", replaces: "SEEN-2" }),
    ]);
    await fleet.change("owner", [owner("2002", "Hidden owner")]);
    for (const [nth, serial] of HIDDEN_PANELS.entries()) {
      await stores.log.append(serial, eventsOf(serial, "hidden", nth));
    }
  }
  await doorbook.intake.fleet.refresh();
}

/** The catalog and more of one panel, among the times of the others'. */
function eventsOf(serial: string, word: string, nth: number): PanelEvent[] {
  const own = `${word} ${serial}`;
  return [
    ...EVENT_KEYS.map((key, i) =>
      event({
        key,
        occurredAtMs: DAY_MS + i * 1_000 + nth,
        model: JSON.stringify({ lock: nth, owner: `${own} ${key}`, number: `${own} number` }),
      }),
    ),
    event({ key: `${word}_key_${serial}`, model: JSON.stringify({ [`${own} member`]: own }) }),
    event({ category: `${own} category`, occurredAtMs: DAY_MS + 77 }),
    event({ priority: `${own} priority`, occurredAtMs: DAY_MS + 78 }),
    event({ extra: JSON.stringify({ text: `${own} text` }), key: `${word}_told_${serial}` }),
    event({ model: JSON.stringify({ number: word === "seen" ? "1001" : "2002" }), isLate: true }),
    event({ source: "syslog", isEcho: true, model: JSON.stringify({ host: `${own} host` }) }),
  ];
}

/** Everyone here sees the same: the three panels. */
async function openSights(app: TestApp): Promise<Readonly<Record<string, Sight>>> {
  const { accounts } = app.stores;
  for (const name of ["scoped", "wider"]) await app.addAccount(name, "admin");
  await accounts.setScope("scoped", SCOPE);
  await accounts.setScope("wider", WIDER);
  const token = { name: "program", rights: READING };
  return {
    "a login's token": await app.bearer("scoped"),
    Basic: basic("scoped", ADMIN_PASSWORD),
    "a personal token": await makeToken(app, { ...token, account: "scoped" }),
    "a personal token with a scope": await makeToken(app, { ...token, scope: SCOPE }),
    "two scopes": await makeToken(app, {
      ...token,
      // each has panels that the other has not
      scope: { sites: ["Seen yard", "Hidden yard"], panels: ["SEEN-2"] },
      account: "wider",
    }),
    "the cookie": {
      ...(await logInByCookie(app, "scoped")),
      "sec-fetch-site": "same-origin",
      "x-doorbook": "1",
      ...JSON_TYPE,
    },
  };
}
