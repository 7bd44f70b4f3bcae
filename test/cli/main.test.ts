import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { runCommand } from "../support/command-runner.ts";
import { runDoorbook } from "../support/run-doorbook.ts";

const COMMANDS = [
  "serve",
  "search",
  "tail",
  "accounts add",
  "accounts list",
  "accounts remove",
  "accounts passwd",
  "accounts scope",
  "tokens add",
  "tokens list",
  "tokens revoke",
  "doctor",
  "quarantine list",
  "quarantine show",
  "quarantine retry",
  "quarantine drop",
  "panels list",
  "panels show",
  "panels add",
  "panels edit",
  "panels remove",
  "panels test",
  "panels statement",
  "panels check",
  "sites list",
  "sites set",
  "sites remove",
  "owners import",
  "owners list",
  "owners clear",
];

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "doorbook-cli-"));
});

after(() => rm(folder, { recursive: true }));

for (const command of [
  "",
  "accounts",
  "tokens",
  "quarantine",
  "panels",
  "sites",
  "owners",
  ...COMMANDS,
]) {
  const words = command === "" ? [] : command.split(" ");

  test(`doorbook ${command} --help says how to use it`, async () => {
    const { code, stdout, stderr } = await runCommand([...words, "--help"]);

    assert.deepEqual([code, stderr], [0, ""]);
    assert.ok(stdout.includes(`Usage: ${["doorbook", ...words].join(" ")}`), stdout);
  });

  test(`doorbook ${command} --version tells the package's version`, async () => {
    const manifest = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    );

    const { code, stdout, stderr } = await runCommand([...words, "--version"]);

    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, `doorbook ${manifest.version}\n`);
  });
}

test("the help of the program names every command", async () => {
  const { stdout } = await runDoorbook(["--help"]);

  for (const command of [
    "serve",
    "accounts",
    "doctor",
    "quarantine",
    "panels",
    "sites",
    "owners",
  ]) {
    assert.match(stdout, new RegExp(`^  ${command} `, "m"));
  }
});

for (const [args, message] of [
  ["sevre", 'unknown command "sevre" of doorbook: did you mean serve?'],
  ["accounts lst", 'unknown command "lst" of doorbook accounts: did you mean list?'],
  [
    "frobnicate",
    'unknown command "frobnicate" of doorbook: one of serve, doctor, search, tail, export, import, alarms, panels, sites, owners, accounts, tokens, retention, backup, restore, quarantine, emulate',
  ],
  [
    "--port 1 serve",
    "--port stands before a command: doorbook is followed by one of serve, doctor, search, tail, export, import, alarms, panels, sites, owners, accounts, tokens, retention, backup, restore, quarantine, emulate",
  ],
  ["serve --prot 1", "unknown option --prot: did you mean --port?"],
  ["serve --port", "--port needs a value"],
  ["serve --host --port 1", "--host needs a value"],
  ["serve --port=", '--port must be a whole number from 0 to 65535, not ""'],
  ["serve --port 80a", '--port must be a whole number from 0 to 65535, not "80a"'],
  ["serve --adopt-panels=perhaps", '--adopt-panels must be true or false, not "perhaps"'],
  ["serve --no-adopt-panels=1", "--no-adopt-panels takes no value"],
  ["serve --no-port", "unknown option --no-port: did you mean --port?"],
  [
    "serve --link-password x",
    "--link-password would show a secret to everyone: set DOORBOOK_LINK_PASSWORD",
  ],
  ["serve now", 'one argument too many: "now"'],
  ["doctor --port 1", "unknown option --port"],
  ["accounts add", "NAME is missing"],
  ["accounts add ann", "--type is missing: one of admin, manager"],
  ["accounts add ann --type boss", '--type must be one of admin, manager, not "boss"'],
  ["accounts remove ann bob", 'one argument too many: "bob"'],
  ["quarantine retry", "name the IDs, or --all"],
  ["quarantine drop 1 --all", "name the IDs, or --all"],
  ["panels check", "URL is missing"],
  ["panels check http://192.0.2.7", "--username is missing: a text that is not empty"],
  [
    "panels check 192.0.2.7 --username admin",
    'URL must be the address of the panel, as in http://192.0.2.7, not "192.0.2.7"',
  ],
  [
    "panels check http://a:b@192.0.2.7 --username admin",
    "the URL would show a password to everyone: set DOORBOOK_PASSWORD",
  ],
  ["quarantine show x", 'an ID is a number from 1, as the list shows it, not "x"'],
] as const) {
  test(`doorbook ${args}: refused in one line, exit code 2`, async () => {
    const { code, stdout, stderr } = await runCommand(args.split(" "));

    assert.deepEqual([code, stdout, stderr], [2, "", `doorbook: ${message}\n`]);
  });
}

test("without a command it shows the help as an error, exit code 2", async () => {
  const { code, stdout, stderr } = await runDoorbook([]);

  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^Usage: doorbook COMMAND$/m);
});

test("names a misspelled variable and what was meant, whatever the command", async () => {
  const { code, stderr } = await runDoorbook(["doctor"], { env: { DOORBOOK_DTA: "x" } });

  assert.equal(code, 2);
  assert.equal(stderr, "doorbook: unknown variable DOORBOOK_DTA: did you mean DOORBOOK_DATA?\n");
});

test("names a misspelled key of the settings file and what was meant", async () => {
  const config = join(folder, "misspelled.json");
  await writeFile(config, '{ "prot": 1 }');

  const byFlag = await runCommand(["serve", "--config", config]);
  const byVariable = await runCommand(["serve"], { env: { DOORBOOK_CONFIG: config } });

  const expected = `doorbook: unknown key "prot" in ${config}: did you mean port?\n`;
  assert.deepEqual([byFlag.code, byFlag.stderr], [2, expected]);
  assert.deepEqual([byVariable.code, byVariable.stderr], [2, expected]);
});

test("refuses a settings file that is not JSON and quotes nothing of it", async () => {
  const config = join(folder, "broken.json");
  await writeFile(config, '{ "linkPassword": hunter2 }');

  const { code, stderr } = await runCommand(["serve", "--config", config]);

  assert.equal(code, 2);
  assert.ok(stderr.startsWith(`doorbook: ${config} is not JSON`), stderr);
  assert.ok(!stderr.includes("hunter"), stderr);
});

test("refuses a settings file that is not there", async () => {
  const { code, stderr } = await runCommand(["serve", "--config", join(folder, "none.json")]);

  assert.equal(code, 2);
  assert.match(stderr, /^doorbook: cannot read the settings file: ENOENT.*\n$/);
});
