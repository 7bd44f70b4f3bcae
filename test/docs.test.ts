import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { flagName, SETTING_NAMES, SETTINGS, variableName } from "../src/settings.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's table of settings is the table that the program goes by", () => {
  const rows = README.split("\n").filter(
    (line) => line.includes("`DOORBOOK_") && line.startsWith("|"),
  );

  const documented = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

  assert.deepEqual(documented, SETTING_NAMES.map(documentedRow));
});

function documentedRow(name: (typeof SETTING_NAMES)[number]): string[] {
  const { secret, inFile, placeholder, fallback, help } = SETTINGS[name];
  const flag = `\`--${placeholder === undefined ? "[no-]" : ""}${flagName(name)}\``;
  return [
    inFile ? `\`${name}\`` : "",
    secret ? "" : flag,
    `\`${variableName(name)}\``,
    fallback === undefined || typeof fallback === "object" ? "" : `\`${fallback}\``,
    help,
  ];
}
