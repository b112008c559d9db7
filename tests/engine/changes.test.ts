import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Lab } from "./lab.ts";
import {
  CUSTOMER_HEADER,
  LINE_HEADER,
  LINE_ROWS,
  ORDER_HEADER,
  ORDER_ROWS,
  ORDERS,
  PAYMENT_HEADER,
  shopAfterRun,
} from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

/** The build must hold what deriving everything again from the lake gives. */
async function expectSameAfterRebuild(): Promise<void> {
  const incremental = await lab.contents();
  expect((await lab.run({ full: true })).status).toBe("succeeded");
  expect(await lab.contents()).toEqual(incremental);
}

test("changed, new and deleted rows are counted and followed by key", async () => {
  lab = await shopAfterRun();
  await lab.write(
    "orders.csv",
    ORDER_HEADER,
    "o7,c4,2026-06-05,paid,web", // new, first in the file
    "o1,c1,2026-06-01,paid,web",
    "o4,c3,2026-06-03,paid,web", // one copy less
    "o2,c2,2026-06-04,shipped,store", // moved to another day
    "o5,c2,2026-06-04,paid,web", // now with a date; o3 is gone
  );
  const result = await lab.run();
  expect(result.layers.bronze["orders"]).toEqual({
    rows_read: 5,
    rows_blank: 0,
    rows_new: 2,
    rows_changed: 1,
    rows_deleted: 3,
    held: false,
  });
  expect(result.layers.silver["orders"]).toEqual({ rows: 5, quarantined: 0, duplicates: 0 });
  expect(lab.ways(result.run_id)).toEqual({
    "gold.dim_customers": "incremental",
    "gold.dim_date": "rebuilt",
    "gold.dim_products": "kept",
    "gold.fact_orders": "incremental",
    "gold.fact_sales": "incremental",
    "gold.fact_payments": "incremental",
    "marts.mart_finance": "incremental",
    "reports.revenue_by_day": "rebuilt",
  });
  expect(
    await lab.query(
      "select order_id, customer_key, date_key, status_class from gold.fact_sales order by 1",
    ),
  ).toEqual([
    ["o1", 1, 20260601, "paid"],
    ["o2", 2, 20260604, "fulfilled"],
    ["o3", 0, 0, "unknown"], // its line is still there
    ["o4", 3, 20260603, "paid"],
    ["o5", 2, 20260604, "paid"],
  ]);
  expect(await lab.query("from keys.customers order by 2")).toEqual([
    ["c1", 1],
    ["c2", 2],
    ["c3", 3],
    ["c4", 4],
  ]);
  const build = await lab.services.builds.newest();
  expect(build?.parent).toBe("b000001");
  expect(build?.batches["orders"]).toEqual(["r000001-orders", "r000002-orders"]);
  expect(build?.keys["customers"]).toEqual(["r000001.parquet", "r000002.parquet"]);
  expect(build?.keys["products"]).toEqual(["r000001.parquet"]);
  // Unchanged tables keep the fingerprint of the build that wrote them.
  expect(build?.fingerprints["gold.dim_products"]).toMatch(/^b000001 /);
  expect(build?.fingerprints["gold.fact_orders"]).toMatch(/^b000002 /);
  await expectSameAfterRebuild();
});

test("rows that only changed places change nothing but where to find them", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS.toReversed());
  const result = await lab.run();
  expect(result.layers.bronze["orders"]).toMatchObject({
    rows_read: 6,
    rows_new: 0,
    rows_deleted: 0,
  });
  expect(new Set(Object.values(lab.ways(result.run_id)))).toEqual(new Set(["kept"]));
  expect(await lab.query("select _address from quarantine.orders")).toEqual([["orders.csv!C2"]]);
});

