import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ended, type Lab } from "#tests/engine/lab.ts";
import { openShop, ORDER_HEADER, ORDER_ROWS } from "#tests/engine/shop.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openShop();
  await lab.write("customers.csv", "Customer,Name,Segment", 'c1,"=HYPERLINK(1)",VIP', "c2,-Bo,@x");
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS);
  await lab.run();
});
afterAll(() => lab.close());

const explore = () => lab.app.client.explore;
type Input = Parameters<ReturnType<typeof explore>["export"]>[0];
const take = (input: Input) => ended(explore().export(input));
const text = (path: string): Promise<string> => readFile(path, "utf8");

test("every column is profiled over all rows: filled, different, least, greatest, bins, frequent", async () => {
  const { columns } = await explore().profile({ table: "silver.payments" });
  const one = (name: string) => columns.find((column) => column.name === name);
  expect(one("amount")).toMatchObject({
    type: "DECIMAL(18,4)",
    rows: 2,
    filled: 2,
    distinct: 2,
    min: "20.0000",
    max: "30.0000",
    mean: 25,
  });
  expect(one("amount")?.histogram.map(({ rows }) => rows)).toEqual([1, ...Array(18).fill(0), 1]);
  expect(one("paid_at_date")?.histogram).toEqual([
    { from: "2026-06-01", to: "2026-06-01", rows: 1 },
    { from: "2026-06-02", to: "2026-06-02", rows: 1 },
  ]);
  expect(one("status")).toMatchObject({ mean: null, histogram: [] });
  expect(one("_batch_id")?.top).toEqual([{ value: "r000001-payments", rows: 2 }]);
});

test("in every table, bins hold exactly the filled cells and the five most frequent are counted", async () => {
  for (const { table, rows } of await explore().tables({})) {
    const { columns } = await explore().profile({ table });
    for (const column of columns) {
      const binned = column.histogram.reduce((sum, bin) => sum + bin.rows, 0);
      const place = `${table}.${column.name}`;
      if (column.histogram.length > 0) expect([place, binned]).toEqual([place, column.filled]);
      expect(column.histogram.length).toBeLessThanOrEqual(20);
      expect(column.rows).toBe(rows);
      expect(column.top.length).toBe(Math.min(5, column.distinct));
    }
  }
});

test("a profile of closed data is the same when asked again; what is stopped gives no answer", async () => {
  const again = () => explore().profile({ table: "gold.dim_date" });
  expect(await again()).toEqual(await again());
  const stop = new AbortController();
  stop.abort();
  const stopped = explore().rows({ table: "gold.fact_sales" }, { signal: stop.signal });
  await expect(stopped).rejects.toThrow(/stopped|aborted/i);
});

test("text that begins like a formula is only text in a CSV; numbers stay numbers", async () => {
  const file = await take({ format: "csv", rows: { table: "silver.customers" } });
  expect(file).toMatchObject({ name: "silver.customers-2026-07-01.csv", rows: 2 });
  const csv = await text(file.path);
  expect(csv).toContain("c1,'=HYPERLINK(1),");
  expect(csv).toContain("c2,'-Bo,");
  expect(csv).toContain("'@x");
  const sql = `select -5 as n, '-5' as t, '=1' as "=name", chr(9) || 'x' as tab, 'a=b' as fine`;
  const query = await text((await take({ format: "csv", sql })).path);
  expect(query).toBe("n,t,'=name,tab,fine\n-5,'-5,'=1,'\tx,a=b\n");
});

test("Parquet keeps every cell as it is", async () => {
  const sql = "select name from silver.customers order by 1 -- all of them";
  const file = await take({ format: "parquet", sql });
  const quoted = file.path.replaceAll("'", "''");
  expect(await lab.query(`from read_parquet('${quoted}')`)).toEqual([["-Bo"], ["=HYPERLINK(1)"]]);
});

test("an export takes the filtered rows, and a second one does not replace the first", async () => {
  const rows = {
    table: "silver.orders",
    filters: [{ column: "order_id", operator: "is" as const, value: "o1" }],
  };
  const first = await take({ format: "csv", rows });
  const second = await take({ format: "csv", rows });
  expect([first.rows, second.rows]).toEqual([1, 1]);
  expect(second.name).toBe(first.name.replace(".csv", "-2.csv"));
  expect(await text(second.path)).toBe(await text(first.path));
});

test.each([
  ["select 1) to 'x.csv'; copy (select 2", "not understood"],
  ["copy (select 1) to 'x.csv'", "not one select"],
  ["select 1; select 2", "2 statements"],
  ["from read_csv('/etc/hosts')", "Cannot access file"],
  ["from read_text('workspace.json')", "Cannot access file"],
])("%s is refused and leaves no file", async (sql, why) => {
  const folder = join(lab.directory, "exports");
  const before = await readdir(folder).catch(() => []);
  await expect(take({ format: "csv", sql })).rejects.toThrow(why);
  expect(await readdir(folder).catch(() => [])).toEqual(before);
});

test("a table or a query, not both and not neither", async () => {
  const both = { format: "csv" as const, sql: "select 1", rows: { table: "silver.orders" } };
  await expect(take(both)).rejects.toThrow("which table or which query");
  await expect(take({ format: "csv" })).rejects.toThrow("which table or which query");
});
