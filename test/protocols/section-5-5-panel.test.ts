import assert from "node:assert/strict";
import { test } from "node:test";
import { PanelProcess } from "./panel-process.ts";

test("§5.5.1 an emulated panel's door is as its events say", async () => {
  await using panel = await PanelProcess.take();
  const status = async () => {
    const door = (await panel.json("/api/v1/access/door/status")) as Record<string, unknown>;
    assert.deepEqual(Object.keys(door), ["status", "opentime", "is_timeout_exceed", "mode"]);
    return [door["status"], door["is_timeout_exceed"], door["mode"]];
  };

  const before = await status();
  await panel.act("door-open");
  const open = await status();
  await panel.act("door-close");

  assert.deepEqual(
    [before, open, await status()],
    [
      ["closed", false, "door_sensor"],
      ["open", false, "door_sensor"],
      ["closed", false, "door_sensor"],
    ],
  );
});

test("§5.5.5 its device/time is that of its own clock, in seconds", async () => {
  await using panel = await PanelProcess.take();
  await panel.act("clock", { offsetMs: -7_200_000 });
  await panel.note(1);

  const time = (await panel.json("/api/v1/device/time")) as Record<string, unknown>;

  const [event] = await panel.happened();
  assert.equal((event?.atMs ?? 0) - (event?.occurredAtMs ?? 0), 7_200_000);
  const seconds = Number(time["device_time_unix"]);
  assert.ok(Math.abs(seconds - (event?.occurredAtMs ?? 0) / 1_000) < 60, String(seconds));
});

for (const body of ['{"clear_fields":["logs"]}', '{"data_types":["logs"]}']) {
  test(`§5.5.11 ${body} takes its log from everyone, and what comes later is there`, async () => {
    await using panel = await PanelProcess.take();
    await panel.note(3);

    const response = await panel.call("/api/v1/system/data/clear", "POST", body);
    const cleared = await panel.log();
    await panel.note(1, 7);

    assert.equal(response.status, 200);
    assert.equal(await response.text(), "{}");
    assert.deepEqual(cleared, []);
    assert.deepEqual(
      (await panel.log()).map(({ info }) => info.model),
      [{ nth: 7 }],
    );
  });
}

test("§5.5.12 its photo/file is a picture, for who is logged in", async () => {
  await using panel = await PanelProcess.take();

  const photo = await panel.call("/api/v1/photo/file");
  const bytes = Buffer.from(await photo.arrayBuffer());
  const stranger = await fetch(`${panel.url}/api/v1/photo/file`);

  assert.equal(photo.headers.get("content-type"), "image/png");
  assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  assert.equal(stranger.status, 401);
});

test("§5.5.13 the call that opens a lock makes an event that says which and by whom", async () => {
  await using panel = await PanelProcess.take();
  const path = "/api/v1/access/general/lock/open/remote/accepted";

  const opened = await panel.call(`${path}/1`);
  const wrong = await panel.call(`${path}/x`);

  assert.deepEqual([opened.status, wrong.status], [200, 400]);
  assert.deepEqual(
    (await panel.log()).map(({ name, info }) => [name.key, info.model]),
    [["access_granted_by_api_call", { lock: 1, requestor: "api" }]],
  );
});

test("§5.5.14 the settings of its server and of syslog can be read, without a password, and set", async () => {
  await using panel = await PanelProcess.take();
  const server = "/api/v1/network/management/server";
  const syslog = "/api/v1/syslog/settings";
  const link = { url: "http://127.0.0.1:9/a", password: "quite secret" };
  const lines = { is_enabled: true, protocol: "udp", host: "127.0.0.1", port: 9 };

  const set = { is_enabled: true, protocol: "http", settings: link };
  const statuses = [
    (await panel.call(server, "PUT", JSON.stringify(set))).status,
    (await panel.call(syslog, "POST", JSON.stringify(lines))).status,
    (await panel.call(server, "POST", "no JSON")).status,
  ];
  const shown = (await panel.json(server)) as { settings: { url: string } };

  assert.deepEqual(statuses, [200, 200, 400]);
  assert.equal(shown.settings.url, link.url);
  assert.doesNotMatch(JSON.stringify(shown), /quite secret/);
  assert.deepEqual(await panel.json(syslog), lines);
  await panel.call(syslog, "POST", '{"is_enabled":false}');
});
