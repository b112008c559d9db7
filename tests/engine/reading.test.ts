import { readFile, rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { doctor } from "#app/workspace/doctor.ts";
import { ended, type Lab } from "./lab.ts";
import { LINE_HEADER, LINE_ROWS, ORDER_HEADER, ORDER_ROWS, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const client = () => lab.app.client;
const query = (sql: string, limit?: number) =>
  client().reports.query({ sql, ...(limit !== undefined && { limit }) });

test("a query answers with names, types and exact cells, cut at its limit", async () => {
  lab = await shopAfterRun();
  const sql = "select order_id, date_key, net_amount from gold.fact_sales order by 1";
  const all = await query(sql);
  expect(all.columns).toEqual([
    { name: "order_id", type: "VARCHAR" },
    { name: "date_key", type: "INTEGER" },
    { name: "net_amount", type: "DECIMAL(18,4)" },
  ]);
  expect(all.rows).toHaveLength(5);
  expect(all.rows[0]).toEqual(["o1", 20260601, "20.0000"]);
  expect(all.truncated).toBe(false);
  expect(await query(sql, 2)).toMatchObject({ rows: all.rows.slice(0, 2), truncated: true });
  expect(await query(sql, 5)).toMatchObject({ rows: all.rows, truncated: false });
  expect((await query(`${sql} ;; `)).rows).toEqual(all.rows);
  expect((await query("select 1 as one -- with a remark")).rows).toEqual([[1]]);
});

test("every layer can be asked, bronze as the build saw it", async () => {
  lab = await shopAfterRun();
  const count = async (from: string) =>
    (await query(`select count(*)::integer from ${from}`)).rows[0]?.[0];
  expect(await count("bronze.orders")).toBe(6);
  expect(await count("bronze.reviews")).toBe(0);
  expect(await count("silver.orders")).toBe(4);
  expect(await count("quarantine.orders")).toBe(1);
  const { rows } = await query(
    "select ordered_at, _format_ordered_at, _tz, _row from bronze.orders where order_id = 'o5'",
  );
  expect(rows).toEqual([["soon", "iso", "UTC", "7"]]);
  await lab.write(
    "orders.csv",
    ORDER_HEADER,
    ...ORDER_ROWS.toReversed(),
    "o8,c1,2026-06-20,paid,web",
  );
  await lab.run();
  expect(await count("bronze.orders")).toBe(7);
  expect((await query("describe gold.fact_orders")).rows[0]?.[0]).toBe("order_key");
  expect((await query("select parse_amount('1.234,50', 'comma')::varchar")).rows).toEqual([
    ["1234.5000"],
  ]);
});

test.each([
  "delete from silver.orders",
  "create table x as select 1",
  "select 1; select 2",
  "attach 'x.duckdb'",
  "set threads = 8",
  "copy gold.fact_sales to 'x.csv'",
  "selec 1",
  "from nowhere.nothing",
])("a query that is no single reading select is refused: %s", async (sql) => {
  lab = await shopAfterRun();
  await expect(query(sql)).rejects.toMatchObject({ code: "usage" });
});

test("a query reads nothing else on the disk", async () => {
  lab = await shopAfterRun();
  await expect(query(`from read_csv('${lab.path("orders.csv")}')`)).rejects.toMatchObject({
    code: "usage",
  });
  await expect(query(" ; ")).rejects.toThrow("The query is empty.");
});

test("a sale is traced to the cells it came from", async () => {
  lab = await shopAfterRun();
  const trace = await client().lineage.trace({ table: "fact_sales", key: "o4/1" });
  expect(trace).toMatchObject({ table: "gold.fact_sales", key: "o4/1" });
  expect(trace.row).toMatchObject({ order_id: "o4", line_number: 1, net_amount: "60.0000" });
  expect(trace.path.map((p) => p.table)).toEqual([
    "gold.fact_sales",
    "silver.order_items",
    "silver.products",
    "silver.orders",
  ]);
  const line = trace.sources.find((s) => s.entity === "order_items");
  expect(line).toEqual({
    entity: "order_items",
    source_id: "lines",
    batch_id: "r000001-lines",
    ingested_at: "2026-07-01 03:30:05",
    row: 5,
    address: "lines.csv!A5:E5",
    cells: { Order: "o4", Line: "1", SKU: "p2", Qty: "2", Price: "30" },
    columns: {
      order_id: "lines.csv!A5",
      line_number: "lines.csv!B5",
      product_id: "lines.csv!C5",
      quantity: "lines.csv!D5",
      unit_price: "lines.csv!E5",
    },
  });
  expect(trace.sources.find((s) => s.entity === "products")?.address).toBe("products.csv!A3:D3");
  const customer = await client().lineage.trace({ table: "gold.dim_customers", key: "1" });
  expect(customer.sources.map((s) => [s.entity, s.address])).toEqual([
    ["customers", "customers.csv!A2:C2"],
  ]);
  const inferred = await client().lineage.trace({ table: "dim_customers", key: "3" });
  expect(inferred.sources).toEqual([]);
  const payment = await client().lineage.trace({ table: "silver.payments", key: "y2" });
  expect(payment.path).toEqual([{ table: "silver.payments", rows: 1 }]);
  expect(payment.sources[0]).toMatchObject({ source_id: "payments", address: "day-1.csv!A3:F3" });
});

test("a row that moved is traced to where it is today; a row that is gone to nowhere", async () => {
  lab = await shopAfterRun();
  await lab.write("lines.csv", LINE_HEADER, "o1,2,p1,1,1", ...LINE_ROWS);
  await lab.run();
  const trace = await client().lineage.trace({ table: "fact_sales", key: "o4/1" });
  const line = trace.sources.find((s) => s.entity === "order_items");
  expect(line).toMatchObject({ row: 5, address: "lines.csv!A6:E6", batch_id: "r000001-lines" });
  expect((await readFile(lab.path("lines.csv"), "utf8")).split("\n")[5]).toBe(LINE_ROWS[3]);
  const added = await client().lineage.trace({ table: "fact_sales", key: "o1/2" });
  expect(added.sources[0]).toMatchObject({
    row: 2,
    address: "lines.csv!A2:E2",
    batch_id: "r000002-lines",
  });
});

test("what cannot be traced is said with what can", async () => {
  lab = await shopAfterRun();
  const trace = (table: string, key: string) => client().lineage.trace({ table, key });
  await expect(trace("nothing", "1")).rejects.toThrow("There is no table nothing.");
  await expect(trace("fact_sales", "o4")).rejects.toThrow(
    "The key of gold.fact_sales has 2 parts: order_id/line_number.",
  );
  await expect(trace("fact_sales", "o4/9")).rejects.toThrow("gold.fact_sales has no row o4/9.");
  await expect(trace("revenue_by_day", "20260601")).rejects.toThrow(
    "A row of reports.revenue_by_day sums up many rows.",
  );
});

test("a backfill says what it would read again, then does it and changes nothing else", async () => {
  lab = await shopAfterRun();
  const days = { from: "2026-06-01", to: "2026-06-02" };
  const sources = {
    orders: { batches: 1, rows: 3 },
    payments: { batches: 1, rows: 2 },
  };
  const dry = await ended(client().runs.backfill({ ...days, dry_run: true }));
  expect(dry).toEqual({ ...days, dry_run: true, sources, run: null });
  expect(await client().runs.list({})).toHaveLength(1);
  const before = await lab.contents();
  const done = await ended(client().runs.backfill(days));
  expect(done).toMatchObject({ ...days, dry_run: false, sources });
  expect(done.run).toMatchObject({
    run_id: "r000002",
    build_id: "b000002",
    status: "succeeded",
    published: false,
  });
  expect(await lab.contents()).toEqual(before);
  expect(new Set(Object.values(lab.ways("r000002")))).toEqual(new Set(["kept"]));
  expect((await client().runs.list({ limit: 1 }))[0]?.kind).toBe("backfill");
  await expect(
    ended(client().runs.backfill({ from: "2026-06-02", to: "2026-06-01" })),
  ).rejects.toThrow("The first day 2026-06-02 is after the last day 2026-06-01.");
  const none = await ended(
    client().runs.backfill({ from: "2020-01-01", to: "2020-01-02", dry_run: true }),
  );
  expect(none.sources).toEqual({});
});

test("where the workspace stands", async () => {
  lab = await shopAfterRun();
  await lab.publish();
  expect(await client().workspace.info({})).toMatchObject({
    directory: lab.directory,
    time_zone: "UTC",
    currency: "EUR",
    sources: 5,
    build_id: "b000001",
    published_version: 1,
    last_run: { run_id: "r000001", status: "succeeded", finished_at: "2026-07-01T03:30:05.000Z" },
  });
});

test("the doctor finds a sound workspace sound, and names what is broken", async () => {
  lab = await shopAfterRun();
  const texts = async (services = lab.services) => {
    const { healthy, checks } = await doctor(services)({}, lab.call);
    return { healthy, checks: Object.fromEntries(checks.map((c) => [c.name, [c.status, c.text]])) };
  };
  const machine = { ...lab.services.machine, node_version: "24.1.0" };
  const builds = { ...lab.services.builds, freeBytes: async () => 1_500_000_000 };
  const sound = { ...lab.services, machine, builds };
  const { healthy, checks } = await texts(sound);
  expect(healthy).toBe(true);
  expect(checks).toMatchObject({
    Node: ["ok", "Version 24.1.0."],
    Engine: ["ok", expect.stringMatching(/^DuckDB v?1\./)],
    Workspace: ["ok", "5 sources, UTC, EUR."],
    Disk: ["ok", "1.5 GB free."],
    "Run lock": ["ok", "Free."],
    "Publish lock": ["ok", "Free."],
    "Newest build": ["ok", "b000001, succeeded."],
    "Published version": ["warn", "Nothing is published yet."],
  });
  await lab.publish();
  const lock = await lab.services.locks.acquire("run", { purpose: "night" });
  const later = await texts({
    ...sound,
    machine: { ...machine, node_version: "20.9.0" },
    builds: { ...builds, freeBytes: async () => 999_999_999 },
  });
  lock.release();
  expect(later.healthy).toBe(false);
  expect(later.checks).toMatchObject({
    Node: ["error", "Version 20.9.0; 24 is needed."],
    Disk: ["warn", "1.0 GB free."],
    "Published version": ["ok", "Version 1 from 2026-07-01T03:30:05.000Z, 8 tables."],
  });
  expect(later.checks["Run lock"]?.[1]).toMatch(/^Held by night \(process \d+ on .+\) since /);
  await rm(lab.services.publisher.file(1, "gold.fact_sales"));
  await rm(lab.services.builds.file("b000001"));
  const broken = await texts(sound);
  expect(broken.healthy).toBe(false);
  expect(broken.checks).toMatchObject({
    "Newest build": ["error", "The database of build b000001 is missing."],
    "Published version": ["error", "Version 1 lacks gold.fact_sales."],
  });
});
