import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSLOG_PROTOCOLS, SyslogSender } from "../../../src/emulator/syslog-sender.ts";

const OPTIONS = { protocol: "http", host: "127.0.0.1", port: 514, retryMs: 10 } as const;

test("refuses a port or a bound out of range", () => {
  for (const protocol of SYSLOG_PROTOCOLS) {
    for (const port of [0, -1, 65_536, 1.5, Number.NaN]) {
      assert.throws(() => new SyslogSender({ ...OPTIONS, protocol, port }), RangeError);
    }
    assert.throws(() => new SyslogSender({ ...OPTIONS, protocol, maxQueued: 0 }), RangeError);
  }
});

test("refuses a URL that is none of HTTP", () => {
  for (const url of ["ftp://127.0.0.1/", "127.0.0.1", ""]) {
    assert.throws(() => new SyslogSender({ ...OPTIONS, url }), TypeError);
  }
});
