import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { md5Hex } from "../../src/accounts/password.ts";
import { startPanel } from "../../src/emulator/emulator.ts";
import { basic } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { bytesOf, TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { Served } from "../support/served.ts";
import { Wire } from "../support/wire.ts";

const ADMIN = "adm1n-Secret-Qx";
const LINK = "l1nk-Secret-Wz";
const SECOND = "sec0nd-Secret-Ev";
const PULLED = "pul1ed-Secret-Kd";
const WRONG = "wr0ng-Secret-Ju";
const TOKEN = /^[\da-f]{40}$/;

/** Everything that must be told to nobody, in every form that it is sent in. */
function formsOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) =>
    TOKEN.test(secret)
      ? [secret, secret.toUpperCase()]
      : [
          secret,
          md5Hex(secret),
          md5Hex(secret).toUpperCase(),
          Buffer.from(secret).toString("base64").slice(0, 18),
          basic("admin", secret).authorization.slice("Basic ".length),
        ],
  );
}

/** Fails naming the place, never printing more than the form of the secret that was found there. */
function assertKept(forms: readonly string[], places: ReadonlyMap<string, string | Buffer>): void {
  for (const [place, bytes] of places) {
    for (const form of forms) assert.ok(!bytes.includes(form), `${place} has ${form}`);
  }
}

/** Requests as bytes, good and malformed, with secrets wherever a caller may put them. */
function indiscretions(token: string): string[] {
  const bearer = `Authorization: Bearer ${token}`;
  const wrong = `Authorization: ${basic("admin", WRONG).authorization}`;
  const login = `/api/v1/login?username=admin&password=`;
  const push = JSON.stringify({ login: "AA-1", password: WRONG });
  return [
    `GET ${login}${md5Hex(WRONG)} HTTP/1.1\r\n\r\n`,
    `GET ${login}${WRONG}%zz HTTP/1.1\r\n\r\n`,
    `GET /api/%zz?password=${WRONG} HTTP/1.1\r\n\r\n`,
    `GET http://admin:${WRONG}@doors${login}${ADMIN} HTTP/1.1\r\n\r\n`,
    `GET ${login}${ADMIN}&password=${WRONG} HTTP/1.1\r\n\r\n`,
    `GET ${login}${md5Hex(ADMIN)} HTTP/9.9\r\n\r\n`,
    `GET ${login}${md5Hex(ADMIN)} HTTP/1.1\r\nno colon\r\n\r\n`,
    `PUT ${login}${md5Hex(ADMIN)} HTTP/1.1\r\n\r\n`,
    `GET ${login}${WRONG}${"x".repeat(40_000)} HTTP/1.1\r\n\r\n`,
    `GET /api/v1/log/items?limit=11&token=${token} HTTP/1.1\r\n${bearer}\r\n\r\n`,
    `GET /api/v1/log/items HTTP/1.1\r\nAuthorization: Bearer ${token}x\r\n\r\n`,
    `GET /api/v1/log/items HTTP/1.1\r\n${wrong}\r\n\r\n`,
    `GET /nowhere HTTP/1.1\r\n${wrong}\r\nX: ${"x".repeat(70_000)}\r\n\r\n`,
    `POST /api/v0/devices/login HTTP/1.1\r\nContent-Length: ${push.length}\r\n\r\n${push}`,
    `POST /api/v0/devices/login HTTP/1.1\r\nContent-Length: 30\r\n\r\n{"login":"${WRONG}`,
    `POST /api/v0/devices/login HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: ${push.length}\r\n\r\n${push}`,
    `PUT /api/v0/devices/logs HTTP/1.1\r\n${bearer}\r\nContent-Length: 2\r\n\r\n{}`,
  ];
}

/** A panel that gives a token, refuses it, and says in each refusal what it was asked. */
async function openEchoingPanel(): Promise<
  AsyncDisposable & { readonly url: string; readonly tokens: readonly string[] }
