import { afterEach, expect, test } from "vitest";
import type { Lab } from "./lab.ts";
import { openShop, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const read = (rows: number, rows_new = rows) => ({
  rows_read: rows,
  rows_blank: 0,
  rows_new,
  rows_changed: 0,
  rows_deleted: 0,
  held: false,
});

test("the first run reads everything, sets bad rows aside and says so", async () => {
  lab = await openShop(true);
  const steps: (number | null)[] = [];
  const labels: string[] = [];
  const result = await lab.run({}, lab.services, {
    signal: new AbortController().signal,
    progress: ({ fraction, label }) => {
      steps.push(fraction);
      labels.push(label);
    },
  });
  const { quality, layers, ...rest } = result;
  expect(rest).toEqual({
    run_id: "r000001",
    build_id: "b000001",
    status: "succeeded",
    published: false,
    started_at: "2026-07-01T03:30:05.000Z",
    finished_at: "2026-07-01T03:30:05.000Z",
    seconds: 0,
    findings: [],
  });
  expect(layers.bronze).toEqual({
    customers: read(2),
    products: read(2),
    orders: read(6),
    lines: read(6),
    payments: read(2),
  });
  expect(layers.silver).toEqual({
    customers: { rows: 2, quarantined: 0, duplicates: 0 },
    products: { rows: 2, quarantined: 0, duplicates: 0 },
    orders: { rows: 4, quarantined: 1, duplicates: 1 },
    order_items: { rows: 5, quarantined: 1, duplicates: 0 },
    payments: { rows: 2, quarantined: 0, duplicates: 0 },
  });
  expect(layers.gold).toMatchObject({
    dim_customers: { rows: 4, inferred: 1 },
    dim_products: { rows: 4, inferred: 1 },
    dim_date: { rows: 4, inferred: 0 },
    fact_sales: { rows: 5, inferred: 0 },
    fact_orders: { rows: 4, inferred: 0 },
    fact_payments: { rows: 2, inferred: 0 },
    fact_reviews: { rows: 0, inferred: 0 },
  });
  const { checks, passed, warned, failed, skipped, not_applicable } = quality;
  expect(passed + warned + failed + skipped + not_applicable).toBe(checks);
  expect(failed).toBe(0);
  expect(quality.score).toBeGreaterThan(99);

  expect(new Set(Object.values(lab.ways("r000001")))).toEqual(new Set(["rebuilt"]));
  expect(steps.every((step, i) => step !== null && step >= (steps[i - 1] ?? 0) && step <= 1)).toBe(
    true,
  );
  expect(labels).toEqual(
    expect.arrayContaining([
      "Reading The orders",
      "Cleaning order items",
      "Building Revenue by day",
      "Checking",
      "Saving the build",
    ]),
  );
  expect(steps[0]).toBeCloseTo(0.02);
  expect(steps.at(-1)).toBe(0.9);

  expect(
    await lab.query(`select order_id, customer_key, product_key, date_key, net_amount, cost_amount, status_class
    from gold.fact_sales order by 1`),
  ).toEqual([
    ["o1", 1, 1, 20260601, "20.0000", "8.0000", "paid"],
    ["o2", 2, 2, 20260601, "30.0000", "12.0000", "fulfilled"],
    ["o3", 1, 1, 20260602, "10.0000", "4.0000", "cancelled"],
    ["o4", 3, 2, 20260603, "60.0000", "24.0000", "paid"],
    ["o5", 0, 3, 0, "7.0000", null, "unknown"],
  ]);
  expect(
    await lab.query(`select order_id, _reasons, _address, _raw->>'ordered_at' from quarantine.orders
    union all select order_id, _reasons, _address, _raw->>'quantity' from quarantine.order_items order by all`),
  ).toEqual([
    ["o4", ["quantity_out_of_range"], "lines.csv!D7", "0"],
    ["o5", ["ordered_at_unreadable"], "orders.csv!C7", "soon"],
  ]);
  expect(await lab.query("select order_id, _row, _occurrence from superseded.orders")).toEqual([
    ["o4", "5", 1],
  ]);
  expect(
    await lab.query("select currency, time_zone, as_of::varchar from meta.workspace, meta.as_of"),
  ).toEqual([["EUR", "UTC", "2026-07-01"]]);
});

test("keys are numbered in the order of first appearance, own rows before references", async () => {
  lab = await openShop();
  await lab.run();
  const keys = (name: string) => lab.query(`from keys.${name} order by 2`);
  expect(await keys("customers")).toEqual([
    ["c1", 1],
    ["c2", 2],
    ["c3", 3],
  ]);
  expect(await keys("products")).toEqual([
    ["p1", 1],
    ["p2", 2],
    ["p9", 3],
  ]);
  expect(await keys("orders")).toEqual([
    ["o1", 1],
    ["o2", 2],
    ["o3", 3],
    ["o4", 4],
    ["o5", 5],
  ]);
  expect(await keys("payments")).toEqual([
    ["y1", 1],
    ["y2", 2],
  ]);
  expect(await keys("shipments")).toEqual([]);
  const build = await lab.services.builds.newest();
  expect(build?.keys).toMatchObject({ customers: ["r000001.parquet"], shipments: [] });
  expect(build).toMatchObject({
    build_id: "b000001",
    run: 1,
    run_id: "r000001",
    parent: null,
    status: "succeeded",
    as_of: "2026-07-01",
    workspace: { time_zone: "UTC", currency: "EUR" },
    batches: { orders: ["r000001-orders"], payments: ["r000001-payments"] },
    feeds: { orders: ["orders v1 "], order_items: ["lines v1 "], reviews: [] },
    mappings: { orders: 1, lines: 1 },
    waivers: [],
    rows: {
      "silver.orders": 4,
      "quarantine.orders": 1,
      "superseded.orders": 1,
      "gold.fact_sales": 5,
      "keys.products": 3,
    },
    kpis: { revenue_by_day: { orders: "3", revenue: "117.0000" } },
  });
  expect(build?.fingerprints["gold.fact_sales"]).toMatch(/^b000001 /);
});

test("nothing new: the build stands, the run says so, and publishing it works", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  const again = await lab.run({ publish: true });
  expect(again).toMatchObject({
    run_id: "r000002",
    build_id: "b000001",
    status: "unchanged",
    published: true,
    started_at: "2026-07-02T03:30:05.000Z",
    findings: [],
    layers: {
      bronze: { orders: read(0), customers: read(0) },
      silver: { orders: { rows: 4, quarantined: 1, duplicates: 1 } },
      gold: { fact_sales: { rows: 5, inferred: 0 } },
    },
  });
  expect(again.quality.checks).toBeGreaterThan(100);
  expect((await lab.services.builds.list()).map((b) => b.build_id)).toEqual(["b000001"]);
  // Published already: unchanged still counts as published, and makes no second version.
  expect(await lab.run({ publish: true })).toMatchObject({ status: "unchanged", published: true });
  expect((await lab.services.publisher.versions()).map((v) => v.version)).toEqual([1]);
  expect(await lab.run()).toMatchObject({ status: "unchanged", published: false });
});

