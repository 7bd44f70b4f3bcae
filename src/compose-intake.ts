import type { FastifyBaseLogger } from "fastify";
import { OWN_PANEL } from "./event/event.ts";
import type { PanelEvent, PanelSerial } from "./event/event.ts";
import type { EventStore } from "./event/store.ts";
import { FleetHealth } from "./fleet/fleet-health.ts";
import type { Fleet } from "./fleet/fleet.ts";
import { ownEvent } from "./event/own-event.ts";
import { PanelWatch } from "./fleet/panel-watch.ts";
import { SecretKey } from "./fleet/secret-key.ts";
import type { FleetStore } from "./fleet/store.ts";
import { SyslogHosts } from "./fleet/syslog-hosts.ts";
import { markLate } from "./intake/import/mark-late.ts";
import { KeptIntake } from "./intake/kept-intake.ts";
import type { Keeping } from "./intake/kept-intake.ts";
import { ListedPanels } from "./intake/pull/listed-panels.ts";
import { Pullers } from "./intake/pull/pullers.ts";
import { ReadingTimes } from "./intake/pull/reading-times.ts";
import type { IntakeStore } from "./intake/store.ts";
import { openSyslog } from "./intake/syslog/open-syslog.ts";
import type { SyslogTrouble } from "./intake/syslog/trouble.ts";
import { serialOfHost } from "./intake/syslog/panels.ts";
import { SyslogIntake } from "./intake/syslog/syslog-intake.ts";
import { WatchedIntake } from "./intake/watched-intake.ts";
import type { Settings } from "./settings.ts";

/** How often it is looked what operators have changed, ms. */
const REFRESH_MS = 1_000;

/** How often it is looked how panels are, ms. */
export const WATCH_MS = 5_000;

/** How often it is told how long readings take, ms. */
const TELL_MS = 60_000;

/** What brings events in. */
export interface Intake extends AsyncDisposable {
  /** Through which everything passes that panels give. */
  readonly watched: IntakeStore;
  /** Marks the late ones of imported events, which pass nothing else. */
  readonly markImported: (
    panel: PanelSerial,
    events: readonly PanelEvent[],
  ) => readonly PanelEvent[];
  readonly fleet: Fleet;
  readonly health: FleetHealth;
  readonly syslog: SyslogIntake;
  /** Takes lines on the ports that the settings name. @throws what the system says when one is taken */
  listenForSyslog(): Promise<AsyncDisposable>;
}

/** What bringing events in rests on. */
export interface IntakeParts {
  readonly log: EventStore;
  readonly intake: IntakeStore;
  readonly fleet: FleetStore;
}

/** Its surroundings. */
interface IntakeSurroundings {
  /** Refreshed from here on. */
  readonly fleet: Fleet;
  /** Which events are kept at all. */
  readonly keeping: Keeping;
  /** Our clock, ms. */
  readonly now: () => number;
  /** How often panels are looked at, ms; 0 for never. */
  readonly watchMs: number;
  readonly report: (cause: unknown) => void;
  readonly diagnostics: FastifyBaseLogger;
}

/** Puts together what brings events in: the fleet and its health, pulling, syslog. */
export async function openIntake(
  stores: IntakeParts,
  settings: Settings,
  { fleet, keeping, now, watchMs, report, diagnostics }: IntakeSurroundings,
): Promise<Intake> {
  const { log } = stores;
  const bounds = { lateMs: settings.lateSeconds * 1000, silentMs: settings.silentSeconds * 1000 };
  const health = await FleetHealth.open({ store: stores.fleet, fleet, log, bounds, now, report });
  const kept = new KeptIntake(stores.intake, keeping);
  const watched = new WatchedIntake({ store: kept, health, now });
  const secrets = () => SecretKey.ofFolder(settings.data);
  const times = new ReadingTimes();
  const pullers = await Pullers.open({
    fleet,
    store: stores.fleet,
    intake: watched,
    log,
    keeping,
    health,
    secrets,
    intervalMs: settings.pullSeconds * 1000,
    atOnce: settings.pullsAtOnce,
    now,
    report,
    onRead: (reading) => times.add(reading),
  });
  const listedPanels = new ListedPanels({
    panels: settings.panels ?? [],
    store: stores.fleet,
    secrets,
    report,
  });
  const syslog = new SyslogIntake(watched, new SyslogHosts({ fleet, health, serialOfHost }));
  const listed = () => [...fleet.profiles].map(({ serial }) => serial);
  health.forgetRemoved(listed());
  let refreshing: Promise<void> | undefined;
  const lookAgain = async () => {
    if (!(await fleet.refresh())) return;
    health.forgetRemoved(listed());
    await pullers.refresh();
  };
  // one after the other: what changes meanwhile is seen by the next
  const refresh = async () => {
    refreshing ??= lookAgain().finally(() => (refreshing = undefined));
    return refreshing;
  };
  const timers = [setInterval(() => void refresh().catch(report), REFRESH_MS)];
  const tellTimes = () => {
    if (pullers.size > 0) diagnostics.debug(times.take(), "panels were read");
  };
  timers.push(setInterval(tellTimes, TELL_MS));
  if (watchMs > 0) timers.push(setInterval(() => void health.judge(), watchMs));

  const noteLost = async (count: number) => {
    const event = ownEvent("doorbook_syslog_lost", { count, protocol: "udp" }, now());
    await log.append(OWN_PANEL, [event]);
  };

  return {
    watched,
    markImported: (panel, events) => {
      // nothing is learnt of a panel that others tell of
      const watch = health.knows(panel) ? health.of(panel) : new PanelWatch();
      return markLate(watch, events, now(), bounds.lateMs);
    },
    fleet,
    health,
    syslog,
    listenForSyslog: async () => {
      const { host, syslogUdpPort, syslogTcpPort } = settings;
      const onTrouble = ({ text, cause }: SyslogTrouble) => diagnostics.error({ err: cause }, text);
      const opened = await openSyslog({
        intake: syslog,
        host,
        udpPort: syslogUdpPort === 0 ? undefined : syslogUdpPort,
        tcpPort: syslogTcpPort === 0 ? undefined : syslogTcpPort,
        onTrouble,
        now,
      });
      let told = 0;
      let isTelling = false;
      const tellLost = async () => {
        const count = opened.lost - told;
        if (count === 0 || isTelling) return;
        isTelling = true;
        try {
          await noteLost(count);
          told += count;
        } catch (cause) {
          // told with the next
          report(cause);
        } finally {
          isTelling = false;
        }
      };
      const timer = setInterval(() => void tellLost(), WATCH_MS);
      return {
        [Symbol.asyncDispose]: async () => {
          clearInterval(timer);
          await opened[Symbol.asyncDispose]();
          await tellLost();
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearInterval(timer);
      await refreshing?.catch(report);
      await listedPanels[Symbol.asyncDispose]();
      await pullers[Symbol.asyncDispose]();
      await health.keep().catch(report);
    },
  };
}