test("blank rows are counted and left out; rows of a new header keep their identity", async () => {
  lab = await shopAfterRun();
  await lab.write(
    "orders.csv",
    `${ORDER_HEADER},Note`,
    ...ORDER_ROWS.map((row) => `${row},`),
    ",,,,,",
    " , ,,,,",
    "o8,c1,2026-06-06,paid,web,hello",
  );
  const result = await lab.run();
  expect(result.layers.bronze["orders"]).toMatchObject({
    rows_read: 7,
    rows_blank: 2,
    rows_new: 1,
    rows_deleted: 0,
  });
  expect(result.layers.silver["orders"]?.rows).toBe(5);
});

test("a folder that only grows: new files add rows, repeated rows in them count once", async () => {
  lab = await shopAfterRun();
  await lab.write(
    "payments/day-2.csv",
    PAYMENT_HEADER,
    "y3,o4,card,paid,60,2026-06-03",
    "y2,o2,paypal,paid,30,2026-06-02",
    "y4,o4,card,paid,much,2026-06-03",
  );
  const result = await lab.run();
  expect(result.layers.bronze["payments"]).toMatchObject({
    rows_read: 3,
    rows_new: 2,
    rows_deleted: 0,
  });
  expect(result.layers.silver["payments"]).toEqual({ rows: 3, quarantined: 1, duplicates: 0 });
  expect(await lab.query("select _address, _reasons from quarantine.payments")).toEqual([
    ["day-2.csv!E4", ["amount_unreadable"]],
  ]);
  expect(await lab.query("select sum(amount) from gold.fact_payments")).toEqual([["110.0000"]]);
  await expectSameAfterRebuild();
});

test("a late customer replaces the inferred one under the same number", async () => {
  lab = await shopAfterRun();
  const inferred = () =>
    lab.query(
      "select customer_id, customer_key, name, is_inferred from gold.dim_customers where customer_key = 3",
    );
  expect(await inferred()).toEqual([["c3", 3, "c3", true]]);
  await lab.write("customers.csv", CUSTOMER_HEADER, "c3,Cy,VIP", "c1,Ada,VIP", "c2,Bo,Regular");
  const result = await lab.run();
  expect(await inferred()).toEqual([["c3", 3, "Cy", false]]);
  expect(result.layers.gold["dim_customers"]).toEqual({ rows: 4, inferred: 0 });
  expect(lab.ways(result.run_id)["gold.fact_orders"]).toBe("kept");
  expect(lab.ways(result.run_id)["gold.dim_customers"]).toBe("incremental");
});

test("a changed cost reaches the sales of that product", async () => {
  lab = await shopAfterRun();
  await lab.write(
    "products.csv",
    "SKU,Product,Category,Cost",
    "p1,Mug,Kitchen,5",
    "p2,Lamp,Light,12",
  );
  const result = await lab.run();
  expect(result.layers.bronze["products"]).toMatchObject({
    rows_changed: 1,
    rows_new: 0,
    rows_deleted: 0,
  });
  expect(
    await lab.query(
      "select order_id, cost_amount from gold.fact_sales where product_key = 1 order by 1",
    ),
  ).toEqual([
    ["o1", "10.0000"],
    ["o3", "5.0000"],
  ]);
  expect(lab.ways(result.run_id)["gold.fact_sales"]).toBe("incremental");
});

test("the latest of two rows with one key wins, whichever file order", async () => {
  lab = await shopAfterRun();
  await lab.write("lines.csv", LINE_HEADER, "o1,1,p1,5,10", ...LINE_ROWS);
  const result = await lab.run();
  expect(result.layers.silver["order_items"]).toEqual({ rows: 5, quarantined: 1, duplicates: 1 });
  expect(await lab.query("select quantity from silver.order_items where order_id = 'o1'")).toEqual([
    ["5.0000"],
  ]);
  expect(await lab.query("select quantity from superseded.order_items")).toEqual([["2.0000"]]);
  // The newer row goes: the older one is back.
  await lab.write("lines.csv", LINE_HEADER, ...LINE_ROWS);
  await lab.run();
  expect(await lab.query("select quantity from silver.order_items where order_id = 'o1'")).toEqual([
    ["2.0000"],
  ]);
  expect(await lab.query("select count(*)::integer from superseded.order_items")).toEqual([[0]]);
});