test("after a week contents are read again although name, size and time are the same", async () => {
  lab = await shopAfterRun();
  const reads: string[] = [];
  const { reader } = lab.services;
  const watched = {
    ...lab.services,
    reader: {
      ...reader,
      prepare: (...args: Parameters<typeof reader.prepare>) => {
        reads.push(args[0]);
        return reader.prepare(...args);
      },
    },
  };
  lab.pass(6.9);
  expect((await lab.run({}, watched)).status).toBe("unchanged");
  expect(reads).toEqual([]);
  lab.pass(0.2);
  expect((await lab.run({}, watched)).status).toBe("unchanged");
  expect(reads).toHaveLength(5);
});

test("a full run reads and derives everything again and finds the same keys and rows", async () => {
  lab = await shopAfterRun();
  const tables = [
    "keys.orders",
    "keys.customers",
    "gold.fact_sales",
    "gold.dim_customers",
    "quarantine.orders",
  ];
  const before = await Promise.all(tables.map((t) => lab.query(`select * from ${t} order by all`)));
  const full = await lab.run({ full: true });
  expect(full).toMatchObject({
    run_id: "r000002",
    build_id: "b000002",
    status: "succeeded",
    layers: { bronze: { orders: read(6, 0), payments: read(2, 0) } },
  });
  expect(new Set(Object.values(lab.ways("r000002")))).toEqual(new Set(["rebuilt"]));
  expect(
    await Promise.all(tables.map((t) => lab.query(`select * from ${t} order by all`))),
  ).toEqual(before);
  expect((await lab.services.builds.newest())?.parent).toBeNull();
  expect(await lab.services.bronze.batches("orders")).toHaveLength(1);
});

test("a new currency or zone derives again what depends on it", async () => {
  lab = await shopAfterRun();
  await lab.services.workspaces.update(lab.directory, (w) => ({
    ...w,
    currency: "CHF",
    time_zone: "Asia/Tokyo",
  }));
  expect((await lab.run()).status).toBe("succeeded");
  expect(await lab.query("select distinct currency from gold.fact_orders")).toEqual([["CHF"]]);
  expect(await lab.query("from meta.workspace")).toEqual([["CHF", "Asia/Tokyo"]]);
  expect(lab.ways("r000002")["gold.fact_orders"]).toBe("rebuilt");
  expect((await lab.run()).status).toBe("unchanged");
});
