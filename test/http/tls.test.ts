import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { connect, type TLSSocket } from "node:tls";
import { test } from "node:test";
import { Certificate } from "../../src/http/tls/certificate.ts";
import { refusal } from "../support/app.ts";
import { makeCertificate, writeCertificate } from "../support/certificate.ts";
import type { CertificateFiles } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { LINK_PASSWORD, PushServer } from "../support/push-server.ts";
import type { PushOverrides } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const HEALTH = requestBytes("GET /healthz", {});

/** A server that speaks HTTPS, with its certificate's files and what it warned of. */
class TlsServer implements AsyncDisposable {
  readonly folder: TestFolder;
  readonly files: CertificateFiles;
  readonly certificate: Certificate;
  readonly server: PushServer;
  readonly warnings: string[];

  private constructor(parts: Omit<TlsServer, typeof Symbol.asyncDispose | "port">) {
    this.folder = parts.folder;
    this.files = parts.files;
    this.certificate = parts.certificate;
    this.server = parts.server;
    this.warnings = parts.warnings;
  }

  static async open(overrides: PushOverrides = {}, made = makeCertificate()): Promise<TlsServer> {
    const folder = await TestFolder.make();
    const files = await writeCertificate(folder, made);
    const warnings: string[] = [];
    const certificate = Certificate.open({
      paths: { cert: files.certPath, key: files.keyPath },
      lookMs: 20,
      warn: (text) => warnings.push(text),
      now: Date.now,
    });
    const server = await PushServer.open({ ...overrides, certificate });
    return new TlsServer({ folder, files, certificate, server, warnings });
  }

