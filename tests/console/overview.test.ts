import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { Lab } from "#tests/engine/lab.ts";
import { LINE_HEADER, LINE_ROWS, openShop, shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const overview = () => lab.app.client.workspace.overview({});
const waiting = async () => (await overview()).waiting.map(({ id }) => id);

test("an empty workspace says how to begin and claims nothing", async () => {
  lab = await Lab.open();
  expect(await overview()).toEqual({
    empty: true,
    last_run: null,
    sentence:
      "Try the sample shop: it works offline and touches none of your data. Or connect your own sheet.",
    complete_through: null,
    waiting: [],
    quality: null,
    rows_checked: null,
    quality_trend: [],
    published: null,
    unpublished_changes: false,
  });
});

test("before the first run it says what is connected, and the first thing to do is to run", async () => {
  lab = await openShop();
  const seen = await overview();
  expect(seen.sentence).toBe(
    "5 sources are connected; nothing has been read yet. Start the first run.",
  );
  expect(seen.waiting.map(({ action }) => action.kind)).toEqual(["run"]);
});

test("after a run: what it did, what was checked, through which day, what is set aside", async () => {
  lab = await shopAfterRun();
  const seen = await overview();
  expect(seen.sentence).toMatch(
    /^Run finished in .* s: all 5 sources are current\. \d+ checks passed/,
  );
  expect(seen.complete_through).toBe("2026-06-03");
  expect(seen.quality_trend).toHaveLength(1);
  const aside = seen.waiting.find(({ id }) => id === "quarantine:orders");
  expect(aside).toMatchObject({
    severity: "warn",
    action: { kind: "open_quarantine", target: "orders" },
  });
  expect(aside?.text).toContain("Order o5 is set aside");
  expect(aside?.text).toContain("orders.csv!C7");
  expect(seen.unpublished_changes).toBe(true);
  expect(seen.waiting.find(({ id }) => id.startsWith("publish:"))?.text).toContain(
    "Nothing is published yet",
  );
});

test("publishing settles it until the newest run moves a number", async () => {
  lab = await shopAfterRun();
  await lab.publish("checked by hand");
  expect((await overview()).unpublished_changes).toBe(false);
  lab.pass(1);
  await lab.write("lines.csv", LINE_HEADER, ...LINE_ROWS.slice(1));
  await lab.run();
  const seen = await overview();
  expect(seen.unpublished_changes).toBe(true);
  const text = seen.waiting.find(({ id }) => id.startsWith("publish:"))?.text;
  expect(text).toMatch(
    /^Readers see version 1\. The newest run moves Revenue from €117\.00 to €97\.00\.$/,
  );
});

test("a source that cannot be read is held, named with the day it stays at, and asks to be opened", async () => {
  lab = await shopAfterRun();
  lab.pass(2);
  await rm(lab.path("orders.csv"));
  await lab.run();
  const seen = await overview();
  expect(seen.sentence).toContain("4 of 5 sources are current. The orders stays as of 1 Jul:");
  const held = seen.waiting.find(({ id }) => id === "source:orders");
  expect(held).toMatchObject({
    severity: "warn",
    action: { kind: "open_source", target: "orders" },
  });
  expect(held?.text).toContain("The orders stays as of 1 Jul until you answer.");
});

test("a failed run comes first and leaves the rest as it was", async () => {
  lab = await openShop();
  await rm(lab.path("orders.csv"));
  await lab.run();
  const seen = await overview();
  expect(seen.sentence).toContain("could not finish");
  expect(seen.sentence).toContain("Earlier data is unchanged.");
  expect(seen.waiting[0]).toMatchObject({ severity: "error", action: { kind: "open_run" } });
  expect(seen.quality).toBeNull();
});

test("what people decided since the newest build waits for the next run", async () => {
  lab = await shopAfterRun();
  expect(await waiting()).not.toContain("pending");
  await lab.app.client.sources.remove({ id: "customers" });
  const pending = (await overview()).waiting.find(({ id }) => id === "pending");
  expect(pending?.text).toBe("The next run takes over: the removal of The customers.");
  await lab.app.client.workspace.undo({ change_id: "c000001" });
  expect(await waiting()).not.toContain("pending");
});

test("a plan that nothing carries out is said, and nights without a run are counted", async () => {
  lab = await shopAfterRun();
  await lab.app.client.schedule.change({ schedule: { enabled: true } });
  lab.pass(3);
  const plan = (await overview()).waiting.find(({ id }) => id === "schedule");
  expect(plan?.text).toContain("nothing is registered with this computer yet");
  expect(plan?.text).toContain("3 nights were missed.");
  lab.pass(0.2);
  await lab.run();
  expect((await overview()).sentence).toMatch(
    /^Planned 03:30, ran 08:18; 3 planned nights became 1 run\. Nothing new today at 08:18/,
  );
});
