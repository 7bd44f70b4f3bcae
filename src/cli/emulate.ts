import { readFileSync } from "node:fs";
import type { Emulator, EmulatorOptions, PanelOptions, ScriptStep } from "../emulator/api.ts";
import { readPanels } from "../emulator/control/read-panels.ts";
import { readScript } from "../emulator/control/script.ts";
import { MAX_PANELS, startEmulator } from "../emulator/emulator.ts";
import { PANEL_FAMILIES } from "../emulator/families.ts";
import { QUIRK_NAMES, quirkWord } from "../emulator/quirks.ts";
import type { QuirkName } from "../emulator/quirks.ts";
import { SYSLOG_PORT } from "../emulator/panel-syslog.ts";
import { isHttp } from "../emulator/server-settings.ts";
import { SYSLOG_PROTOCOLS } from "../emulator/syslog-sender.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import { didYouMean } from "../event/nearest.ts";
import { choice, integer, path, text } from "../setting-kinds.ts";
import type { SettingDefinition } from "../setting-kinds.ts";
import type { Settings } from "../settings.ts";
import { UsageError } from "../usage-error.ts";
import { optionValue } from "./arguments.ts";
import type { Call, Command, Option } from "./command.ts";
import { explainListening } from "./explain-listening.ts";
import { StopSignals } from "./stop-signals.ts";

/** The options with a value, by name. */
const VALUES = {
  panels: integer(1, 1, MAX_PANELS, "how many panels"),
  "panels-file": path("", "file with what each panel has of its own: a JSON list"),
  serial: text("", "the serial, of one panel alone"),
  prefix: text("EMU", "what the panels' serials begin with"),
  model: text("", "what they say they are, such as AA-12FB; one of the family's when absent"),
  family: choice("android", PANEL_FAMILIES, "which API they have"),
  host: text("127.0.0.1", "address to listen on"),
  port: integer(8090, 0, 65_535, "TCP port of the control API and of all panels; 0 picks one"),
  seed: integer(1, 0, 2 ** 31 - 1, "what chance begins with: the same seed, the same building"),
  days: integer(0, 0, 3_650, "days of history that the panels begin with"),
  rate: integer(6, 0, 6_000, "at least so many scenes a minute, at any hour"),
  quirks: text("none", "none, real for all, or some of them, with commas between"),
  "link-url": text("", "the management server that they push to"),
  "syslog-url": text("", "where lines of syslog go: udp://host:514, tcp:// or http://"),
  "retry-seconds": integer(60, 1, 86_400, "from a failed call to the next try"),
  "heartbeat-seconds": integer(10, 1, 86_400, "from a heartbeat to the next"),
  ring: integer(0, 0, 1_000_000, "events that a panel holds; 0 for its own measure"),
  memory: path("", "file in which panels remember across runs; without, they forget"),
  "mischief-seconds": integer(3_600, 1, 86_400, "how long a panel is left in peace by its quirks"),
  script: path("", "file with a script to play: a JSON list of steps"),
  speed: integer(1, 1, 1_000_000, "how many times as fast the script is played"),
} as const;

const SHOWN_PANELS = 12;

/** `doorbook emulate`: door panels without hardware. */
export const emulate: Command = {
  summary: "Run emulated door panels.",
  options: {
    ...Object.fromEntries(Object.entries(VALUES).map(([name, value]) => [name, optionOf(value)])),
    "own-ports": { help: "give each panel a port of its own, the ones after --port" },
    still: { help: "nobody comes or goes: only what the control API or a script does, happens" },
  },
  settings: ["linkPassword", "password", "controlToken"],
  notes: [
    "Each panel answers the panels' API: alone at the root of the port, one of many below",
    "/panels/SERIAL, or on a port of its own. GET /emulator says what can be done to them, such as",
    "POST /emulator/panels/SERIAL/exit-button.",
    "",
    "Quirks:",
    ...inRows(QUIRK_NAMES.map(quirkWord), 5).map((row) => `  ${row.join(", ")}`),
  ].join("\n"),
  run,
};

async function run({ settings, options }: Call): Promise<number> {
  const of = <T>(name: keyof typeof VALUES, kind: SettingDefinition<T>) =>
    optionValue(options, name, kind);
  const script = readScriptFile(of("script", VALUES.script));
  const [file, serial] = [of("panels-file", VALUES["panels-file"]), of("serial", VALUES.serial)];
  if (file !== "" && (options.has("panels") || serial !== "")) {
    throw new UsageError("--panels-file says which panels there are: leave out --panels, --serial");
  }
  const stop = StopSignals.open();
  const [host, port] = [of("host", VALUES.host), of("port", VALUES.port)];
  const model = of("model", VALUES.model);
  const [ring, memory] = [of("ring", VALUES.ring), of("memory", VALUES.memory)];
  const emulator = await startEmulator({
    panels: file === "" ? panelsOf(of("panels", VALUES.panels), serial) : panelsIn(file, settings),
    serialPrefix: of("prefix", VALUES.prefix),
    family: of("family", VALUES.family),
    host,
    port,
    hasOwnPorts: options.has("own-ports"),
    seed: of("seed", VALUES.seed),
    days: of("days", VALUES.days),
    isAlive: !options.has("still"),
    rate: of("rate", VALUES.rate),
    quirks: readQuirks(of("quirks", VALUES.quirks)),
    retryMs: of("retry-seconds", VALUES["retry-seconds"]) * 1000,
    heartbeatMs: of("heartbeat-seconds", VALUES["heartbeat-seconds"]) * 1000,
    mischiefMs: of("mischief-seconds", VALUES["mischief-seconds"]) * 1000,
    onTrouble: tellTrouble(),
    ...(model !== "" && { model }),
    ...(ring > 0 && { ringSize: ring }),
    ...(memory !== "" && { memory }),
    ...syslogOf(of("syslog-url", VALUES["syslog-url"])),
    ...linkOf(of("link-url", VALUES["link-url"]), settings),
    ...(settings.password !== undefined && { password: settings.password }),
    ...(settings.controlToken !== undefined && { controlToken: settings.controlToken }),
  }).catch((error: unknown) => {
    throw explainListening(error, { host, port });
  });
  if (!stop.isRequested) introduce(emulator, settings);
  try {
    const played = play(emulator, script, of("speed", VALUES.speed));
    await Promise.race([stop.requested, played.then(() => stop.requested)]);
  } finally {
    await emulator.close();
  }
  return 0;
}

