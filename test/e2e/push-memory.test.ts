import assert from "node:assert/strict";
import { test } from "node:test";
import { TestFolder } from "../support/folder.ts";
import { Served } from "../support/served.ts";
import { HeapWatch, inspectable } from "../soak/fuzz/heap.ts";

/** The most events that a push is read into. */
const EVENTS = 200_000;

/** So many pushes arrive at the same moment. */
const PUSHES = 12;

/** What JavaScript may hold in the server, MiB; half of what these pushes once took. */
const MAX_HEAP_MIB = 320;

for (const [what, event, statuses] of [
  // where nothing may be kept aside, what cannot be understood is refused once it is read
  ["that cannot be understood", () => "0", [503]],
  ["of 27 bytes", (i: number) => `{"created_at":${String(i)},"code":"x"}`, [200, 503]],
] as const) {
  test(`outlives many pushes at once of 200,000 events ${what}`, async () => {
    await using folder = await TestFolder.make();
    const { through, port } = await inspectable();
    await using server = await Served.start(folder.path, {
      flags: ["--quarantine-max-bytes", "0"],
      through: [
        ...through.slice(0, -1),
        `${through.at(-1) ?? ""} --max-old-space-size=${MAX_HEAP_MIB}`,
      ],
    });
    const headers = await server.loginPanel("AA-1");
    const body = `{"events":[${Array.from({ length: EVENTS }, (_, i) => event(i)).join()}]}`;

    const answers = await Promise.all(
      Array.from({ length: PUSHES }, () => server.push(headers, body)),
    );

    assert.deepEqual(
      answers
        .map(({ status }) => status)
        .filter((status) => !statuses.some((one) => one === status)),
      [],
    );
    using heap = await HeapWatch.open(port);
    assert.ok((await heap.usedMiB()) < 100);
    assert.equal((await server.push(headers, '{"events":[]}')).status, 200);
  });
}
