import assert from "node:assert/strict";
import { test } from "node:test";

import {
  flagName,
  mergeSettings,
  SETTING_NAMES,
  SETTINGS,
  variableName,
  type SettingSources,
} from "../src/settings.ts";
import type { Settings } from "../src/settings.ts";
import { UsageError } from "../src/usage-error.ts";

const NOTHING: SettingSources = { flags: {}, env: {} };

function file(content: unknown): SettingSources {
  return { ...NOTHING, file: { name: "doorbook.json", content } };
}

test("stands on safe ground when nothing is set", () => {
  const settings = mergeSettings(NOTHING);

  assert.deepEqual(settings, {
    host: "127.0.0.1",
    port: 8080,
    syslogUdpPort: 0,
    syslogTcpPort: 0,
    data: "./data",
    adminPassword: undefined,
    linkPassword: undefined,
    password: undefined,
    controlToken: undefined,
    url: undefined,
    token: undefined,
    defaultSort: "asc",
    twinClear: "floor",
    tokenHours: 2,
    adoptPanels: true,
    quarantineMaxBytes: 1_073_741_824,
    syslogHttp: false,
    syslogEchoes: "hide",
    panels: undefined,
    pullSeconds: 10,
    pullsAtOnce: 64,
    lateSeconds: 120,
    silentSeconds: 120,
    searchSeconds: 5,
    smtpUrl: undefined,
    smtpFrom: undefined,
    maxConnections: 16_000,
    maxConnectionsPerAddress: 10_000,
    tlsCert: undefined,
    tlsKey: undefined,
    ca: undefined,
    trustProxy: [],
    metrics: "login",
    diskLowBytes: 2_147_483_648,
    logLevel: "warn",
  });
});

test("gives a value that nobody can change", () => {
  const settings = mergeSettings(NOTHING);

  assert.ok(Object.isFrozen(settings));
});

test("takes a flag before a variable and a variable before the file", () => {
  const settings = mergeSettings({
    flags: { port: "1" },
    env: { DOORBOOK_PORT: "2", DOORBOOK_TOKEN_HOURS: "2" },
    file: { name: "doorbook.json", content: { port: 3, tokenHours: 3, quarantineMaxBytes: 3 } },
  });

  const { port, tokenHours, quarantineMaxBytes } = settings;
  assert.deepEqual([port, tokenHours, quarantineMaxBytes], [1, 2, 3]);
});

test("reads every setting from its variable", () => {
  const env = Object.fromEntries(SETTING_NAMES.map((name) => [variableName(name), SAMPLES[name]]));

  const settings = mergeSettings({ flags: {}, env });

  assert.deepEqual(
    Object.fromEntries(SETTING_NAMES.map((name) => [name, shown(settings[name])])),
    SAMPLES,
  );
});

/** A value as its variable has it; of a panel what was said. */
function shown(value: Settings[keyof Settings]): string {
  if (typeof value !== "object") return String(value);
  const parts = value.map((one) => {
    if (typeof one === "string") return one;
    const { url, username, password } = one;
    return JSON.stringify([{ url, username, password }]);
  });
  return parts.join();
}

const SAMPLES: Record<(typeof SETTING_NAMES)[number], string> = {
  host: "::1",
  port: "0",
  syslogUdpPort: "514",
  syslogTcpPort: "601",
  syslogHttp: "true",
  syslogEchoes: "show",
  data: "/srv/doorbook",
  adminPassword: "p w",
  linkPassword: "123456",
  password: "пароль",
  controlToken: "control me",
  url: "http://192.0.2.7:8080/book",
  token: "dbk_1",
  defaultSort: "desc",
  twinClear: "refuse",
  tokenHours: "24",
  adoptPanels: "false",
  quarantineMaxBytes: "0",
  panels: '[{"url":"http://192.0.2.7","username":"admin","password":"p w"}]',
  pullSeconds: "30",
  pullsAtOnce: "5",
  lateSeconds: "60",
  silentSeconds: "300",
  searchSeconds: "9",
  smtpUrl: "smtp://user:p%20w@192.0.2.7:587",
  smtpFrom: "doorbook@house.example",
  maxConnections: "50",
  maxConnectionsPerAddress: "7",
  tlsCert: "/etc/doorbook/cert.pem",
  tlsKey: "/etc/doorbook/key.pem",
  ca: "/etc/doorbook/ca.pem",
  trustProxy: "127.0.0.1,10.0.0.0/8,fd00::/8",
  metrics: "public",
  diskLowBytes: "1",
  logLevel: "silent",
};

test("counts an empty variable as not set", () => {
  const settings = mergeSettings({
    flags: {},
    env: { DOORBOOK_PORT: "", DOORBOOK_LINK_PASSWORD: "" },
  });

  assert.deepEqual([settings.port, settings.linkPassword], [8080, undefined]);
});

