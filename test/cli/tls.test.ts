import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { request } from "node:https";
import { test } from "node:test";
import { certificateFindings } from "../../src/cli/doctor/certificate.ts";
import { mergeSettings } from "../../src/settings.ts";
import { basic } from "../support/app.ts";
import { makeCertificate, writeCertificate } from "../support/certificate.ts";
import { runCommand } from "../support/command-runner.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { startDoorbook } from "../support/run-doorbook.ts";

const PASSWORD = "correct horse";
const ENV = { DOORBOOK_ADMIN_PASSWORD: PASSWORD, DOORBOOK_LINK_PASSWORD: "battery staple" };

/** Asks for a page with a certificate that is trusted. @returns the status, or why there is none */
async function get(url: string, ca: string): Promise<number | string> {
  const answer = Promise.withResolvers<number | string>();
  const headers = basic("admin", PASSWORD);
  const call = request(url, { ca, headers, agent: false }, (response) => {
    response.resume();
    answer.resolve(response.statusCode ?? 0);
  });
  call.on("error", (error: NodeJS.ErrnoException) => answer.resolve(error.code ?? ""));
  call.end();
  return answer.promise;
}

test("serves HTTPS, reads the certificate anew on SIGHUP, and is searched with --ca", async () => {
  await using folder = await TestFolder.make();
  const { cert, certPath, keyPath } = await writeCertificate(folder);
  const flags = ["--port", "0", "--data", folder.at("data"), "--tls-cert", certPath];
  const { child, firstLine, ended } = startDoorbook(
    ["serve", ...flags, "--tls-key", keyPath, "--log-level", "warn"],
    { env: ENV },
  );
  const line = await firstLine;
  const [, address] = /^Doorbook listens on (https:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? [];
  assert.ok(address !== undefined, line || (await ended).stderr);
  const client = { env: { DOORBOOK_PASSWORD: PASSWORD, DOORBOOK_URL: address } };
  const search = ["search", "--account", "admin"];

  const unknown = await runCommand(search, client);
  const known = await runCommand([...search, "--ca", certPath], client);
  const other = makeCertificate();
  assert.equal(await get(`${address}/api/v1/log/items`, cert), 200);
  await Promise.all([writeFile(certPath, other.cert), writeFile(keyPath, other.key)]);
  child.kill("SIGHUP");
  await eventually(10_000, async () =>
    assert.equal(await get(`${address}/api/v1/log/items`, other.cert), 200),
  );
  child.kill("SIGTERM");
  const { code, stderr } = await ended;
  const doctor = await runCommand(["doctor", ...flags.slice(2), "--tls-key", keyPath]);

  assert.deepEqual([unknown.code, known.code], [2, 0], known.stderr);
  assert.match(
    unknown.stderr,
    /DEPTH_ZERO_SELF_SIGNED_CERT\nNobody vouches for its certificate: name it with --ca FILE\.\n$/,
  );
  assert.equal(code, 0, stderr);
  assert.match(
    doctor.stdout,
    /^ok {9}the certificate is good for 29 more days, for DNS:localhost, IP Address:127\.0\.0\.1$/m,
  );
  assert.match(stderr, /another TLS certificate is shown from now on/);
});

for (const [what, flags, code, message] of [
  [
    "no key",
    ["--tls-cert", "cert.pem"],
    2,
    "HTTPS needs a certificate and its key: --tls-key is missing",
  ],
  [
    "a file that is not there",
    ["--tls-cert", "none.pem", "--tls-key", "key.pem"],
    1,
    "the TLS certificate none.pem is not there",
  ],
  [
    "no certificate",
    ["--tls-cert", "key.pem", "--tls-key", "key.pem"],
    1,
    "key.pem holds no certificate as PEM",
  ],
  [
    "no key in the file",
    ["--tls-cert", "cert.pem", "--tls-key", "cert.pem"],
    1,
    "cert.pem holds no private key as PEM",
  ],
  [
    "another certificate's key",
    ["--tls-cert", "cert.pem", "--tls-key", "other.pem"],
    1,
    "the key in other.pem is not that of the certificate in cert.pem",
  ],
] as const) {
  test(`does not start with ${what}, and says what is wrong`, async () => {
    await using folder = await TestFolder.make();
    await writeCertificate(folder);
    await writeFile(folder.at("other.pem"), makeCertificate().key);

    const started = await runCommand(["serve", "--port", "0", ...flags], { cwd: folder.path });

    assert.equal(started.code, code);
    assert.ok(started.stderr.startsWith(`doorbook: ${message}`), started.stderr);
  });
}

test("the doctor tells what is wrong with a certificate, and what to do", async () => {
  await using folder = await TestFolder.make();
  const { certPath, keyPath } = await writeCertificate(folder, makeCertificate(-1));
  const settings = { ...mergeSettings({ flags: {}, env: {} }), tlsCert: certPath, tlsKey: keyPath };

  const [expired] = certificateFindings(settings, Date.now());
  const [missing] = certificateFindings({ ...settings, tlsKey: "none.pem" }, Date.now());

  assert.match(expired?.text ?? "", /has expired on [\d-]+, so callers refuse it$/);
  assert.equal(expired?.advice, "renew it; it is read anew by itself");
  assert.equal(missing?.text, "the TLS key none.pem is not there");
});
