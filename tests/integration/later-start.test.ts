import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, createApp } from "#main/shared/wiring.ts";
import { run } from "./lab.ts";

let folder = "";
let app: App;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "later-start-"));
  app = await createApp(join(folder, "shop"));
  await app.client.workspace.init({ time_zone: "Europe/Berlin", currency: "EUR" });
  await save(days(20, 10));
  await app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "csv", path: join(folder, "orders.csv") },
    name: "Orders",
    map: [
      { column: "order_id", headers: ["order_id"] },
      { column: "ordered_at", headers: ["order_date"] },
    ],
    formats: [{ column: "ordered_at", format: "dmy" }],
  });
  await run(app);
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Orders numbered by the day of November they were placed on. */
const days = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${from + index},${from + index}/11/2024,5.00`);
const save = (lines: readonly string[]): Promise<void> =>
  writeFile(join(folder, "orders.csv"), ["order_id,order_date,total", ...lines, ""].join("\n"));
const orders = async (): Promise<unknown> =>
  (
    await app.client.reports.query({
      sql: "select count(*), min(ordered_at_date)::varchar from silver.orders",
    })
  ).rows[0];
const bronze = async () => (await run(app)).layers.bronze["orders"];

test("only new rows: held with a question; nothing is lost", async () => {
  await save([...days(28, 3), "31,01/12/2024,5.00"]);
  const result = await run(app);
  expect(result.layers.bronze["orders"]).toMatchObject({ held: true });
  expect(await app.client.sources.list({})).toMatchObject([
    {
      state: "held",
      reason:
        "Orders begins on 28 Nov 2024 now; before it began on 20 Nov 2024. Does this file hold only the new rows?",
    },
  ]);
  expect(await orders()).toEqual(["10", "2024-11-20"]);
});

test("the whole truth: accepted, the earlier rows leave", async () => {
  await save([...days(28, 3), "31,01/12/2024,5.00"]);
  expect(await bronze()).toMatchObject({ held: true });
  await app.client.sources.accept({ id: "orders", reason: "we closed October" });
  expect(await bronze()).toMatchObject({ held: false, rows_new: 2, rows_deleted: 8 });
  expect(await orders()).toEqual(["4", "2024-11-28"]);
});

test("only the new rows: accepted as such, they add to the earlier ones, and later reads do too", async () => {
  await save([...days(28, 3), "31,01/12/2024,5.00"]);
  await run(app);
  await app.client.sources.accept({ id: "orders", reason: "a weekly export", append: true });
  expect(await bronze()).toMatchObject({ held: false, rows_new: 2, rows_deleted: 0 });
  expect(await orders()).toEqual(["12", "2024-11-20"]);
  await save(["32,02/12/2024,5.00"]);
  expect(await bronze()).toMatchObject({ held: false, rows_new: 1, rows_deleted: 0 });
  expect(await orders()).toEqual(["13", "2024-11-20"]);
});

test.each<[string, string[], number]>([
  ["nothing new", days(23, 7), 3],
  ["one order deleted", [...days(21, 9), "30,30/11/2024,5.00"], 1],
  ["orders deleted in the middle", [...days(20, 3), ...days(26, 4), "30,30/11/2024,5.00"], 3],
  ["the oldest corrected", ["20,20/11/2024,6.00", "21,21/11/2024,6.00", ...days(22, 9)], 0],
  ["a late order of the same day", [...days(23, 7), "99,22/11/2024,5.00"], 3],
  ["no readable date among the new", [...days(23, 7), "99,soon,5.00"], 3],
])("not held: %s", async (_name, lines, rows_deleted) => {
  await save(lines);
  expect(await bronze()).toMatchObject({ held: false, rows_deleted });
});

test("the oldest two gone and a newer one come is enough to ask", async () => {
  await save([...days(22, 8), "30,30/11/2024,5.00"]);
  expect(await bronze()).toMatchObject({ held: true, rows_deleted: 2 });
});
