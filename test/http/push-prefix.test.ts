import assert from "node:assert/strict";
import { test } from "node:test";
import { stripPushPrefix } from "../../src/http/push-prefix.ts";

for (const [url, route] of [
  ["/api/v0/devices/login", "/api/v0/devices/login"],
  ["/any/prefix/api/v0/devices/logs", "/api/v0/devices/logs"],
  ["//api/v0/devices/pong", "/api/v0/devices/pong"],
  ["/panels/AA-1/api/v0/devices/refresh", "/api/v0/devices/refresh"],
  ["/%D0%B4/api/v0/devices/login?a=1&b=/x?", "/api/v0/devices/login?a=1&b=/x?"],
  ["http://doors.example/x/api/v0/devices/logs", "/api/v0/devices/logs"],
  ["/api/v0/devices/login/", "/api/v0/devices/login/"],
  ["/api/v0/devices/other", "/api/v0/devices/other"],
  ["/xapi/v0/devices/login", "/xapi/v0/devices/login"],
  ["/api/v1/login?next=/api/v0/devices/login", "/api/v1/login?next=/api/v0/devices/login"],
  ["/", "/"],
  ["", ""],
] as const) {
  test(`routes ${JSON.stringify(url)} as ${JSON.stringify(route)}`, () => {
    assert.equal(stripPushPrefix(url), route);
  });
}
