import assert from "node:assert/strict";
import { test } from "node:test";
import { readPanels } from "../../src/emulator/control/read-panels.ts";

test("reads what each panel has of its own", () => {
  const link = { url: "http://127.0.0.1:8080/a", password: "own" };

  const panels = readPanels(
    [
      { serial: "P-1", name: "Front", model: "AA-12FB", link, quirks: "real", ringSize: 500 },
      { serial: "P-2", link: { url: "http://127.0.0.1:8080", isHeartbeatEnabled: false } },
      { family: "camdroid", password: "pw", quirks: ["newest-first", "loginsLogged"] },
      { syslog: { protocol: "http", host: "127.0.0.1", port: 8080, form: "versionless" } },
      { syslog: { host: "127.0.0.1" }, retryMs: 50, heartbeatMs: 60 },
    ],
    "for all",
  );

  const whole = { isHeartbeatEnabled: true, isLoggingEnabled: true };
  assert.deepEqual(panels, [
    {
      serial: "P-1",
      name: "Front",
      model: "AA-12FB",
      quirks: "real",
      link: { ...link, ...whole },
      ringSize: 500,
    },
    {
      serial: "P-2",
      link: {
        ...whole,
        url: "http://127.0.0.1:8080",
        password: "for all",
        isHeartbeatEnabled: false,
      },
    },
    { family: "camdroid", password: "pw", quirks: ["newestFirst", "loginsLogged"] },
    { syslog: { protocol: "http", host: "127.0.0.1", port: 8080, form: "versionless" } },
    {
      syslog: { protocol: "udp", host: "127.0.0.1", port: 514, form: "rfc5424" },
      retryMs: 50,
      heartbeatMs: 60,
    },
  ]);
});

const url = "http://127.0.0.1:1";
for (const [panels, says] of [
  [{}, "it must be a list of panels, at least one"],
  [[], "it must be a list of panels, at least one"],
  [[{}, 7], "panel 2: it must be an object"],
  [[{ serail: "x" }], /^panel 1: "serail" is unknown here; known: serial, name, /],
  [[{ serial: "" }], 'panel 1: "serial" has 1 to 128 characters'],
  [[{ name: "x".repeat(129) }], 'panel 1: "name" has 1 to 128 characters'],
  [[{ family: "ios" }], 'panel 1: "family" must be one of android, android_v0, camdroid'],
  [[{ quirks: "some" }], 'panel 1: "quirks" must be "none", "real" or a list of names'],
  [[{ quirks: ["oldest-first"] }], /^panel 1: no quirk is called "oldest-first"; known: newest/],
  [[{ link: {} }], 'panel 1: "url" is missing'],
  [[{ link: { url: "ftp://x" } }], 'panel 1: link: "url" must be an http URL, not "ftp://x"'],
  [[{ link: { url } }], /^panel 1: link: "password" is missing, and no link password is set/],
  [[{ link: { url, pasword: "x" } }], /^panel 1: "pasword" is unknown here/],
  [[{ syslog: { host: "h", port: 0 } }], /"port" must be a whole number from 1 to 65535/],
  [[{ syslog: {} }], 'panel 1: "host" is missing'],
  [[{ ringSize: 0 }], 'panel 1: "ringSize" must be a whole number from 1 to 1000000'],
  [[{ serial: "A" }, {}, { serial: "A" }], 'two panels have the serial "A"'],
] as const) {
  test(`refuses ${JSON.stringify(panels).slice(0, 60)}`, () => {
    assert.throws(() => readPanels(panels, undefined), { message: says });
  });
}
