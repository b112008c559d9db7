import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Expected } from "./expected.ts";
import { checkBronze } from "./replay.ts";
import { emptyShop, tableOf } from "./shop.ts";
import type { Shop, ShopSource } from "./shop.ts";
import { newRow } from "./changes.ts";
import { World } from "./world.ts";

// Defects that random sequences found, each as the shortest story that shows it.

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

function shopOf(rows: number): Shop {
  const shop = emptyShop("tables");
  for (const source of shop.sources.values()) {
    const table = tableOf(source);
    for (let row = 0; row < rows; row += 1) table.rows.push(newRow(source, table, row));
  }
  return shop;
}

test("rows inserted in the middle of a file keep their places among known rows", async () => {
  const shop = shopOf(10);
  const expected = new Expected();
  await world.apply(shop);
  expected.took(shop, await world.run());
  const orders = shop.sources.get("orders") as ShopSource;
  tableOf(orders).rows.splice(3, 0, { "Order ID": "new", "Ordered At": "2026-05-01 10:00:00" });
  world.pass(1);
  await world.apply(shop);
  expected.took(shop, await world.run());
  await checkBronze(world, shop, expected);
});

test("a night without news and with --publish leaves a held build unpublished and does not fail", async () => {
  const shop = shopOf(5);
  await world.apply(shop);
  await world.run();
  const lines = shop.sources.get("lines") as ShopSource;
  for (const row of tableOf(lines).rows) row["Qty"] = "many";
  world.pass(1);
  await world.apply(shop);
  expect((await world.run({ publish: true })).status).toBe("held");
  const again = await world.run({ publish: true });
  expect(again).toMatchObject({ status: "unchanged", published: false });
});

test("a column that leaves the file takes its values out of bronze and silver", async () => {
  const shop = shopOf(5);
  const expected = new Expected();
  await world.apply(shop);
  expected.took(shop, await world.run());
  const table = tableOf(shop.sources.get("customers") as ShopSource);
  table.headers.splice(table.headers.indexOf("Segment"), 1);
  world.pass(1);
  await world.apply(shop);
  expected.took(shop, await world.run());
  await checkBronze(world, shop, expected);
});

test("a header that changes only its case is a new header, and its rows are read", async () => {
  const shop = shopOf(5);
  const expected = new Expected();
  await world.apply(shop);
  expected.took(shop, await world.run());
  const source = shop.sources.get("customers") as ShopSource;
  const table = tableOf(source);
  table.headers = table.headers.map((header) => (header === "Segment" ? "SEGMENT" : header));
  for (const row of table.rows) row["SEGMENT"] = row["Segment"] ?? "";
  world.pass(1);
  await world.apply(shop);
  expected.took(shop, await world.run());
  expect((await world.run()).status).toBe("unchanged");
});

test("keys given in a run without a new batch are not taken back when journal and builds are lost", async () => {
  const shop = shopOf(5);
  await world.apply(shop);
  await world.run();
  const shipments = shop.sources.get("shipments") as ShopSource;
  shipments.mapping = structuredClone(shipments.mapping);
  shipments.mapping.entities["shipments"]!.columns["shipping_method"] = ["Shipment ID"];
  shipments.mappingVersion += 1;
  world.pass(1);
  await world.apply(shop);
  await world.run();
  tableOf(shipments).rows.push({ "Shipment ID": "new", "Order ID": "1001" });
  world.pass(1);
  await world.apply(shop);
  await world.rebuilt(false, async () => {
    const files = await readdir(join(world.folder, "copy", "lake", "keys", "shipping_methods"));
    expect(files).toEqual(["r000001.parquet", "r000002.parquet", "r000003.parquet"]);
  });
});
