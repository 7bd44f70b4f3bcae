import assert from "node:assert/strict";
import { test } from "node:test";

import { Directory } from "../../../src/store/directory/directory.ts";
import { LoadedView, type ResolvedView } from "../../../src/store/directory/loaded-view.ts";
import { LoadedViews } from "../../../src/store/directory/loaded-views.ts";

const FLEET: ResolvedView = { key: "fleet 0", panels: undefined, floor: 0 };

function floorView(floor: number): ResolvedView {
  return { key: `fleet ${String(floor)}`, panels: undefined, floor };
}

/** Views over a log that gets one event of panel 1 after another. */
class Log {
  readonly views = new LoadedViews(new LoadedView(FLEET, Directory.empty(false)));
  built = 0;
  seq = 0;

  grow(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.seq += 1;
      this.views.add(1, this.seq, this.seq, 1);
      for (const { directory } of this.views.all()) directory.takeOverfull();
    }
  }

  async load(view: ResolvedView): Promise<LoadedView> {
    return this.views.load(view, async (missing) => {
      this.built += 1;
      const directory = Directory.empty(false);
      for (let seq = missing.floor + 1; seq <= this.seq; seq += 1) directory.add(seq, seq, 1);
      const loaded = new LoadedView(missing, directory);
      this.views.register(loaded);
      return Promise.resolve(loaded);
    });
  }
}

test("a view is moved on with the log as long as it is asked for", async () => {
  const log = new Log();

  for (let times = 0; times < 10; times += 1) {
    const { directory } = await log.load(floorView(5));
    assert.equal(directory.total, Math.max(0, log.seq - 5));
    log.grow(9_000);
  }

  assert.equal(log.built, 1);
});

test("a view that nobody asks for is forgotten once moving it on has cost what building it does", async () => {
  const log = new Log();
  log.grow(100);
  const loaded = await log.load(floorView(100));

  log.grow(10_000);
  const isKept = log.views.isCurrent(loaded);
  log.grow(1);

  assert.deepEqual([isKept, log.views.isCurrent(loaded)], [true, false]);
  const again = await log.load(floorView(100));
  assert.equal(again.directory.total, 10_001);
  assert.equal(log.built, 2);
});

test("one that was dear to build is kept for longer", async () => {
  const log = new Log();
  log.grow(25_000);
  const loaded = await log.load(floorView(1));

  log.grow(20_000);

  assert.equal(log.views.isCurrent(loaded), true);
});

test("of views that are forgotten at the same event, the others see every event", async () => {
  const log = new Log();
  const kept: LoadedView[] = [];
  for (const floor of [1, 2, 3, 4]) kept.push(await log.load(floorView(floor)));
  log.grow(5_000);
  await log.load(floorView(2));

  log.grow(5_010);

  assert.deepEqual(
    kept.map((loaded) => log.views.isCurrent(loaded)),
    [false, true, false, false],
  );
  assert.equal((await log.load(floorView(2))).directory.total, 10_008);
});

test("the fleet is never forgotten", async () => {
  const log = new Log();
  const fleet = await log.load(FLEET);

  log.grow(30_000);

  assert.equal(log.views.isCurrent(fleet), true);
  assert.equal(fleet.directory.total, 30_000);
});
