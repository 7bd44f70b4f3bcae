import assert from "node:assert/strict";
import { test } from "node:test";
import { PanelClient } from "../../../src/client/panel-client.ts";
import { SELF_SIGNED } from "../../fixtures/self-signed.ts";
import { eventually } from "../../support/eventually.ts";
import { pageText, PaperPanel } from "../../support/paper-panel.ts";
import type { TakeOver } from "../../support/paper-panel.ts";
import { openPullers } from "../../support/pullers.ts";
import { pullFrom } from "../../support/pulled.ts";
import { HOSTILITIES } from "./hostile-panels.ts";

const BOUNDS = { timeoutMs: 400, maxBytes: 200_000 };

/** What lies in the network's buffers may be sent beyond what is read. */
const MOST_SENT_BYTES = 16_000_000;

/** A panel that holds some events, a second apart. */
async function openPaper(events: number, serial?: string): Promise<PaperPanel> {
  const panel = await PaperPanel.open(serial);
  for (let nth = 1; nth <= events; nth++) panel.note(nth * 1_000, { nth });
  return panel;
}

/** Answers each question for a page otherwise. */
function pages(panel: PaperPanel, answer: (question: URLSearchParams) => string): TakeOver {
  return ({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, panel.url);
    if (pathname !== "/api/v1/log/items") return false;
    panel.questions.push(searchParams);
    response.end(answer(searchParams));
    return true;
  };
}

for (const { does, reason, takeOver } of HOSTILITIES) {
  test(
    `ends within bounds with "${reason}" at a panel that ${does}`,
    { timeout: 10_000 },
    async () => {
      await using panel = await openPaper(3);
      panel.takeOver = takeOver(panel);
      await using pulled = await pullFrom(panel, { bounds: BOUNDS });

      await assert.rejects(pulled.readAll(), { name: "PanelError", reason });

      pulled.client[Symbol.dispose]();
      await panel.hungUp();
      assert.ok(panel.bytes < MOST_SENT_BYTES, `it sent ${panel.bytes} bytes`);
      assert.deepEqual(await pulled.held(), []);
    },
  );
}

for (const path of ["/api/info", "/api/v1/login", "/api/v1/log/items"]) {
  test(`never follows a panel that sends elsewhere from ${path}`, async () => {
    await using other = await openPaper(3, "OTHER");
    await using panel = await openPaper(3);
    panel.takeOver = ({ url = "" }, response) => {
      if (!url.startsWith(path)) return false;
      response.writeHead(302, { location: `${other.url}${url}` }).end();
      return true;
    };
    await using pulled = await pullFrom(panel, { bounds: BOUNDS });

    await assert.rejects(pulled.readAll(), { name: "PanelError", reason: "bad_answer" });

    assert.deepEqual(other.calls, []);
  });
}

test("keeps what cannot be read of a page aside, with its bytes, and all the others", async () => {
  await using panel = await openPaper(3);
  const unreadable = [
    ["7", "not an object"],
    ['{"timestamp":[1500],"name":{"key":"k"}}', "no usable time"],
    ['{"timestamp":1500,"name":["k"]}', "no usable key"],
    [`{"timestamp":1500,"name":{"key":"k"},"x":"${"x".repeat(66_000)}"}`, "over 64 KiB"],
  ] as const;
  for (const [text] of unreadable) panel.noteText(1_500, text);
  await using pulled = await pullFrom(panel, { bounds: BOUNDS });

  await pulled.readAll();
  await pulled.readAll();

  const { intake } = pulled.stores;
  const aside = await Promise.all(
    (await intake.listQuarantined(10)).map(async ({ id }) => intake.findQuarantined(id)),
  );
  const told = aside.map((one) => [Buffer.from(one?.bytes ?? []).toString(), one?.reason] as const);
  assert.equal(told.length, unreadable.length);
  assert.deepEqual(new Map(told), new Map(unreadable));
  assert.deepEqual(
    (await pulled.held()).map(({ occurredAtMs }) => occurredAtMs),
    [1_000, 2_000, 3_000],
  );
});

test("takes a model of 30,000 brackets as it is", async () => {
  await using panel = await openPaper(0);
  const model = "[".repeat(30_000) + "]".repeat(30_000);
  panel.noteText(1_000, `{"timestamp":1000,"name":{"key":"k"},"info":{"model":${model}}}`);
  await using pulled = await pullFrom(panel, { bounds: BOUNDS });

  await pulled.readAll();

  assert.deepEqual(
    (await pulled.held()).map((event) => event.model),
    [model],
  );
});

