import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { TestFolder } from "../support/folder.ts";
import { runNpm } from "../support/own-node.ts";
import { copyCheckout, lendPackages, nodePackages } from "./checkout.ts";
import { DELIVERED, useFirst } from "./first-use.ts";

test("a checkout serves after npm ci without development packages and without install scripts", async () => {
  await using folder = await TestFolder.make();
  const checkout = folder.at("checkout");
  for (const name of ["checkout", "home"]) await mkdir(folder.at(name));
  await copyCheckout(checkout);
  // 200 MB that the other test of an installation unpacks
  const how = ["--omit=dev", "--omit=optional", "--ignore-scripts"];
  await runNpm(checkout, folder.at("home"), "ci", ...how);
  await lendPackages(checkout, ...(await nodePackages()));

  const used = await useFirst(checkout, "node", "bin/doorbook.js");

  assert.deepEqual(used, { keys: DELIVERED, code: 0 });
});
