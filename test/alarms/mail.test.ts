import assert from "node:assert/strict";
import { test } from "node:test";
import { renderMail } from "../../src/alarms/render-mail.ts";
import { tryAlarm } from "../../src/alarms/try-alarm.ts";
import type { Alarm } from "../../src/alarms/alarm.ts";
import { LOCALES } from "../../src/basip/texts/locales.ts";
import { AlarmPlace } from "../support/alarm-place.ts";
import { DAY_MS, event } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import { readMail, SmtpReceiver } from "../support/smtp-receiver.ts";

const FROM = "Doorbook <doorbook@house.example>";
const GUARD = "guard@house.example";
const TAMPER = "key eq 'tamper_event'";

const ALARM: Alarm = {
  name: "tamper",
  query: TAMPER,
  target: { is: "email", to: [GUARD] },
  threshold: undefined,
  quietMinutes: 0,
  locale: "en",
  zone: "Europe/Kyiv",
  isOn: true,
  fromSeq: 0,
};

async function openPlace(smtp: SmtpReceiver): Promise<AlarmPlace> {
  return AlarmPlace.open({ mail: { smtpUrl: smtp.url, smtpFrom: FROM } });
}

async function untilMails(smtp: SmtpReceiver, count: number): Promise<void> {
  await eventually(20_000, async () => {
    if (smtp.mails.length < count) throw new Error(`${smtp.mails.length} have come`);
    return Promise.resolve();
  });
}

test("mails an event in the alarm's language and zone, and tries on when the mail server refuses", async () => {
  await using smtp = await SmtpReceiver.open();
  smtp.answerData = (nth) => (nth < 2 ? "451 Later" : "250 Kept");
  await using place = await openPlace(smtp);
  const emails = [GUARD, "boss@house.example"];
  const zone = "Europe/Kyiv";
  await place.add("злам", { query: TAMPER, emails, locale: "uk", zone });
  await place.run();

  await place.append([event({ key: "tamper_event", model: "{}" })]);
  await untilMails(smtp, 1);

  const [mail] = smtp.mails;
  assert.ok(mail);
  assert.deepEqual(mail.to, emails);
  const { subject, text } = readMail(mail);
  assert.match(subject, /^злам: AA-1: \p{L}/u);
  assert.match(
    text,
    /^2025-06-15 18:06:40 {2}AA-1: \p{L}.*\n\nЧас указано за поясом Europe\/Kyiv\./u,
  );
  assert.deepEqual(place.waits, [1_000, 2_000]);
});

test("what panels send begins neither a header nor a line", async () => {
  await using smtp = await SmtpReceiver.open();
  await using place = await openPlace(smtp);
  await place.add("calls", { query: "", emails: [GUARD] });
  const model = JSON.stringify({
    owner: "Olena\r\nBcc: thief@evil.example\n\n.\r\nQUIT",
    number: "1",
  });
  await place.append([event({ model })]);

  await place.run();
  await untilMails(smtp, 1);

  const [mail] = smtp.mails;
  assert.ok(mail);
  assert.deepEqual(mail.to, [GUARD]);
  assert.ok(!/^bcc:/im.test(mail.data));
  const { text } = readMail(mail);
  assert.match(text, /Olena Bcc: thief@evil\.example \. QUIT/);
});

test("mails no more often than the quiet time, and counts what is too much for one", async () => {
  await using smtp = await SmtpReceiver.open();
  await using place = await openPlace(smtp);
  await place.add("tamper", { query: TAMPER, emails: [GUARD], quietMinutes: 10 });
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      event({ key: "tamper_event", model: `{"n":${from + n}}`, occurredAtMs: DAY_MS + n }),
    );
  await place.append(many(0, 1));
  await place.run();
  await place.settled("tamper", 1);
  await place.stop();
  await place.append(many(1, 250));

  await place.run();
  await place.settled("tamper", 2);
  await place.stop();

  assert.equal(place.waits[0], 600_000);
  const [, second] = smtp.mails;
  assert.ok(second);
  const { subject, text } = readMail(second);
  assert.equal(subject, "tamper: events: 250");
  assert.match(text, /Further events, not listed: 150\n/);
  assert.equal(text.match(/AA-1: /g)?.length, 100);
});

test("a clock that was set back makes nobody wait longer than the quiet time", async () => {
  await using smtp = await SmtpReceiver.open();
  await using place = await openPlace(smtp);
  await place.add("tamper", { query: TAMPER, emails: [GUARD], quietMinutes: 10 });
  const tamper = (n: number) => event({ key: "tamper_event", model: `{"n":${n}}` });
  await place.append([tamper(0)]);
  await place.run();
  await place.settled("tamper", 1);
  await place.stop();
  place.clock.nowMs -= 5 * DAY_MS;
  await place.append([tamper(1)]);

  await place.run();
  await place.settled("tamper", 2);
  await place.stop();

  assert.equal(Math.max(...place.waits), 600_000);
});

test("says whom the mail server does not take, and that there is none", async () => {
  await using smtp = await SmtpReceiver.open();
  smtp.answerTo = (address) => (address === GUARD ? "250 OK" : "550 Nobody");
  await using place = await openPlace(smtp);
  await place.add("some", { emails: [GUARD, "gone@house.example"] });
  await place.add("none", { emails: ["gone@house.example"] });
  await using bare = await AlarmPlace.open();
  await bare.add("some", { emails: [GUARD] });
  const { signal } = new AbortController();

  const answers = [
    await tryAlarm(await place.changes.find("some"), place.parts, signal),
    await tryAlarm(await place.changes.find("none"), place.parts, signal),
    await tryAlarm(await bare.changes.find("some"), bare.parts, signal),
  ];

  assert.deepEqual(
    answers.map(({ isDelivered }) => isDelivered),
    [true, false, false],
  );
  assert.equal(answers[0]?.text, "250 Kept, but not for gone@house.example");
  assert.match(answers[1]?.text ?? "", /550 Nobody/);
  assert.match(answers[2]?.text ?? "", /set DOORBOOK_SMTP_URL/);
  assert.equal(
    readMail(smtp.mails[0] ?? { from: "", to: [], data: "" }).text.startsWith("Test.\n"),
    true,
  );
});

test("says all that there is to say in each of the nine languages", () => {
  const item = { id: "e.1", seq: 1, occurredAtMs: DAY_MS, text: "Door 1: tamper" };
  const reached = { count: 3, minutes: 5, group: "AA-1", ids: [] };
  const items = [{ ...item, reached }, item];

  const mails = LOCALES.map((locale) =>
    renderMail({ id: "n", alarm: { ...ALARM, locale }, kind: "replay", items, more: 77, gone: 88 }),
  );

  for (const { subject, text } of mails) {
    assert.match(subject, /tamper.*: 79$/);
    for (const said of ["77", "88", "3", "5", "Door 1: tamper", "Europe/Kyiv", "tamper"]) {
      assert.ok(text.includes(said), text);
    }
    assert.ok(!/[{}]/.test(text + subject), text);
  }
  assert.equal(new Set(mails.map(({ text }) => text)).size, LOCALES.length);
});