for (const { title, totalOf } of [
  { title: "too large", totalOf: (total: number) => total + 500 },
  { title: "too small", totalOf: (total: number) => Math.ceil(total / 2) },
  { title: "the largest there is", totalOf: () => Number.MAX_SAFE_INTEGER },
]) {
  test(`reads to the end, and no further, what a panel shows whose total is ${title}`, async () => {
    await using panel = await openPaper(120);
    panel.takeOver = pages(panel, (question) => {
      const page = JSON.parse(panel.page(question)) as PageAnswer;
      const items = page.list_items.map((item) => JSON.stringify(item)).join(",");
      return pageText(totalOf(page.list_option.pagination.total_items), items);
    });
    await using pulled = await pullFrom(panel, { bounds: BOUNDS });

    for (let cycle = 0; cycle < 5; cycle++) await pulled.readAll();

    assert.ok(panel.questions.length < 200, `${panel.questions.length} questions`);
    assert.equal((await pulled.held()).length, 120);
  });
}

/** What of an answer a test changes. */
interface PageAnswer {
  readonly list_option: { readonly pagination: { readonly total_items: number } };
  readonly list_items: readonly object[];
}

test("gives others their turn after some pages of a panel that has ever more to tell", async () => {
  await using panel = await openPaper(0);
  let noted = 1_000;
  panel.takeOver = pages(panel, (question) => {
    for (let nth = 0; nth < 50; nth++) panel.note(noted++ * 1_000, { noted });
    return panel.page(question);
  });
  await using pulled = await pullFrom(panel, { bounds: BOUNDS });

  const hasMore = await pulled.reader.turn();

  assert.equal(hasMore, true);
  assert.ok(panel.questions.length < 40, `${panel.questions.length} questions`);
});

for (const { title, knowsTimes } of [
  { title: "and knows times in questions", knowsTimes: true },
  { title: "and knows none", knowsTimes: false },
]) {
  test(`gives a panel up that shows one page for ever ${title}`, { timeout: 60_000 }, async () => {
    await using panel = await openPaper(0);
    const [early, late] = [1_000, 2_000].map((timestamp) => {
      const model = { text: "x".repeat(3_000) };
      return JSON.stringify({ timestamp, name: { key: "k" }, info: { model } });
    });
    let total = 1_000_000;
    panel.takeOver = pages(panel, (question) => {
      total += 50;
      const isLater = knowsTimes && Number(question.get("from") ?? 0) > 1_000;
      if (isLater) return pageText(total - 1, Array(50).fill(late).join(","));
      return pageText(total, [early, ...Array(49).fill(late)].join(","));
    });
    await using pulled = await pullFrom(panel, { bounds: BOUNDS });

    await assert.rejects(pulled.readAll(), { name: "PanelError", reason: "bad_answer" });

    assert.ok(panel.questions.length < 1_000, `${panel.questions.length} questions`);
  });
}

test("refuses a certificate that nobody vouches for, and takes it where that is allowed", async () => {
  await using panel = await PaperPanel.open("TLS-1", SELF_SIGNED);
  panel.note(1_000);
  const { url, username, password } = panel;
  using wary = new PanelClient({ url, username, password, takesSelfSigned: false });
  using trusting = new PanelClient({ url, username, password, takesSelfSigned: true });

  await assert.rejects(wary.info(), { name: "PanelError", reason: "certificate" });
  const { total } = await trusting.page({ limit: 10, page: 1 });

  assert.equal(total, 1);
  assert.equal(panel.calls.filter((call) => call.endsWith("/login")).length, 1);
});

test(
  "goes on with a good panel while all the others are hostile",
  { timeout: 60_000 },
  async () => {
    await using parts = new AsyncDisposableStack();
    const hostile = await Promise.all(
      HOSTILITIES.map(async ({ takeOver }, nth) => {
        const panel = parts.use(await openPaper(3, `HOSTILE-${nth}`));
        panel.takeOver = takeOver(panel);
        return panel;
      }),
    );
    const good = parts.use(await openPaper(130, "GOOD"));
    const pullers = parts.use(await openPullers([...hostile, good], { intervalMs: 20 }));

    for (let nth = 131; nth <= 140; nth++) {
      good.note(nth * 1_000, { nth });
      await eventually(20_000, async () => {
        assert.equal((await pullers.held("GOOD")).length, nth);
      });
    }

    const troubled = hostile.filter(({ serial }) => pullers.health(serial).trouble !== "");
    const fast = HOSTILITIES.filter(({ reason }) => reason !== "timeout");
    assert.ok(troubled.length >= fast.length, `${troubled.length} of ${hostile.length} in trouble`);
    assert.equal(pullers.health("GOOD").trouble, "");
  },
);
