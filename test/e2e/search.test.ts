import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runDoorbook, startDoorbook } from "../support/run-doorbook.ts";
import { PASSWORDS, ServerProcess } from "../support/server-process.ts";

const WITHIN_MS = 20_000;

/** Pushes one visit of somebody. */
async function push(address: string, atMs: number, owner: string): Promise<void> {
  const login = { login: "P1", password: PASSWORDS.link };
  const answer = await fetch(`${address}/api/v0/devices/login`, {
    method: "POST",
    body: JSON.stringify(login),
  });
  const { token } = (await answer.json()) as { token: string };
  const event = {
    created_at: atMs,
    code: "access_granted_by_valid_identifier",
    info: { owner, number: 7, lock: 0 },
  };
  const { status } = await fetch(`${address}/api/v0/devices/logs`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ events: [event] }),
  });
  assert.equal(status, 200);
}

test("a person is found and followed on the server of this machine, across its restart", async (t) => {
  await using folder = await TestFolder.make();
  const first = await ServerProcess.start(folder.at("data"));
  t.after(() => first.kill());
  const address = await first.address();
  const { port } = new URL(address);
  await push(address, Date.parse("2026-11-02T08:00:00Z"), "Jānis Bērziņš");
  const env = { DOORBOOK_PORT: port, DOORBOOK_PASSWORD: PASSWORDS.admin };
  const asked = ["--account", "admin", "--zone", "Europe/Riga"];

  const found = await runDoorbook(["search", "owner contains berzin", ...asked], { env });
  const tail = startDoorbook(["tail", "owner contains berzin", "--json", ...asked], { env });
  t.after(() => tail.child.kill("SIGKILL"));
  let told = "";
  tail.child.stdout?.on("data", (chunk: Buffer) => (told += chunk.toString()));
  assert.match(await tail.firstLine, /Bērziņš/);
  await first.stop();
  const second = await ServerProcess.start(folder.at("data"), Number(port));
  t.after(() => second.kill());
  await push(address, Date.parse("2026-11-02T09:00:00Z"), "Anna Bērziņa");
  await push(address, Date.parse("2026-11-02T10:00:00Z"), "Ilze Bērziņš");
  await eventually(WITHIN_MS, async () => Promise.resolve(assert.match(told, /Ilze/)));
  tail.child.kill("SIGINT");
  const { code, stdout } = await tail.ended;
  await second.stop();

  assert.equal(found.code, 0, found.stderr);
  assert.match(found.stdout, /^2026-11-02 10:00:00 {2}P1 {2}✓ granted {2}.*Jānis Bērziņš/);
  assert.deepEqual(
    stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line).owner),
    ["Jānis Bērziņš", "Anna Bērziņa", "Ilze Bērziņš"],
  );
  assert.equal(code, 0);
});
