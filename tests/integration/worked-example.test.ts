import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { report } from "#contract/reports.ts";
import type { RunResult } from "#contract/runs.ts";
import { addedSource } from "#contract/sources.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { answer, query, run, temporaryFolder } from "./cli.ts";

const SHEET = `order_id,order_date,customer_id,customer_name,segment,product,category,qty,amount
1,2024-12-01,101,John,VIP,iPhone,Phone,1,999
2,2024-12-01,102,Jane,Regular,MacBook,Laptop,1,1999
3,2024-12-02,101,John,VIP,AirPods,Audio,2,298
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop = "";
let added: z.output<typeof addedSource>;
let first: RunResult;
beforeAll(async () => {
  folder = await temporaryFolder();
  shop = join(folder.path, "shop");
  const sheet = join(folder.path, "sales.csv");
  await writeFile(sheet, SHEET);
  await answer(workspaceInfo, "init", shop, "--tz", "America/New_York");
  const entities = "orders,order_items,customers,products";
  added = await answer(addedSource, "source", "add", shop, entities, "--csv", sheet);
  first = await run(shop);
});
afterAll(() => folder.remove());

test("the sheet is understood without a flag and runs", () => {
  expect(added.proposal).toMatchObject({ complete: true, unused_headers: [], questions: [] });
  const currency = added.proposal.columns.find(({ column }) => column === "currency");
  expect(currency).toMatchObject({ headers: [], default: "EUR" });
  expect(first).toMatchObject({ status: "succeeded", quality: { failed: 0, skipped: 0 } });
});

test("revenue is 3,296 and a customer is worth 1,648 on average", async () => {
  const sql = `select sum(net_amount), sum(net_amount) / count(distinct customer_key) from gold.fact_sales`;
  expect(await query(shop, sql)).toEqual([["3296.0000", 1648]]);
  const { kpis } = await answer(report, "report", shop, "customer_value");
  expect(Number(kpis.find(({ label }) => label === "Average customer value")?.value)).toBe(1648);
});

test("VIP customers bought for 1,297, regular ones for 1,999", async () => {
  const sql = `select customer.segment, sum(sale.net_amount)
    from gold.fact_sales as sale join gold.dim_customers as customer using (customer_key)
    group by all order by 1`;
  expect(await query(shop, sql)).toEqual([
    ["Regular", "1999.0000"],
    ["VIP", "1297.0000"],
  ]);
});

test("every category has one sale", async () => {
  const sql = `select product.category, product.name, count(*), sum(sale.quantity)
    from gold.fact_sales as sale join gold.dim_products as product using (product_key)
    group by all order by 1`;
  expect(await query(shop, sql)).toEqual([
    ["Audio", "AirPods", "1", "2.0000"],
    ["Laptop", "MacBook", "1", "1.0000"],
    ["Phone", "iPhone", "1", "1.0000"],
  ]);
});

test("dates are those of the sheet in every zone, with a date in the calendar", async () => {
  const sql = `select order_id, date_key, date::varchar
    from gold.fact_sales join gold.dim_date using (date_key) order by 1`;
  expect(await query(shop, sql)).toEqual([
    ["1", 20241201, "2024-12-01"],
    ["2", 20241201, "2024-12-01"],
    ["3", 20241202, "2024-12-02"],
  ]);
});
