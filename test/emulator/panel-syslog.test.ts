import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { startPanel } from "../../src/emulator.ts";
import { basic } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

/** A receiver of lines over TCP. */
async function openReceiver() {
  let text = "";
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lines: () => text.split("\n").filter((line) => line !== ""),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("says what it notes as lines of syslog, by its own clock and serial", async (t) => {
  const receiver = await openReceiver();
  t.after(receiver.close);
  const syslog = { protocol: "tcp", host: "127.0.0.1", port: receiver.port } as const;
  await using panel = await startPanel({ serial: "AA12-7", syslog, retryMs: 10 });

  const { occurredAtMs } = panel.pressExitButton();
  panel.openDoor();

  await eventually(5_000, async () => {
    assert.equal(receiver.lines().length, 2);
    return Promise.resolve();
  });
  const [pressed = ""] = receiver.lines();
  assert.match(pressed, /^<14>1 \S+Z AA12-7 bas-ip - - - EVENT:105:Door opened by exit button$/);
  assert.equal(Date.parse(pressed.split(" ")[1] ?? ""), occurredAtMs);
});

test("says afterwards what it noted while its network was cut", async (t) => {
  const receiver = await openReceiver();
  t.after(receiver.close);
  await using panel = await startPanel({ retryMs: 10 });
  panel.sendSyslogTo({ protocol: "tcp", host: "127.0.0.1", port: receiver.port });

  panel.cutNetwork();
  for (let lock = 0; lock < 3; lock++) panel.pressExitButton(lock);
  panel.restoreNetwork();

  await eventually(5_000, async () => {
    assert.equal(receiver.lines().length, 3);
    return Promise.resolve();
  });
});

test("shows and takes its syslog settings over its API", async () => {
  await using panel = await startPanel();
  const headers = basic("admin", panel.password);
  const url = `${panel.url}/api/v1/syslog/settings`;
  const settings = { is_enabled: true, protocol: "udp", host: "127.0.0.1", port: 5514 };

  const before = await (await fetch(url, { headers })).json();
  const set = await fetch(url, { method: "POST", body: JSON.stringify(settings), headers });
  const after = await (await fetch(url, { headers })).json();
  const wrong = await fetch(url, { method: "POST", body: '{"is_enabled":true}', headers });

  assert.deepEqual(
    [before, set.status, after, wrong.status],
    [{ is_enabled: false, protocol: "udp", host: "", port: 514 }, 200, settings, 400],
  );
});
