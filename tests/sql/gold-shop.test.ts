import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeEach, expect, test } from "vitest";
import { buildAll, insertRows, openShop, readKpis, select, type Row } from "./gold-engine.ts";

let shop: DuckDBConnection;
beforeEach(async () => {
  shop = await openShop({ asOf: "2024-12-15" });
});

const order = (id: string, customer: string | null, day: string, more: Row = {}): Row => ({
  order_id: id,
  customer_id: customer,
  ordered_at: `${day} 10:00:00`,
  status: "paid",
  status_class: "paid",
  currency: "EUR",
  ...more,
});
const line = (id: string, product: string, total: number, more: Row = {}): Row => ({
  order_id: id,
  line_number: 1,
  product_id: product,
  quantity: 1,
  line_total: total,
  ...more,
});

async function fillWorkedExample(): Promise<void> {
  await insertRows(shop, "silver.orders", [
    order("1", "101", "2024-12-01"),
    order("2", "102", "2024-12-01"),
    order("3", "101", "2024-12-02"),
  ]);
  await insertRows(shop, "silver.order_items", [
    line("1", "iphone", 999),
    line("2", "macbook", 1999),
    line("3", "airpods", 298, { quantity: 2 }),
  ]);
  await insertRows(shop, "silver.customers", [
    { customer_id: "101", name: "John", segment: "VIP" },
    { customer_id: "102", name: "Jane", segment: "Regular" },
  ]);
  await insertRows(shop, "silver.products", [
    { product_id: "iphone", name: "iPhone", category: "Phone" },
    { product_id: "macbook", name: "MacBook", category: "Laptop" },
    { product_id: "airpods", name: "AirPods", category: "Audio" },
  ]);
}

test("the three orders of the user's documents give the figures written there", async () => {
  await fillWorkedExample();
  await buildAll(shop);
  expect(await select(shop, "select sum(net_amount) as revenue from gold.fact_sales")).toEqual([
    { revenue: 3296 },
  ]);
  expect(
    await select(
      shop,
      `select segment, sum(net_amount) as revenue
       from gold.fact_sales join gold.dim_customers using (customer_key) group by all order by all`,
    ),
  ).toEqual([
    { segment: "Regular", revenue: 1999 },
    { segment: "VIP", revenue: 1297 },
  ]);
  expect(
    await select(
      shop,
      `select category, count(*) as sales
       from gold.fact_sales join gold.dim_products using (product_key) group by all order by all`,
    ),
  ).toEqual([
    { category: "Audio", sales: 1 },
    { category: "Laptop", sales: 1 },
    { category: "Phone", sales: 1 },
  ]);
  expect(
    await select(shop, "select distinct date_key from gold.fact_sales order by date_key"),
  ).toEqual([{ date_key: 20241201 }, { date_key: 20241202 }]);
  expect(
    await select(
      shop,
      `select sum(revenue) / sum(customer_count) as value
       from reports.customer_value where section = 'segment'`,
    ),
  ).toEqual([{ value: 1648 }]);
});

test("the KPIs of the reports agree on the worked example", async () => {
  await fillWorkedExample();
  await buildAll(shop);
  expect(await readKpis(shop)).toMatchObject({
    "best_sellers.revenue": 3296,
    "best_sellers.top_ten_percent": 100,
    "who_buys.revenue": 3296,
    "who_buys.returning_percent": (100 * 298) / 3296,
    "order_value.orders": 3,
    "order_value.average_order_value": 3296 / 3,
    "order_value.latest_order_value": null,
    "revenue_by_day.revenue": 3296,
    "revenue_by_day.best_day": 2998,
    "customer_value.average_customer_value": 1648,
    "customer_value.customers": 2,
    "customer_value.repeat_percent": 50,
    "margin.revenue": 3296,
    "margin.gross_margin": 0,
    "margin.margin_percent": null,
    "margin.uncosted_percent": 100,
    "product_trends.revenue": 0,
    "marketing.reviews": 0,
    "payment_status.received": 0,
    "revenue_by_day.other_currency_rows": 0,
  });
});

test("a line waits for its order and takes its date, customer and status when it comes", async () => {
  await insertRows(shop, "silver.order_items", [line("late", "lamp", 40)]);
  await buildAll(shop);
  const sale = "select customer_key, date_key, status_class, net_amount from gold.fact_sales";
  expect(await select(shop, sale)).toEqual([
    { customer_key: 0, date_key: 0, status_class: "unknown", net_amount: 40 },
  ]);
  expect(await select(shop, "from gold.fact_orders")).toEqual([]);
  const keys = await select(shop, "select order_key from gold.fact_sales");
  expect(await select(shop, "select revenue, orphan_revenue from marts.mart_finance")).toEqual([
    { revenue: 40, orphan_revenue: 40 },
  ]);

  await insertRows(shop, "silver.orders", [order("late", "c1", "2024-12-03")]);
  await buildAll(shop);
  expect(await select(shop, sale)).toEqual([
    { customer_key: 1, date_key: 20241203, status_class: "paid", net_amount: 40 },
  ]);
  expect(await select(shop, "select order_key from gold.fact_orders")).toEqual(keys);
  expect(
    await select(shop, "select date_key, revenue, orphan_revenue from marts.mart_finance"),
  ).toEqual([{ date_key: 20241203, revenue: 40, orphan_revenue: 0 }]);
});

