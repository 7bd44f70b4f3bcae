/**
 * The package's `doorbook/emulator`: BAS-IP door panels without hardware, for tests and development.
 * Each answers the panel's API, pushes to a management server, and can be made to do anything.
 */
export type {
  EmulatedPanel,
  Emulator,
  EmulatorOptions,
  EventToFire,
  Happened,
  IdentifierUse,
  LonePanel,
  PanelAccount,
  PanelOptions,
  PanelState,
  ScriptStep,
} from "./emulator/api.ts";
export { startEmulator, startPanel } from "./emulator/emulator.ts";
export { PANEL_FAMILIES, type PanelFamily } from "./emulator/families.ts";
export type { LinkSettings } from "./emulator/link/link-settings.ts";
export type { SyslogSettings } from "./emulator/syslog-settings.ts";
export { QUIRK_NAMES, type QuirkName, type Quirks } from "./emulator/quirks.ts";