  get port(): number {
    return this.server.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    this.certificate[Symbol.dispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

async function isServed(wire: Wire): Promise<boolean> {
  await wire.write(HEALTH);
  return (await wire.answer())?.status === 200;
}

/** Which certificate a server shows, by its fingerprint, and in which version of TLS. */
async function shownBy(port: number, maxVersion?: "TLSv1.1" | "TLSv1.2"): Promise<string> {
  const socket: TLSSocket = connect({
    host: "127.0.0.1",
    port,
    rejectUnauthorized: false,
    ...(maxVersion !== undefined && { maxVersion, minVersion: maxVersion }),
    // else this side's own library refuses old versions
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  const shown = Promise.withResolvers<string>();
  socket.once("secureConnect", () => {
    shown.resolve(`${socket.getProtocol()} ${socket.getPeerX509Certificate()?.fingerprint256}`);
  });
  socket.once("error", (error: NodeJS.ErrnoException) => shown.resolve(error.code ?? ""));
  const text = await shown.promise;
  socket.destroy();
  return text;
}

test("takes a push over TLS", async () => {
  await using tls = await TlsServer.open();
  using wire = await Wire.connectTls(tls.port, tls.files.cert);
  const login = JSON.stringify({ login: "AA-1", password: LINK_PASSWORD });
  await wire.write(requestBytes("POST /api/v0/devices/login", {}, login));
  const { token } = JSON.parse((await wire.answer())?.text ?? "") as { token: string };

  const body = '{"events":[{"created_at":5,"code":"x"}]}'.padEnd(300_000);
  const headers = { authorization: `Bearer ${token}` };
  await wire.write(requestBytes("PUT /api/v0/devices/logs", headers, body));

  assert.equal((await wire.answer())?.status, 200);
  assert.equal(await tls.server.stores.log.head(), 1);
});

test("speaks TLS 1.2 and nothing older", async () => {
  await using tls = await TlsServer.open();

  const [old, present] = [await shownBy(tls.port, "TLSv1.1"), await shownBy(tls.port, "TLSv1.2")];

  assert.match(old, /^E/);
  assert.match(present, /^TLSv1\.2 /);
});

test("answers a slow body over TLS with 408, and closes who says nothing before a handshake", async () => {
  const limits = { headersMs: 300, checkMs: 50, paceMs: 200, paceBytes: 1_000 };
  await using tls = await TlsServer.open({ limits });
  using silent = await Wire.connect(tls.port);
  using slow = await Wire.connectTls(tls.port, tls.files.cert);

  await slow.write(requestBytes("POST /api/v0/devices/login", { "content-length": "9999" }, "{"));
  const timer = setInterval(() => void slow.write(" "), 10);
  await slow.closed;
  clearInterval(timer);

  const answer = await slow.answer();
  assert.deepEqual([answer?.status, answer?.text], [408, refusal("Request timeout")]);
  await silent.closed;
});

test("takes a body over TLS that comes in time, however slowly", async () => {
  const limits = { checkMs: 50, paceMs: 100, paceBytes: 100 };
  await using tls = await TlsServer.open({ limits });
  using wire = await Wire.connectTls(tls.port, tls.files.cert);
  const body = JSON.stringify({ login: "AA-1", password: LINK_PASSWORD }).padEnd(3_000);
  const bytes = requestBytes("POST /api/v0/devices/login", {}, body);

  let sent = 0;
  const done = Promise.withResolvers<undefined>();
  const timer = setInterval(() => {
    void wire.write(bytes.subarray(sent, sent + 100));
    sent += 100;
    if (sent >= bytes.length) done.resolve(undefined);
  }, 20);
  await done.promise;
  clearInterval(timer);

  assert.equal((await wire.answer())?.status, 200, tls.server.diagnostics.join(""));
});

test("counts connections over TLS from before the handshake on, and gives them back", async () => {
  await using tls = await TlsServer.open({ limits: { connectionsPerAddress: 2 } });
  using silent = await Wire.connect(tls.port);
  const served = await Wire.connectTls(tls.port, tls.files.cert);
  assert.ok(await isServed(served));

  const refused = await Wire.connectTls(tls.port, tls.files.cert).catch(() => undefined);

  assert.equal(refused, undefined);
  assert.ok(await isServed(served));
  assert.match(tls.server.diagnostics.join(""), /connections are refused/);
  served[Symbol.dispose]();
  await eventually(5_000, async () => {
    using another = await Wire.connectTls(tls.port, tls.files.cert);
    assert.ok(await isServed(another));
  });
  silent.end();
});

test("answers hundreds of requests sent ahead over TLS in order, and closes", async () => {
  await using tls = await TlsServer.open();
  using wire = await Wire.connectTls(tls.port, tls.files.cert);

  void wire.write(Buffer.concat(Array.from({ length: 5_000 }, () => HEALTH)));

  let count = 0;
  for (let answer = await wire.answer(); answer !== undefined; answer = await wire.answer()) {
    assert.equal(answer.status, 200);
    count += 1;
  }
  assert.ok(count >= 250 && count < 5_000, `${count} answers`);
});

test("answers what is no HTTP with 400 over TLS, and tells of handshakes that fail", async () => {
  await using tls = await TlsServer.open();
  using garbage = await Wire.connectTls(tls.port, tls.files.cert);
  using plain = await Wire.connect(tls.port);

  await garbage.write("no such thing\r\n\r\n");
  await plain.write(HEALTH);
  await plain.closed;

  assert.equal((await garbage.answer())?.status, 400);
  assert.match(
    tls.server.diagnostics.join(""),
    /"why":"ERR_SSL_HTTP_REQUEST".*TLS handshakes fail/,
  );
});

test("shows another certificate when its files change, and drops no connection", async () => {
  await using tls = await TlsServer.open();
  using open = await Wire.connectTls(tls.port, tls.files.cert);
  assert.ok(await isServed(open));
  const before = await shownBy(tls.port);
  const other = makeCertificate();

  // the certificate comes first: for a moment the key is another's
  await writeFile(tls.folder.at("new"), other.cert);
  renameSync(tls.folder.at("new"), tls.files.certPath);
  await eventually(5_000, async () => {
    assert.equal(tls.warnings.length, 1);
    return Promise.resolve();
  });
  assert.equal(await shownBy(tls.port), before);
  await writeFile(tls.files.keyPath, other.key);
  await eventually(5_000, async () => assert.notEqual(await shownBy(tls.port), before));

  assert.match(tls.warnings[0] ?? "", /^the TLS certificate stays the present one: the key in /);
  assert.ok(await isServed(open));
  using anew = await Wire.connectTls(tls.port, other.cert);
  assert.ok(await isServed(anew));
});

test("warns of a certificate that has expired or will, and of a key that everyone may read", async () => {
  await using folder = await TestFolder.make();
  const { certPath: cert, keyPath: key } = await writeCertificate(folder, makeCertificate(-1));
  await chmod(key, 0o604);
  const warnings: string[] = [];
  const parts = { paths: { cert, key }, lookMs: 0, warn: (text: string) => warnings.push(text) };

  using expired = Certificate.open({ ...parts, now: Date.now });
  const { untilMs } = expired;
  using ending = Certificate.open({ ...parts, now: () => untilMs - 24 * 3_600_000 });

  const isOpen = `everyone on this machine may read the TLS key: chmod o= ${key}`;
  const day = new Date(untilMs).toISOString().slice(0, 10);
  assert.deepEqual(warnings, [
    `the certificate in ${cert} has expired on ${day}, so callers refuse it: renew it; it is read anew by itself`,
    isOpen,
    `the certificate in ${cert} expires on ${day}: renew it`,
    isOpen,
  ]);
  assert.equal(ending.untilMs, untilMs);
});