> {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    const { url = "", headers } = request;
    if (url === "/api/info") {
      response.end('{"device_serial_number":"AA-8","api_version":"2.9.0"}');
      return;
    }
    const isLogin = url.startsWith("/api/v1/login");
    if (isLogin && tokens.length < 2) {
      tokens.push(`${"ab12".repeat(9)}${String(1000 + tokens.length)}`);
      response.end(JSON.stringify({ token: tokens.at(-1), account_type: "admin" }));
      return;
    }
    response.statusCode = isLogin ? 400 : 401;
    response.end(JSON.stringify({ error: `${url} ${JSON.stringify(headers)}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function say(port: number, bytes: string): Promise<string> {
  using wire = await Wire.connect(port);
  await wire.write(bytes);
  wire.end();
  const answer = await wire.answer();
  return JSON.stringify([answer?.status, [...(answer?.headers ?? [])], answer?.text]);
}

test("tells its secrets to nobody: in no diagnostics, answer, message or file", async () => {
  await using folder = await TestFolder.make();
  const config = folder.at("doorbook.json");
  await writeFile(config, JSON.stringify({ linkPassword: LINK }));
  const env = { DOORBOOK_ADMIN_PASSWORD: ADMIN };
  const data = folder.at("data");
  const flags = ["--config", config, "--log-level", "trace"];
  await using server = await Served.start(data, { flags, env });
  const port = Number(new URL(server.address).port);
  const places = new Map<string, string | Buffer>();

  // one that is pulled, and one that refuses its login and echoes what it was asked
  await using asked = await startPanel({ serial: "AA-7", password: PULLED });
  await using echoing = await openEchoingPanel();
  for (const url of [asked.url, echoing.url]) {
    const add = ["panels", "add", url, "--username", "admin", "--data", data];
    const added = await runCommand(add, { env: { DOORBOOK_PASSWORD: PULLED } });
    places.set(`panels add ${url}`, added.stdout + added.stderr);
  }
  const offline = ["panels", "add", echoing.url, "--username", "admin", "--data", data];
  await runCommand([...offline, "--offline", "--serial", "AA-8"], {
    env: { DOORBOOK_PASSWORD: PULLED },
  });
  await eventually(20_000, async () => {
    const { stdout } = await runCommand(["panels", "show", "AA-8", "--data", data]);
    assert.match(stdout, /refuse/);
  });

  const { text } = await server.login("admin", ADMIN);
  const { token } = JSON.parse(text) as { token: string };
  const push = { login: "AA-1", password: LINK };
  const linked = await server.request("POST", "/api/v0/devices/login", {
    body: JSON.stringify(push),
  });
  const panel = (JSON.parse(linked.text) as { token: string }).token;
  for (const each of [token, panel]) {
    for (const bytes of indiscretions(each)) {
      places.set(`the answer to ${bytes.slice(0, 30)}`, await say(port, bytes));
    }
  }
  const bearer = { authorization: `Bearer ${panel}` };
  await server.push(bearer, '{"events":[{"created_at":1,"code":"a"},0]}');
  const items = await server.request("GET", "/api/v1/log/items?limit=50", {
    headers: basic("admin", ADMIN),
  });
  places.set("the log", items.text);

  const commands: [string, string[], Record<string, string>][] = [
    [
      "accounts add",
      ["accounts", "add", "olena", "--type", "admin"],
      { DOORBOOK_PASSWORD: SECOND },
    ],
    ["accounts list", ["accounts", "list"], {}],
    ["accounts passwd", ["accounts", "passwd", "nobody"], { DOORBOOK_PASSWORD: SECOND }],
    ["doctor", ["doctor"], { ...env, DOORBOOK_LINK_PASSWORD: LINK }],
    ["quarantine", ["quarantine", "list"], {}],
    ["panels list", ["panels", "list", "--json"], {}],
    ["panels show", ["panels", "show", "AA-7"], {}],
    ["panels test", ["panels", "test", "AA-7"], {}],
    ["panels test of one that refuses", ["panels", "test", "AA-8"], {}],
    ["help", ["serve", "--help"], { ...env, DOORBOOK_LINK_PASSWORD: LINK }],
    ["a second server", ["serve", "--port", "0"], env],
    ["a long link password", ["serve"], { DOORBOOK_LINK_PASSWORD: WRONG.repeat(9) }],
    ["a flag for a secret", ["serve", `--admin-password=${WRONG}`], {}],
    ["a slip in a variable", ["serve"], { DOORBOOK_ADMIN_PASWORD: WRONG }],
  ];
  for (const [name, args, around] of commands) {
    const ended = await runCommand([...args, "--data", data], { env: around });
    places.set(name, ended.stdout + ended.stderr);
  }
  for (const [name, content] of [
    ["a broken file", `{"adminPassword":"${WRONG}" "linkPassword":"${LINK}"}`],
    ["a file with a slip", `{"adminPasword":"${WRONG}"}`],
    ["a file with a wrong kind", `{"adminPassword":["${WRONG}"]}`],
  ] as const) {
    await writeFile(config, content);
    const ended = await runCommand(["serve", "--config", config, "--data", data]);
    places.set(name, ended.stdout + ended.stderr);
    assert.equal(ended.code, 2, name);
  }
  for (const [name, bytes] of await bytesOf(data)) places.set(`${name}, while it runs`, bytes);
  const ended = await server.stop();
  places.set("standard output", ended.stdout);
  places.set("the diagnostics", ended.stderr);
  for (const [name, bytes] of await bytesOf(data)) places.set(name, bytes);

  assert.match(token, TOKEN);
  assert.match(panel, TOKEN);
  assert.ok(ended.stderr.includes('"level":40'), "there are diagnostics to be looked at");
  const forms = formsOf([ADMIN, LINK, SECOND, PULLED, WRONG, token, panel, ...echoing.tokens]);
  assertKept(forms, places);
  // what must tell one is found out
  assert.throws(() => assertKept(forms, new Map([["the login's own answer", text]])));
});