test("inferred members exist exactly while something refers to them and keep their number", async () => {
  const members = `select 'customer' as kind, customer_id as id, customer_key as number, is_inferred
    from gold.dim_customers where customer_key <> 0
    union all select 'product', product_id, product_key, is_inferred
    from gold.dim_products where product_key <> 0 order by kind, id`;
  await insertRows(shop, "silver.orders", [order("1", "ghost", "2024-12-01")]);
  await insertRows(shop, "silver.order_items", [line("1", "mystery", 10)]);
  await buildAll(shop);
  const inferred = [
    { kind: "customer", id: "ghost", number: 1, is_inferred: true },
    { kind: "product", id: "mystery", number: 1, is_inferred: true },
  ];
  expect(await select(shop, members)).toEqual(inferred);

  await shop.run("update silver.orders set customer_id = null");
  await shop.run("delete from silver.order_items");
  await buildAll(shop);
  expect(await select(shop, members)).toEqual([]);

  await insertRows(shop, "silver.customers", [{ customer_id: "ghost", name: "Gus" }]);
  await insertRows(shop, "silver.products", [{ product_id: "mystery", name: "Box" }]);
  await buildAll(shop);
  expect(await select(shop, members)).toEqual(inferred.map((m) => ({ ...m, is_inferred: false })));
});

test("every dimension of an empty shop has its unknown member and nothing else", async () => {
  await buildAll(shop);
  for (const [table, key] of [
    ["dim_customers", "customer_key"],
    ["dim_products", "product_key"],
    ["dim_shipping_methods", "shipping_method_key"],
  ])
    expect(await select(shop, `select ${key}, is_inferred from gold.${table}`)).toEqual([
      { [key!]: 0, is_inferred: false },
    ]);
  expect(await select(shop, "select date_key, date from gold.dim_date")).toEqual([
    { date_key: 0, date: null },
  ]);
  for (const table of ["fact_sales", "fact_orders", "fact_payments", "fact_shipments"])
    expect(await select(shop, `from gold.${table}`)).toEqual([]);
  const kpis = Object.values(await readKpis(shop));
  expect(kpis.filter((value) => value !== null && value !== 0)).toEqual([]);
});

test("revenue leaves out cancelled orders and other currencies, and reports count the latter", async () => {
  await insertRows(shop, "silver.orders", [
    order("kept", "c1", "2024-11-10", { discount_amount: 10 }),
    order("refunded", "c1", "2024-11-11", { status_class: "refunded" }),
    order("cancelled", "c1", "2024-11-12", { status_class: "cancelled" }),
    order("dollars", "c1", "2024-11-13", { currency: "USD" }),
    order("no_currency", "c1", "2024-11-14", { currency: null }),
  ]);
  await insertRows(shop, "silver.order_items", [
    line("kept", "lamp", 100),
    line("refunded", "lamp", 20),
    line("cancelled", "lamp", 3000),
    line("dollars", "lamp", 40000),
    line("no_currency", "lamp", 5),
  ]);
  await buildAll(shop);
  expect(
    await select(
      shop,
      `select revenue, refunded_amount, cancelled_amount, other_currency_lines
       from marts.mart_sales`,
    ),
  ).toEqual([
    { revenue: 125, refunded_amount: 20, cancelled_amount: 3000, other_currency_lines: 1 },
  ]);
  expect(
    await select(
      shop,
      `select order_count, revenue, cancelled_percent, other_currency_orders
       from reports.order_value`,
    ),
  ).toEqual([{ order_count: 3, revenue: 115, cancelled_percent: 25, other_currency_orders: 1 }]);
  expect(
    await select(
      shop,
      "select sum(revenue) as revenue, sum(other_currency_lines) as others from reports.margin",
    ),
  ).toEqual([{ revenue: 125, others: 1 }]);
});

test("an order without lines brings in its total without tax and shipping", async () => {
  await insertRows(shop, "silver.orders", [
    order("1", "c1", "2024-12-01", { total_amount: 125, tax_amount: 20, shipping_amount: 5 }),
  ]);
  await buildAll(shop);
  expect(await select(shop, "select line_count, net_amount from gold.fact_orders")).toEqual([
    { line_count: 0, net_amount: 100 },
  ]);
  expect(await select(shop, "select revenue from reports.revenue_by_day")).toEqual([
    { revenue: 100 },
  ]);
});

test("payments, shipments and reviews without a date are on the unknown date", async () => {
  await insertRows(shop, "silver.payments", [
    { payment_id: "y1", order_id: "1", amount: 5, status_class: "succeeded" },
  ]);
  await insertRows(shop, "silver.shipments", [{ shipment_id: "s1", order_id: "1" }]);
  await insertRows(shop, "silver.reviews", [{ review_id: "r1", rating: 5 }]);
  await buildAll(shop);
  expect(
    await select(
      shop,
      `select p.date_key as paid, s.shipped_date_key as shipped, s.delivered_date_key as delivered,
         r.date_key as reviewed, s.is_late
       from gold.fact_payments as p, gold.fact_shipments as s, gold.fact_reviews as r`,
    ),
  ).toEqual([{ paid: 0, shipped: 0, delivered: 0, reviewed: 0, is_late: null }]);
});

test("the unfinished month is flagged by the day of the build", async () => {
  await insertRows(shop, "silver.orders", [
    order("1", "c1", "2024-11-30"),
    order("2", "c1", "2024-12-15"),
  ]);
  await insertRows(shop, "silver.order_items", [line("1", "lamp", 1), line("2", "lamp", 2)]);
  await buildAll(shop);
  for (const report of ["order_value", "margin", "best_sellers"])
    expect(
      await select(shop, `select month_key, is_complete from reports.${report} order by 1`),
    ).toEqual([
      { month_key: 202411, is_complete: true },
      { month_key: 202412, is_complete: false },
    ]);
  expect(
    await select(
      shop,
      "select count(*) as days, count_if(is_complete) as finished from reports.revenue_by_day",
    ),
  ).toEqual([{ days: 16, finished: 15 }]);
});