test("a new mapping reads the same rows another way; an alias joins old and new headers", async () => {
  lab = await shopAfterRun();
  const { order_id, customer_id, ordered_at } = ORDERS.columns["orders"]!;
  const shorter = {
    ...ORDERS,
    columns: { orders: { order_id, customer_id, ordered_at } as Record<string, string> },
  };
  await lab.map(shorter, 2);
  const second = await lab.run();
  expect(second.status).toBe("succeeded");
  expect(await lab.query("select distinct status, channel from silver.orders")).toEqual([
    [null, null],
  ]);
  expect(lab.ways(second.run_id)["gold.fact_orders"]).toBe("incremental");
  const renamed = {
    ...ORDERS,
    columns: { orders: { ...ORDERS.columns["orders"], channel: "Via" } },
  };
  await lab.map(renamed, 3, { header_aliases: { Via: "Channel" } });
  await lab.write(
    "orders.csv",
    "Order,Customer,Date,Status,Via",
    ...ORDER_ROWS.slice(0, 4),
    "o9,c1,2026-06-09,paid,phone",
  );
  const third = await lab.run();
  expect(third.findings).toEqual([]);
  expect(
    await lab.query("select channel, count(*)::integer from silver.orders group by all order by 1"),
  ).toEqual([
    ["Phone", 1],
    ["Store", 1],
    ["Web", 3],
  ]);
  const build = await lab.services.builds.newest();
  expect(build?.mappings["orders"]).toBe(3);
  expect(build?.feeds["orders"]).toEqual(["orders v3 "]);
});

test("a removed source takes its rows along; restored, they are back without reading again", async () => {
  lab = await shopAfterRun();
  const before = await lab.contents();
  await lab.app.client.sources.remove({ id: "orders" });
  const without = await lab.run();
  expect(without.layers.silver["orders"]).toBeUndefined();
  expect(without.layers.bronze["orders"]).toBeUndefined();
  expect(await lab.query("select count(*)::integer from silver.orders")).toEqual([[0]]);
  expect(await lab.query("select distinct status_class from gold.fact_sales")).toEqual([
    ["unknown"],
  ]);
  await lab.app.client.sources.remove({ id: "orders", undo: true });
  const restored = await lab.run();
  expect(restored.layers.bronze["orders"]).toMatchObject({ rows_read: 0, rows_new: 0 });
  expect(await lab.contents()).toEqual(before);
});

test("two sources feed one entity; a key they share is one row, the later source's", async () => {
  lab = await shopAfterRun();
  const more = { ...ORDERS, id: "web-orders" };
  await lab.write(
    "web-orders.csv",
    ORDER_HEADER,
    "w1,c1,2026-06-07,paid,web",
    "o2,c2,2026-06-08,paid,app",
  );
  await lab.connect(more);
  const result = await lab.run();
  expect(result.layers.silver["orders"]).toEqual({ rows: 5, quarantined: 1, duplicates: 2 });
  expect(
    await lab.query("select _source_id, channel from silver.orders where order_id = 'o2'"),
  ).toEqual([["web-orders", "App"]]);
  expect(
    await lab.query(
      "select _source_id, count(*)::integer from silver.orders group by all order by 1",
    ),
  ).toEqual([
    ["orders", 3],
    ["web-orders", 2],
  ]);
  expect((await lab.services.builds.newest())?.feeds["orders"]).toEqual([
    "orders v1 ",
    "web-orders v1 ",
  ]);
  await expectSameAfterRebuild();
});

