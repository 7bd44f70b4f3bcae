import type { PanelSerial } from "../event/event.ts";
import { waysOf } from "../fleet/known-panels.ts";
import type { KnownPanel } from "../fleet/known-panels.ts";

/**
 * A panel as the book shows it: what is said of it and how it is, without how it is reached.
 *
 * @param sees whether a serial may be told to whoever asks
 */
export function renderPanel(panel: KnownPanel, sees: (serial: PanelSerial) => boolean): object {
  const { profile, health, heardSinceMs } = panel;
  const { serial, name, site, building, entrance, locks, family, model, firmware } = profile;
  const { replaces } = profile;
  return {
    serial,
    name,
    site,
    building,
    entrance,
    locks,
    family,
    model,
    firmware,
    replaces: replaces !== undefined && sees(replaces) ? replaces : null,
    ways: waysOf(panel),
    state: health.state,
    toCome: health.toCome,
    gap: health.gap,
    trouble: health.trouble,
    clockOffset: health.clockOffsetMs ?? null,
    clockOff: health.isClockOff,
    heardSince: heardSinceMs ?? null,
    firstSeen: health.firstSeenMs ?? null,
    lastSeen: health.lastSeenMs ?? null,
  };
}
