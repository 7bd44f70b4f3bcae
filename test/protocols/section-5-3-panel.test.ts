import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { PanelProcess } from "./panel-process.ts";

/** A receiver of lines: where it listens, what it has, and how it ends. */
interface Receiver {
  readonly port: number;
  readonly lines: () => readonly string[];
  readonly close: () => void;
}

const RECEIVERS = {
  udp: async (): Promise<Receiver> => {
    const lines: string[] = [];
    const socket = createSocket("udp4", (message) => lines.push(message.toString()));
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return { port: socket.address().port, lines: () => lines, close: () => socket.close() };
  },
  tcp: async (): Promise<Receiver> => {
    let text = "";
    const server = createServer((socket) => {
      socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const lines = () => text.split("\n").slice(0, -1);
    return { port, lines, close: () => server.close() };
  },
  http: async (): Promise<Receiver> => {
    const bodies: string[] = [];
    const server = createHttpServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
      request.on("end", () => {
        assert.equal(`${request.method ?? ""} ${request.url ?? ""}`, "POST /");
        bodies.push(body);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const lines = () => bodies.flatMap((body) => body.split("\n"));
    return { port, lines, close: () => server.close() };
  },
} as const;

/** The message of a line of either form. */
const FORMS = {
  rfc5424: /^<(\d+)>1 (\S+) (\S+) \S+ - - - (EVENT:.*)$/,
  versionless: /^<(\d+)> (\S+) (\S+) \S+ (EVENT:.*)$/,
} as const;

type Protocol = keyof typeof RECEIVERS;
type Form = keyof typeof FORMS;

/** Lets a panel say two events, and reads what was received. */
async function checkLines(protocol: Protocol, form: Form): Promise<void> {
  const receiver = await RECEIVERS[protocol]();
  await using panel = await PanelProcess.take();
  await panel.act("syslog", { protocol, host: "127.0.0.1", port: receiver.port, form });

  await panel.act("exit-button");
  await panel.act("identifier", { number: "3090069" });
  await eventually(20_000, async () => {
    assert.equal(receiver.lines().length, 2);
    return Promise.resolve();
  });
  await panel.act("syslog");
  receiver.close();

  const happened = await panel.happened();
  const read = receiver.lines().map((line) => FORMS[form].exec(line));
  assert.deepEqual(
    read.map((parts) => [Date.parse(parts?.[2] ?? ""), parts?.[3]]),
    happened.map(({ occurredAtMs }) => [occurredAtMs, panel.serial]),
  );
  const messages = read.map((parts) => (parts?.[4] ?? "").split(/[:,]/).map((part) => part.trim()));
  assert.deepEqual(messages[0], ["EVENT", "105", "Door opened by exit button"]);
  assert.equal(messages[1]?.[4], "3090069");
  assert.equal(messages[1]?.[6], "Door opened by card. Info");
}

for (const protocol of ["udp", "tcp", "http"] as const) {
  test(`§5.3.1 an emulated panel says what it notes as RFC 5424 has it, over ${protocol}`, async () => {
    await checkLines(protocol, "rfc5424");
  });

  test(`§5.3.2 or without a version, over ${protocol}`, async () => {
    await checkLines(protocol, "versionless");
  });
}
