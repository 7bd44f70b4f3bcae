import assert from "node:assert/strict";
import { test } from "node:test";
import { TestFolder } from "../support/folder.ts";
import { pushBody, Served, SERVED } from "../support/served.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const SHOWN = /Made the account "admin"\. Its password, shown this once: (\S+)/;

/** With a link password nothing is missing. */
const LINKED = { DOORBOOK_LINK_PASSWORD: "panels-only" };

test("a first start makes an admin with a random password, shown once and never again", async () => {
  await using folder = await TestFolder.make();
  const shown: string[] = [];
  for (let start = 1; start <= 2; start += 1) {
    await using server = await Served.start(folder.path, { env: LINKED });
    const { code, stdout, stderr } = await server.stop();
    assert.deepEqual([code, stdout], [0, `Doorbook listens on ${server.address}\n`]);
    shown.push(stderr);
  }
  await using server = await Served.start(folder.path, { env: {} });

  const [, password = ""] = SHOWN.exec(shown[0] ?? "") ?? [];

  assert.equal(shown[0]?.trimEnd().split("\n").length, 1);
  assert.ok(password.length >= 16, password);
  assert.equal(shown[1], "");
  assert.equal((await server.login("admin", password)).status, 200);
  assert.equal((await server.login("admin", "admin")).status, 400);
});

test("the passwords of two first starts differ", async () => {
  const passwords = new Set<string | undefined>();
  for (let i = 0; i < 2; i += 1) {
    await using folder = await TestFolder.make();
    await using server = await Served.start(folder.path, { env: {} });
    passwords.add(SHOWN.exec((await server.stop()).stderr)?.[1]);
  }

  assert.equal(passwords.size, 2);
  assert.ok(!passwords.has(undefined));
});

test("a first start takes the admin's password from the variable and does not show it", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);

  const login = await server.login("admin", SERVED.admin);
  const { code, stdout, stderr } = await server.stop();

  assert.equal(login.status, 200);
  assert.deepEqual([code, stdout], [0, `Doorbook listens on ${server.address}\n`]);
  assert.equal(stderr, 'Made the account "admin" with the password in DOORBOOK_ADMIN_PASSWORD.\n');
});

test("a later start leaves the admin's password as it is, whatever the variable says", async () => {
  await using folder = await TestFolder.make();
  {
    await using server = await Served.start(folder.path);
    await server.stop();
  }

  await using server = await Served.start(folder.path, {
    env: { DOORBOOK_ADMIN_PASSWORD: "another" },
  });

  assert.equal((await server.login("admin", SERVED.admin)).status, 200);
  assert.equal((await server.login("admin", "another")).status, 400);
  const { stderr } = await server.stop();
  assert.match(stderr, /^DOORBOOK_ADMIN_PASSWORD is not used.*doorbook accounts passwd admin$/m);
  assert.match(stderr, /^No link password is set, so no panel can log in/m);
});

test("two servers that take free ports have different ones", async () => {
  await using folder = await TestFolder.make();
  await using first = await Served.start(folder.at("one"));
  await using second = await Served.start(folder.at("two"));

  assert.notEqual(first.address, second.address);
  for (const { address } of [first, second]) assert.ok(Number(new URL(address).port) > 0);
});

test("told to stop, it finishes the push under way, keeps it and ends with 0", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  using wire = await Wire.connect(Number(new URL(server.address).port));
  const push = requestBytes("PUT /api/v0/devices/logs", panel, pushBody(1, 1_000));
  await wire.write(push.subarray(0, push.length - 10));
  // it has been read as far as it goes when another call on a later connection is answered
  await server.request("GET", "/healthz");

  const ended = server.stop();
  await server.request("GET", "/healthz").catch(() => undefined);
  await wire.write(push.subarray(push.length - 10));
  const answer = await wire.answer();

  assert.deepEqual([answer?.status, answer?.text], [200, '{"status":"ok"}']);
  assert.equal((await ended).code, 0);
  await using again = await Served.start(folder.path);
  assert.equal((await again.items("from=0&to=5000")).total, 1_000);
});