test("a wide sheet feeds several entities: rows are folded, lines counted", async () => {
  lab = await Lab.open();
  const wide = {
    id: "wide",
    mapping: { fold: true },
    columns: {
      orders: { order_id: "Order", customer_id: "Who", ordered_at: "Date" },
      customers: { customer_id: "Who", name: "Name" },
      products: { product_id: "What", name: "What" },
    },
  };
  await lab.connect(wide);
  const { mapping } = { mapping: await lab.services.workspaces.mapping(lab.directory, "wide") };
  await lab.services.workspaces.saveMapping(lab.directory, {
    ...mapping!,
    version: 2,
    entities: {
      ...mapping!.entities,
      order_items: {
        columns: { order_id: ["Order"], product_id: ["What"], unit_price: ["Price"] },
        defaults: {},
        fold: false,
      },
    },
  });
  const rows = ["1,c1,Ada,2026-06-01,Mug,10", "1,,,,Lamp,30", "2,c2,Bo,2026-06-02,mug ,11"];
  await lab.write("wide.csv", "Order,Who,Name,Date,What,Price", ...rows);
  const first = await lab.run();
  expect(first.layers.silver).toEqual({
    customers: { rows: 2, quarantined: 0, duplicates: 0 },
    products: { rows: 2, quarantined: 0, duplicates: 0 },
    orders: { rows: 2, quarantined: 0, duplicates: 0 },
    order_items: { rows: 3, quarantined: 0, duplicates: 0 },
  });
  // A line before the others moves their numbers.
  await lab.write(
    "wide.csv",
    "Order,Who,Name,Date,What,Price",
    "1,c1,Ada,2026-06-01,Pot,7",
    ...rows,
  );
  const second = await lab.run();
  expect(second.layers.bronze["wide"]).toMatchObject({
    rows_read: 4,
    rows_new: 1,
    rows_changed: 0,
    rows_deleted: 0,
  });
  expect(
    await lab.query(
      "select order_id, line_number, product_id from silver.order_items order by all",
    ),
  ).toEqual([
    ["1", 1, "pot"],
    ["1", 2, "mug"],
    ["1", 3, "lamp"],
    ["2", 1, "mug"],
  ]);
  await expectSameAfterRebuild();
});

test("a waiver lets its row through one rule; taken back, the row is set aside again", async () => {
  lab = await shopAfterRun();
  const { client } = lab.app;
  const [row] = (await client.quarantine.list({ entity: "order_items" })).rows;
  expect(row?.address).toBe("lines.csv!D7");
  const waived = await client.quarantine.waive({
    ids: [row!.id],
    rule: "quantity_out_of_range",
    reason: "a gift",
  });
  expect(waived.rows).toBe(1);
  const result = await lab.run();
  expect(result.layers.silver["order_items"]).toEqual({ rows: 6, quarantined: 0, duplicates: 0 });
  expect(lab.ways(result.run_id)["gold.fact_sales"]).toBe("incremental");
  expect((await lab.services.builds.newest())?.waivers).toEqual([
    expect.stringMatching(/^lines\|\d+\|1\|quantity_out_of_range$/),
  ]);
  expect(
    await lab.query(
      "select quantity from gold.fact_sales where order_id = 'o4' and line_number = 2",
    ),
  ).toEqual([["0.0000"]]);
  expect((await lab.run()).status).toBe("unchanged");
  await client.quarantine.undo({ decision_id: waived.decisions[0]! });
  expect((await lab.run()).layers.silver["order_items"]).toEqual({
    rows: 5,
    quarantined: 1,
    duplicates: 0,
  });
});

test("numbers go on from the lake when the journal and the builds are lost", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o8,c9,2026-06-08,paid,web");
  await lab.run();
  const before = await lab.contents();
  await lab.app.close();
  const lake = join(lab.directory, "..", "rest");
  await cp(join(lab.directory, "lake"), join(lake, "lake"), { recursive: true });
  await cp(join(lab.directory, "workspace.json"), join(lake, "workspace.json"));
  await lab.moveIn(lake);
  const result = await lab.run();
  expect(result).toMatchObject({ run_id: "r000003", build_id: "b000003", status: "succeeded" });
  expect(await lab.contents()).toEqual(before);
});
