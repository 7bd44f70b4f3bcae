import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAuthorization } from "../../src/accounts/authorization.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

for (const [header, meant] of [
  ["Bearer abc", { scheme: "bearer", token: "abc" }],
  ["bearer   abc ", { scheme: "bearer", token: "abc" }],
  [`Basic ${base64("admin:secret")}`, { scheme: "basic", name: "admin", password: "secret" }],
  [`BASIC ${base64("admin:a:b")}`, { scheme: "basic", name: "admin", password: "a:b" }],
  [`Basic ${base64("Олена:пароль")}`, { scheme: "basic", name: "Олена", password: "пароль" }],
  [`Basic ${base64("admin:")}`, { scheme: "basic", name: "admin", password: "" }],
  [undefined, undefined],
  ["", undefined],
  ["Bearer", undefined],
  ["Bearer ", undefined],
  ["Bearer a b", undefined],
  ["Basic", undefined],
  ["Basic ====", undefined],
  [`Basic ${base64("admin")}`, undefined],
  [`Basic ${base64(":secret")}`, undefined],
  ["Digest username=admin", undefined],
  [`Bearer ${"a".repeat(5000)}`, undefined],
] as const) {
  test(`reads the header ${String(header).slice(0, 40)}`, () => {
    assert.deepEqual(parseAuthorization(header), meant);
  });
}