async function play(
  emulator: Emulator,
  script: readonly ScriptStep[],
  speed: number,
): Promise<void> {
  if (script.length === 0) return;
  await emulator.play(script, speed);
  console.log("The script is at its end.");
}

function panelsOf(count: number, serial: string): number | readonly PanelOptions[] {
  if (serial === "") return count;
  if (count > 1) throw new UsageError("--serial is for one panel; --prefix begins those of many");
  if (serial.length > MAX_NAME_CHARACTERS) {
    throw new UsageError(`--serial has at most ${MAX_NAME_CHARACTERS} characters`);
  }
  return [{ serial }];
}

function inRows(words: readonly string[], length: number): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (let from = 0; from < words.length; from += length) {
    rows.push(words.slice(from, from + length));
  }
  return rows;
}

function introduce(emulator: Emulator, settings: Settings): void {
  const { panels, url } = emulator;
  const many = panels.length === 1 ? "1 emulated panel" : `${panels.length} emulated panels`;
  console.log(`${many}; control: ${url}/emulator`);
  for (const { serial, url: at } of panels.slice(0, SHOWN_PANELS))
    console.log(`  ${serial}  ${at}`);
  if (panels.length > SHOWN_PANELS) {
    console.log(`  and ${panels.length - SHOWN_PANELS} more: GET ${url}/emulator lists them`);
  }
  const [panel] = panels;
  if (settings.password === undefined && panel !== undefined) {
    console.log(`Their account: ${panel.username}, password ${panel.password} (made up)`);
  }
}

/** Says what keeps panels from delivering, once for all of them that it keeps. */
function tellTrouble(): (serial: string, reason: string | undefined) => void {
  const troubled = new Map<string, Set<string>>();
  return (serial, reason) => {
    for (const [known, panels] of troubled) {
      if (panels.delete(serial) && panels.size === 0) {
        troubled.delete(known);
        if (reason === undefined) console.error(`Deliveries go on (before: ${known}).`);
      }
    }
    if (reason === undefined) return;
    const panels = troubled.get(reason) ?? new Set();
    if (panels.size === 0) console.error(`${serial} cannot deliver: ${reason}. It tries on.`);
    troubled.set(reason, panels.add(serial));
  };
}

function linkOf(url: string, { linkPassword }: Settings): Pick<EmulatorOptions, "link"> {
  if (url === "") return {};
  if (!isHttp(url)) throw new UsageError(`--link-url must be an http URL, not "${url}"`);
  if (linkPassword !== undefined) return { link: { url, password: linkPassword } };
  throw new UsageError("--link-url needs the link password: set DOORBOOK_LINK_PASSWORD");
}

function syslogOf(url: string): Pick<EmulatorOptions, "syslog"> {
  if (url === "") return {};
  const { protocol, hostname, port } = URL.canParse(url) ? new URL(url) : new URL("none:");
  const known = SYSLOG_PROTOCOLS.find((one) => `${one}:` === protocol);
  if (known === undefined || hostname === "") {
    throw new UsageError(`--syslog-url must be like udp://192.0.2.7:514, not "${url}"`);
  }
  const fallback = known === "http" ? 80 : SYSLOG_PORT;
  return {
    syslog: {
      protocol: known,
      host: hostname.replaceAll(/[[\]]/g, ""),
      port: Number(port || fallback),
    },
  };
}

function readQuirks(asked: string): "none" | "real" | readonly QuirkName[] {
  if (asked === "none" || asked === "real") return asked;
  return asked.split(",").map((word) => {
    const name = QUIRK_NAMES.find((one) => quirkWord(one) === word.trim());
    if (name !== undefined) return name;
    const meant = didYouMean(word.trim(), QUIRK_NAMES.map(quirkWord));
    throw new UsageError(`--quirks: no quirk is called "${word.trim()}"${meant}`);
  });
}

function readScriptFile(file: string): readonly ScriptStep[] {
  return file === "" ? [] : readFile(file, readScript);
}

function panelsIn(file: string, { linkPassword }: Settings): readonly PanelOptions[] {
  return readFile(file, (value) => readPanels(value, linkPassword));
}

function readFile<Content>(file: string, read: (value: unknown) => Content): Content {
  try {
    return read(readJson(file));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

function readJson(file: string): unknown {
  const content = readFileSync(file, "utf8");
  try {
    return JSON.parse(content);
  } catch {
    // the parser's own words quote the file, which may hold a password
    throw new Error("it is no JSON");
  }
}

function optionOf(value: SettingDefinition<unknown>): Option {
  return { help: value.help, value };
}
