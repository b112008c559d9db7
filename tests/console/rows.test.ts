import { afterAll, beforeAll, expect, test } from "vitest";
import type { ColumnFilter } from "#contract/explore.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { LINE_HEADER, openShop, ORDER_HEADER } from "#tests/engine/shop.ts";

const COUNT = 6000;
let lab: Lab;

/** Six thousand orders over two years; every seventh has no customer, channels repeat. */
function orderRows(): string[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const day = new Date(Date.UTC(2024, 5, 1) + (i % 700) * 86_400_000).toISOString().slice(0, 10);
    const customer = i % 7 === 0 ? "" : `c${1 + (i % 2)}`;
    return `n${i},${customer},${day},paid,${["web", "store", "Phone"][i % 3]}`;
  });
}

beforeAll(async () => {
  lab = await openShop();
  await lab.write("orders.csv", ORDER_HEADER, ...orderRows());
  await lab.write("lines.csv", LINE_HEADER, "n1,1,p1,2,10");
  await lab.run();
  await lab.publish();
});
afterAll(() => lab.close());

const explore = () => lab.app.client.explore;
type Input = Parameters<ReturnType<typeof explore>["rows"]>[0];

async function ids(input: Partial<Input>): Promise<unknown[]> {
  const page = await explore().rows({ table: "silver.orders", ...input });
  const at = page.columns.findIndex(({ name }) => name === "order_id");
  return page.rows.map((row) => row[at]);
}

/** All pages one after the other. */
async function walk(input: Partial<Input>, limit: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let offset = 0; ; offset += limit) {
    const page = await ids({ ...input, limit, offset });
    seen.push(...page);
    if (page.length < limit) return seen;
  }
}

test("tables that people look at are there with label, grain, rows and described columns", async () => {
  const tables = await explore().tables({});
  const names = tables.map(({ table }) => table);
  expect(names).toContain("quarantine.orders");
  expect(names.filter((name) => /^(meta|keys|superseded|bronze)\./.test(name))).toEqual([]);
  const orders = tables.find(({ table }) => table === "gold.fact_orders");
  expect(orders).toMatchObject({
    layer: "gold",
    name: "fact_orders",
    label: "Orders",
    rows: COUNT,
  });
  expect(orders?.columns.find(({ name }) => name === "order_id")?.description).not.toBeNull();
  const published = await explore().tables({ published: true });
  expect([...new Set(published.map(({ layer }) => layer))]).toEqual(["gold", "marts", "reports"]);
});

test.each([
  ["as they lie", {}],
  ["sorted with many equal values", { sort: { column: "channel", descending: true } }],
  ["filtered", { filters: [{ column: "channel", operator: "is" as const, value: "web" }] }],
  [
    "filtered and sorted",
    {
      filters: [{ column: "customer_id", operator: "is_filled" as const }],
      sort: { column: "ordered_at" },
    },
  ],
])("pages of rows %s neither overlap nor miss a row", async (_name, input) => {
  const all = await walk(input, 700);
  const [total, found] = [all.length, new Set(all).size];
  expect(found).toBe(total);
  const page = await explore().rows({ table: "silver.orders", ...input, limit: 1 });
  expect(page.total).toBe(total);
  expect(page.rows_all).toBe(COUNT);
  expect(await walk(input, 1900)).toEqual(all);
});

test("a sort holds across the place where pages stop being read directly", async () => {
  const at = async (offset: number): Promise<unknown> => {
    const { rows, columns } = await explore().rows({
      table: "silver.orders",
      sort: { column: "ordered_at", descending: true },
      limit: 1,
      offset,
    });
    return rows[0]?.[columns.findIndex(({ name }) => name === "ordered_at")];
  };
  const dates = await Promise.all([0, 3999, 4000, 5999].map(at));
  expect(dates).toEqual([...dates].sort().reverse());
  expect(dates[0]).not.toEqual(dates[3]);
});

const FILTERS: readonly (readonly [ColumnFilter, number])[] = [
  [{ column: "order_id", operator: "is", value: "n17" }, 1],
  [{ column: "order_id", operator: "is_not", value: "n17" }, COUNT - 1],
  [{ column: "channel", operator: "contains", value: "PHO" }, COUNT / 3],
  [{ column: "customer_id", operator: "is_empty" }, 858],
  [{ column: "customer_id", operator: "is_filled" }, COUNT - 858],
  [{ column: "ordered_at_date", operator: "at_least", value: "2026-05-01" }, 8],
  [{ column: "ordered_at_date", operator: "at_most", value: "2024-06-01" }, 9],
];
test.each(FILTERS)("%j passes %i rows", async (filter, rows) => {
  const page = await explore().rows({ table: "silver.orders", filters: [filter], limit: 1 });
  expect(page.total).toBe(rows);
});

test("a search looks into every text cell, and for digits into whole numbers", async () => {
  expect(await ids({ search: "N599" })).toHaveLength(11);
  const dates = await explore().rows({ table: "gold.fact_orders", search: "20240601", limit: 1 });
  expect(dates.total).toBe(9);
  expect(await ids({ search: "' or 1=1 --" })).toEqual([]);
});

test("what is not in the catalogue is refused by name, and a value that cannot be compared too", async () => {
  const rows = (input: Partial<Input>) => explore().rows({ table: "silver.orders", ...input });
  await expect(rows({ table: "meta.as_of" })).rejects.toThrow("There is no table meta.as_of here.");
  await expect(rows({ sort: { column: 'x" desc; drop' } })).rejects.toThrow(
    'There is no column "x"',
  );
  const filter = (column: string, value?: string) =>
    rows({
      filters: [{ column, operator: "at_least", ...(value !== undefined && { value }) }],
    });
  await expect(filter("ordered_at_date", "soon")).rejects.toThrow('"soon" cannot be compared');
  await expect(filter("ordered_at_date")).rejects.toThrow("has no value");
  await expect(rows({ table: "gold.x; drop table y" })).rejects.toThrow("Input validation failed");
});

test("rows of gold say by which columns they are traced; sums are not traced", async () => {
  const key = async (table: string) => (await explore().rows({ table, limit: 1 })).key;
  expect(await key("silver.order_items")).toEqual(["order_id", "line_number"]);
  expect(await key("marts.mart_finance")).toEqual([]);
  expect(await key("quarantine.orders")).toEqual([]);
});

test("the published version is another place, without the layers nobody publishes", async () => {
  await lab.write("orders.csv", ORDER_HEADER, ...orderRows(), "new,c1,2026-06-01,paid,web");
  await lab.run();
  const rows = (published: boolean) =>
    explore().rows({ table: "gold.fact_orders", published, limit: 1 });
  expect([(await rows(false)).total, (await rows(true)).total]).toEqual([COUNT + 1, COUNT]);
  await expect(explore().rows({ table: "silver.orders", published: true })).rejects.toThrow(
    "There is no table silver.orders here.",
  );
});
