import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { buildAll, insertRows, openShop, readModels, select } from "./gold-engine.ts";

interface Rule {
  readonly name: string;
  readonly failing: string;
  readonly applies?: string;
}

const rules = new Map<string, Rule>();
for (const model of readModels()) {
  const file = new URL(`../../sql/${model.layer}/${model.name}.yml`, import.meta.url);
  const yml = parse(readFileSync(file, "utf8")) as {
    models: { meta: { table_rules?: Rule[] } }[];
  };
  for (const rule of yml.models[0]!.meta.table_rules ?? [])
    rules.set(`${model.name}.${rule.name}`, rule);
}

/** What must make each rule fail. A rule without an entry fails its test. */
const DAMAGE: Readonly<Record<string, string>> = {
  "dim_customers.one_unknown_member": "delete from gold.dim_customers where customer_key = 0",
  "dim_customers.inferred_while_referred_to":
    "insert into gold.dim_customers by name select 99 as customer_key, true as is_inferred",
  "dim_products.one_unknown_member":
    "insert into gold.dim_products by name select 0 as product_key, false as is_inferred",
  "dim_products.inferred_while_referred_to":
    "insert into gold.dim_products by name select 99 as product_key, true as is_inferred",
  "dim_products.sold_products_have_a_cost":
    "update gold.dim_products set unit_cost = null where product_id = 'lamp'",
  "dim_shipping_methods.one_unknown_member":
    "delete from gold.dim_shipping_methods where shipping_method_key = 0",
  "dim_date.one_unknown_member": "delete from gold.dim_date where date_key = 0",
  "dim_date.calendar_has_no_gaps": "delete from gold.dim_date where date_key = 20241202",
  "fact_sales.all_rows_arrive": "delete from gold.fact_sales where order_id = '2'",
  "fact_sales.amounts_match_silver":
    "update gold.fact_sales set net_amount = net_amount + 0.01 where order_id = '2'",
  "fact_sales.lines_have_an_amount":
    "update gold.fact_sales set net_amount = null where order_id = '2'",
  "fact_orders.all_rows_arrive": "delete from gold.fact_orders where order_id = '2'",
  "fact_orders.lines_match_sales":
    "update gold.fact_orders set lines_amount = lines_amount + 0.01 where order_id = '2'",
  "fact_payments.all_rows_arrive": "delete from gold.fact_payments",
  "fact_payments.amounts_match_silver": "update gold.fact_payments set amount = amount + 0.01",
  "fact_shipments.all_rows_arrive": "delete from gold.fact_shipments where shipment_id = 's1'",
  "fact_shipments.lateness_known_exactly_when_delivered":
    "update gold.fact_shipments set is_late = null where shipment_id = 's1'",
  "fact_reviews.all_rows_arrive": "delete from gold.fact_reviews",
  "fact_inventory_snapshots.all_rows_arrive": "delete from gold.fact_inventory_snapshots",
  "mart_sales.revenue_matches_sales": "update marts.mart_sales set revenue = revenue + 0.01",
  "mart_finance.revenue_matches_orders": "update marts.mart_finance set revenue = revenue + 0.01",
  "mart_finance.receipts_match_payments":
    "update marts.mart_finance set received_amount = received_amount + 0.01",
  "mart_marketing.revenue_matches_orders":
    "update marts.mart_marketing set revenue = revenue + 0.01",
  "mart_operations.shipments_all_counted":
    "update marts.mart_operations set shipment_count = shipment_count + 1",
};

let shop: DuckDBConnection;
beforeAll(async () => {
  shop = await openShop();
  const paid = { status: "paid", status_class: "paid", currency: "EUR" };
  await insertRows(shop, "silver.orders", [
    { ...paid, order_id: "1", customer_id: "c1", ordered_at: "2024-12-01 10:00:00" },
    { ...paid, order_id: "2", customer_id: "ghost", ordered_at: "2024-12-03 10:00:00" },
  ]);
  await insertRows(shop, "silver.order_items", [
    { order_id: "1", line_number: 1, product_id: "lamp", quantity: 2, unit_price: 10 },
    { order_id: "2", line_number: 1, product_id: "lamp", quantity: 1, unit_price: 10 },
    { order_id: "orphan", line_number: 1, product_id: "lamp", quantity: 1, unit_price: 7 },
  ]);
  await insertRows(shop, "silver.customers", [{ customer_id: "c1", name: "Jo" }]);
  await insertRows(shop, "silver.products", [
    { product_id: "lamp", unit_cost: 4 },
    { product_id: "sofa", unit_cost: 90 },
  ]);
  await insertRows(shop, "silver.payments", [
    { payment_id: "y1", order_id: "1", amount: 20, status_class: "succeeded" },
  ]);
  await insertRows(shop, "silver.shipments", [
    {
      shipment_id: "s1",
      order_id: "1",
      shipping_method: "express",
      shipped_at: "2024-12-01 12:00:00",
      promised_at: "2024-12-02 00:00:00",
      delivered_at: "2024-12-03 12:00:00",
    },
    { shipment_id: "s2", order_id: "2", shipped_at: "2024-12-03 12:00:00" },
  ]);
  await insertRows(shop, "silver.reviews", [
    { review_id: "r1", order_id: "1", product_id: "praised", customer_id: "c1", rating: 4 },
  ]);
  await insertRows(shop, "silver.inventory", [
    { product_id: "lamp", counted_at: "2024-12-03 08:00:00", warehouse: "main" },
  ]);
  await buildAll(shop);
});

test.each([...rules])("%s passes on a good shop and applies to it", async (_, rule) => {
  expect(await select(shop, rule.failing)).toEqual([]);
  if (rule.applies) expect((await select(shop, rule.applies)).length).toBe(1);
});

test.each([...rules])("%s fails when its table is damaged", async (name, rule) => {
  const damage = DAMAGE[name];
  expect(damage, `say in DAMAGE what makes ${name} fail`).toBeDefined();
  await shop.run("begin");
  try {
    await shop.run(damage!);
    expect((await select(shop, rule.failing)).length).toBeGreaterThan(0);
  } finally {
    await shop.run("rollback");
  }
});

test("every damage belongs to a rule", () => {
  expect(Object.keys(DAMAGE).filter((name) => !rules.has(name))).toEqual([]);
});
