import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, createApp } from "#main/shared/wiring.ts";
import { connect, run } from "./lab.ts";

const HEADERS = "order_id,order_date,total,note";
const BAD = [3, 4, 8, 9, 13, 21, 22, 23, 38, 39];
/** Forty orders, ten of which have a date that no calendar has; the last three are alike but for it. */
const line = (order: number, date: string): string =>
  order >= 38 ? `38,${date},38.00,twin` : `${order},${date},${order}.00,n${order}`;
const dirty = (order: number): string =>
  line(order, BAD.includes(order) ? "2024-02-31" : "2024-03-05");
const clean = (order: number): string => line(order, "2024-03-05");
const orders = Array.from({ length: 40 }, (_, index) => index + 1);

let folder = "";
let sheet = "";
let app: App;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recheck-"));
  sheet = join(folder, "orders.csv");
  await save(orders.map(dirty));
  app = await open("shop");
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const save = (lines: readonly string[], headers = HEADERS): Promise<void> =>
  writeFile(sheet, [headers, ...lines, ""].join("\n"));

/** A workspace over the sheet as it is now, read once. */
async function open(name: string): Promise<App> {
  const opened = await createApp(join(folder, name));
  await opened.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
  await connect(opened, { orders: sheet });
  await run(opened);
  return opened;
}

async function recheck() {
  const events = await app.client.quarantine.recheck({});
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
  }
}

const ask = async (of: App, sql: string): Promise<unknown[][]> =>
  (await of.client.reports.query({ sql })).rows;

/** What silver holds, without when and how it came. */
const silver = (of: App): Promise<unknown[][]> =>
  ask(
    of,
    `select 'silver', * exclude (_batch_id, _ingested_at, _row) from silver.orders
union all by name select 'aside', * exclude (_batch_id, _ingested_at, _row, _reasons, _address, _raw, _broken) from quarantine.orders
order by all`,
  );

test("ten corrected rows come back through one re-check, once each, as a full read would bring them", async () => {
  expect((await app.client.quarantine.list({})).total).toBe(10);
  await save(orders.map(clean));
  expect(await recheck()).toEqual({
    checked: 10,
    corrected: 10,
    still_broken: 0,
    gone: 0,
    needs_run: [],
    batch_ids: ["r000002-orders"],
  });
  const patched = await app.services.bronze.batches("orders");
  expect(patched.at(-1)).toMatchObject({ kind: "delta", rows_new: 10, rows_deleted: 10 });
  expect((await app.client.runs.list({}))[0]).toMatchObject({
    run_id: "r000002",
    kind: "recheck",
    status: "succeeded",
  });
  const result = await run(app);
  expect(result.run_id).toBe("r000003");
  expect(result.layers.bronze["orders"]).toMatchObject({ rows_new: 0, rows_deleted: 0 });
  expect(result.layers.silver["orders"]).toMatchObject({ rows: 38, quarantined: 0, duplicates: 2 });
  expect(await app.services.bronze.batches("orders")).toEqual(patched);
  const twin = await open("twin");
  expect(await silver(app)).toEqual(await silver(twin));
  await twin.close();
  expect((await run(app)).status).toBe("unchanged");
});

test("a run that finds more corrections than the re-check took reads the file again", async () => {
  await save(orders.map((order) => (order === 4 ? clean(order) : dirty(order))));
  expect(await recheck()).toMatchObject({ corrected: 1, still_broken: 9, needs_run: [] });
  await save(orders.map((order) => (order < 10 ? clean(order) : dirty(order))));
  const result = await run(app);
  expect(result.layers.bronze["orders"]).toMatchObject({ rows_new: 3, rows_deleted: 3 });
  expect((await app.client.quarantine.list({})).rows.map(({ address }) => address)).toEqual(
    [13, 21, 22, 23, 38, 39].map((order) => `orders.csv!B${order + 1}`),
  );
});

test("two re-checks in a row find nothing to do the second time until a run has taken the first over", async () => {
  await save(orders.map(clean));
  expect((await recheck()).batch_ids).toHaveLength(1);
  expect(await recheck()).toMatchObject({ corrected: 0, batch_ids: [] });
  await run(app);
  expect((await app.client.quarantine.list({})).total).toBe(0);
});

test("a changed header, and a change in another cell of the row, ask for a full read and store nothing", async () => {
  const before = await app.services.bronze.batches("orders");
  await save(orders.map(clean), HEADERS.replace("note", "remark"));
  expect(await recheck()).toMatchObject({ corrected: 0, needs_run: ["orders"], batch_ids: [] });
  await save(orders.map((order) => clean(order).replace(/n?\d+\.00/, "7.77")));
  expect(await recheck()).toMatchObject({ corrected: 0, needs_run: ["orders"], batch_ids: [] });
  expect(await app.services.bronze.batches("orders")).toEqual(before);
});

test("a re-check waits for no run: it is refused while one is at work, and stores nothing", async () => {
  await save(orders.map(clean));
  const lock = await app.services.locks.acquire("run", { purpose: "run r000009" });
  await expect(recheck()).rejects.toMatchObject({ code: "locked" });
  lock.release();
  expect(await app.services.bronze.batches("orders")).toHaveLength(1);
});