test("leaves other programs' variables alone", () => {
  const settings = mergeSettings({ flags: {}, env: { PORT: "x", DOORBELL_PORT: "y" } });

  assert.equal(settings.port, 8080);
});

for (const [sources, message] of [
  [
    { ...NOTHING, env: { DOORBOOK_PROT: "1" } },
    "unknown variable DOORBOOK_PROT: did you mean DOORBOOK_PORT?",
  ],
  [{ ...NOTHING, env: { DOORBOOK_WHATEVER: "1" } }, "unknown variable DOORBOOK_WHATEVER"],
  [file({ prot: 1 }), 'unknown key "prot" in doorbook.json: did you mean port?'],
  [
    file({ "token-hours": 1 }),
    'unknown key "token-hours" in doorbook.json: did you mean tokenHours?',
  ],
  [file({ password: "x" }), 'unknown key "password" in doorbook.json'],
  [file(JSON.parse('{"__proto__": 1}')), 'unknown key "__proto__" in doorbook.json'],
  [file([]), 'doorbook.json must hold a JSON object, like { "port": 8080 }'],
  [file(null), 'doorbook.json must hold a JSON object, like { "port": 8080 }'],
  [
    file({ port: "80a" }),
    '"port" in doorbook.json must be a whole number from 0 to 65535, not "80a"',
  ],
  [file({ port: null }), '"port" in doorbook.json must be a whole number from 0 to 65535'],
  [file({ port: 1.5 }), '"port" in doorbook.json must be a whole number from 0 to 65535, not 1.5'],
  [file({ host: 1 }), '"host" in doorbook.json must be a text that is not empty, not 1'],
  [
    { ...NOTHING, flags: { port: "65536" } },
    '--port must be a whole number from 0 to 65535, not "65536"',
  ],
  [
    { ...NOTHING, flags: { port: "-1" } },
    '--port must be a whole number from 0 to 65535, not "-1"',
  ],
  [{ ...NOTHING, flags: { port: "" } }, '--port must be a whole number from 0 to 65535, not ""'],
  [
    { ...NOTHING, flags: { "token-hours": "0" } },
    '--token-hours must be a whole number from 1 to 8760, not "0"',
  ],
  [
    { ...NOTHING, flags: { "default-sort": "up" } },
    '--default-sort must be one of asc, desc, not "up"',
  ],
  [
    { ...NOTHING, env: { DOORBOOK_ADOPT_PANELS: "maybe" } },
    'DOORBOOK_ADOPT_PANELS must be true or false, not "maybe"',
  ],
  [
    { ...NOTHING, flags: { "trust-proxy": "true" } },
    '--trust-proxy must be addresses or networks with commas between, as 127.0.0.1,10.0.0.0/8, not "true"',
  ],
] as const satisfies readonly (readonly [SettingSources, string])[]) {
  test(`refuses with: ${message}`, () => {
    assert.throws(
      () => mergeSettings(sources),
      (error) => error instanceof UsageError && error.message.startsWith(message),
    );
  });
}

test("never shows a secret that is wrong", () => {
  assert.throws(
    () => mergeSettings(file({ linkPassword: 8_675_309 })),
    (error) => error instanceof UsageError && !error.message.includes("8675309"),
  );
});

test("makes the flag and the variable from the name", () => {
  const names = [flagName("quarantineMaxBytes"), variableName("quarantineMaxBytes")];

  assert.deepEqual(names, ["quarantine-max-bytes", "DOORBOOK_QUARANTINE_MAX_BYTES"]);
});

for (const [url, isGood] of [
  ["smtps://user:pass@mail.example", true],
  ["http://mail.example", false],
  ["smtp://mail.example?tls.rejectUnauthorized=false", false],
  ["mailhost", false],
] as const) {
  test(`${isGood ? "takes" : "refuses"} ${url} for a mail server`, () => {
    const merge = () => mergeSettings({ flags: {}, env: { DOORBOOK_SMTP_URL: url } });

    if (isGood) assert.equal(merge().smtpUrl, url);
    else assert.throws(merge, (error: Error) => !error.message.includes(url));
  });
}

test("keeps secrets out of the flags", () => {
  const secrets = SETTING_NAMES.filter((name) => SETTINGS[name].secret);

  assert.deepEqual(secrets, [
    "adminPassword",
    "linkPassword",
    "password",
    "controlToken",
    "token",
    "panels",
    "smtpUrl",
  ]);
  const settings = mergeSettings({ flags: { "link-password": "x" }, env: {} });
  assert.equal(settings.linkPassword, undefined);
});
