import assert from "node:assert/strict";
import { test } from "node:test";
import { renderOwner } from "../../src/fleet/owner.ts";
import { openApp } from "../support/app.ts";
import type { TestApp } from "../support/app.ts";
import { event } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";

const OLENA = { number: "12345678901234567890", name: "Олена Коваль", apartment: "12" };

interface Shown {
  readonly text: string;
  readonly model: unknown;
}

async function ownersOf(app: TestApp, owners: readonly (typeof OLENA)[]): Promise<void> {
  await app.stores.fleet.change(
    "owner",
    owners.map((owner) => ({ id: owner.number, body: renderOwner(owner) })),
  );
}

async function infoOf(app: TestApp, path: string): Promise<Shown & { localized?: string }> {
  const { text } = await app.get(path, await app.bearer());
  const { list_items: items } = JSON.parse(text) as {
    list_items: readonly { info: Shown & { localized?: string } }[];
  };
  const [item] = items;
  assert.ok(item !== undefined);
  return item.info;
}

for (const [model, text] of [
  [
    '{"lock":0,"number":12345678901234567890}',
    "Valid identifier 12345678901234567890 was used, owner Олена Коваль, apartment 12, lock 0 was opened",
  ],
  [
    '{"lock":0,"owner":" ","number":"12345678901234567890"}',
    "Valid identifier 12345678901234567890 was used, owner Олена Коваль, apartment 12, lock 0 was opened",
  ],
  [
    '{"lock":0,"owner":"Jan","number":"12345678901234567890"}',
    "Valid identifier 12345678901234567890 was used, owner Jan, lock 0 was opened",
  ],
  [
    '{"lock":0,"apartment_address":"7","number":"12345678901234567890"}',
    "Valid identifier 12345678901234567890 was used, owner Олена Коваль, apartment 7, lock 0 was opened",
  ],
  ['{"lock":0,"number":"4711"}', "Valid identifier 4711 was used, lock 0 was opened"],
] as const) {
  test(`names the owner in the text of ${model} and leaves the model as it was sent`, async () => {
    await using app = await openApp();
    await ownersOf(app, [OLENA]);
    await app.stores.log.append("AA-1", [event({ model })]);

    await eventually(5_000, async () => {
      const info = await infoOf(app, "/panels/AA-1/api/v1/log/items?limit=10");

      assert.equal(info.text, text);
    });

    const { text: body } = await app.get("/panels/AA-1/api/v1/log/items", await app.bearer());
    assert.ok(body.includes(`"model":${model}`), body);
  });
}

test("names owners on old firmware's path as well, and no more when they are forgotten", async () => {
  await using app = await openApp();
  await ownersOf(app, [OLENA]);
  const model = '{"lock":0,"number":"12345678901234567890"}';
  await app.stores.log.append("AA-1", [event({ model })]);
  const localized = async () =>
    (await infoOf(app, "/panels/AA-1/api/v0/log/list?limit=10&locale=uk")).localized ?? "";

  await eventually(5_000, async () => assert.match(await localized(), /Олена Коваль/));
  await app.stores.fleet.change("owner", [{ id: OLENA.number, body: undefined }]);

  await eventually(5_000, async () => assert.doesNotMatch(await localized(), /Олена/));
});

for (const [key, model, text] of [
  [
    "access_denied_by_unknown_card",
    '{"card":"12345678901234567890"}',
    "Unknown identifier 12345678901234567890 was used, owner Олена Коваль, apartment 12",
  ],
  ["outgoing_call", '{"number":"12345678901234567890"}', "Outgoing call to 12345678901234567890"],
  [
    "some_new_key",
    '{"qr":"12345678901234567890"}',
    "Some new key: QR code 12345678901234567890, owner Олена Коваль, apartment 12",
  ],
] as const) {
  test(`says of ${key} whose identifier it was, if it was one`, async () => {
    await using app = await openApp();
    await ownersOf(app, [OLENA]);
    await app.stores.log.append("AA-1", [event({ key, model })]);
    await app.stores.log.append("AA-2", [event({ model: '{"number":"12345678901234567890"}' })]);
    await eventually(5_000, async () => {
      assert.match((await infoOf(app, "/panels/AA-2/api/v1/log/items")).text, /Олена/);
    });

    const info = await infoOf(app, "/panels/AA-1/api/v1/log/items");

    assert.equal(info.text, text);
  });
}
