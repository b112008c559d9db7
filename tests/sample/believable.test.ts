import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOracle, type Oracle } from "./oracle.ts";
import { generatePair, seeds, type Pair } from "./support.ts";

describe.each(seeds())("seed %i", (seed) => {
  let pair: Pair;
  let oracle: Oracle;
  beforeAll(async () => {
    pair = await generatePair(seed, 0.5);
    oracle = await openOracle(pair.cleanTruth);
  });
  afterAll(async () => {
    oracle.close();
    await pair.remove();
  });
  const one = async (sql: string): Promise<number> =>
    Number(Object.values((await oracle.rows(sql))[0] ?? {})[0]);

  test("has the size its scale promises, over 24 months", async () => {
    const lines = await one("select count(*) from order_items");
    expect(lines).toBeGreaterThan(48_000);
    expect(lines).toBeLessThan(52_000);
    const all = Object.values(pair.clean).reduce((sum, rows) => sum + rows.length - 1, 0);
    expect(all / lines).toBeGreaterThan(2.3);
    expect(all / lines).toBeLessThan(2.5);
    expect(
      await oracle.rows("select min(ordered_at_date) a, max(ordered_at_date) b from orders"),
    ).toEqual([{ a: "2024-11-01", b: "2026-10-31" }]);
    expect(await one("select count(distinct ordered_at_date) from orders")).toBe(730);
  });

  test("has unique keys and no dangling reference", async () => {
    const keys = {
      customers: "customer_id",
      products: "product_id",
      orders: "order_id",
      order_items: "order_id, line_number",
      payments: "payment_id",
      shipments: "shipment_id",
      reviews: "review_id",
      inventory: "product_id, counted_at_date, warehouse",
    };
    for (const [entity, key] of Object.entries(keys)) {
      expect(await one(`select count(*) - count(distinct (${key})) from ${entity}`), entity).toBe(
        0,
      );
    }
    expect(await oracle.rows("from flags")).toEqual([]);
    expect(await one("select count(*) from orders anti join order_items using (order_id)")).toBe(0);
    expect(await one("select count(*) from products where product_id not like '0%'")).toBe(0);
  });

  test("payments add up to totals, refunds take them back, cancelled orders keep nothing", async () => {
    const wrong = await oracle.rows(`
      select orders.order_id, status, total_amount, paid
      from orders join (
        select order_id, sum(if(status in ('Paid', 'Refunded'), amount, 0)) as paid from payments group by all
      ) using (order_id)
      where paid <> case when status in ('Cancelled', 'Refunded', 'Pending') then 0 else total_amount end`);
    expect(wrong).toEqual([]);
    expect(await one("select count(*) from orders anti join payments using (order_id)")).toBe(0);
    const failed = await one("select avg((status = 'Failed')::int) from payments");
    expect(failed).toBeGreaterThan(0.03);
    expect(failed).toBeLessThan(0.15);
  });

  test("follows the calendar: growth, Christmas, a summer dip, quiet Saturdays", async () => {
    const months = `select date_trunc('month', ordered_at_date) as month, count(*) / count(distinct ordered_at_date) as n from orders group by all`;
    const perDay = (month: string): Promise<number> =>
      one(`select n from (${months}) where month = date '${month}'`);
    expect(await perDay("2025-12-01")).toBeGreaterThan(1.2 * (await perDay("2025-10-01")));
    expect(await perDay("2025-07-01")).toBeLessThan(0.9 * (await perDay("2025-05-01")));
    expect(await perDay("2026-09-01")).toBeGreaterThan(1.15 * (await perDay("2025-09-01")));
    const weekday = (day: number): Promise<number> =>
      one(`select count(*) from orders where isodow(ordered_at_date) = ${day}`);
    expect(await weekday(6)).toBeLessThan(0.85 * (await weekday(1)));
  });

  test("a few products sell most, some rise and some fall", async () => {
    const top = await one(`
      select sum(n) filter (rank <= 0.2) / sum(n)
      from (select n, percent_rank() over (order by n desc) as rank
        from (select count(*) as n from order_items group by product_id))`);
    expect(top).toBeGreaterThan(0.35);
    const changes = await one(`
      select count_if(late > 1.8 * early or early > 1.8 * late)
      from (select count_if(ordered_at_date < '2025-05-01') as early, count_if(ordered_at_date >= '2026-05-01') as late
        from sales group by product_id having count(*) > 200)`);
    expect(changes).toBeGreaterThan(5);
  });

  test("customers come back, in cohorts that fade", async () => {
    const orders = await one("select count(*) / count(distinct customer_id) from orders");
    expect(orders).toBeGreaterThan(3);
    const retention = await oracle.rows(`
      with first_ones as (select customer_id, min(ordered_at_date) as day from orders group by all having day >= '2025-02-01' and day < '2025-08-01')
      select
        count(distinct customer_id) filter (ordered_at_date > day and ordered_at_date <= day + 90) as soon,
        count(distinct customer_id) filter (ordered_at_date > day + 180 and ordered_at_date <= day + 270) as later,
        count(distinct customer_id) as size
      from first_ones join orders using (customer_id)`);
    const { soon, later, size } = retention[0] as Record<"soon" | "later" | "size", string>;
    expect(Number(soon) / Number(size)).toBeLessThan(0.9);
    expect(Number(later)).toBeLessThan(Number(soon));
    expect(Number(later) / Number(size)).toBeGreaterThan(0.1);
  });

  test("late parcels cost stars, and the text says so", async () => {
    const stars = (where: string): Promise<number> =>
      one(`select avg(rating) from reviews join shipments using (order_id) where ${where}`);
    const late = "delivered_at_date > promised_at_date + 1";
    expect(await stars(late)).toBeLessThan((await stars(`not (${late})`)) - 0.8);
    const share = await one(
      "select avg((delivered_at_date > promised_at_date)::int) from shipments where delivered_at is not null",
    );
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.25);
    const themes = await oracle.rows("select distinct theme from reviews order by 1");
    expect(themes).toHaveLength(7);
    for (const sign of ["\n", '"', "😀", "ö", ","]) {
      expect(
        pair.clean["reviews"]?.some((row) => row[6]?.includes(sign)),
        sign,
      ).toBe(true);
    }
  });

  test("stock runs out now and then, and some products hardly move", async () => {
    const out = await one("select avg((quantity_on_hand = 0)::int) from inventory");
    expect(out).toBeGreaterThan(0.01);
    expect(out).toBeLessThan(0.15);
    expect(
      await one("select count_if(quantity_on_hand > 12 * reorder_point) from inventory"),
    ).toBeGreaterThan(20);
    expect(await one("select count(distinct counted_at_date) from inventory")).toBe(24);
  });

  test("people differ: segments, genders, ages, places, currencies, ways to pay and to ship", async () => {
    const kinds: readonly [string, string, number][] = [
      ["customers", "segment", 5],
      ["customers", "gender", 3],
      ["customers", "country", 8],
      ["orders", "currency", 3],
      ["orders", "status", 6],
      ["payments", "method", 6],
      ["shipments", "shipping_method", 6],
      ["products", "category", 9],
    ];
    for (const [entity, column, least] of kinds) {
      const found = await one(`select count(distinct ${column}) from ${entity}`);
      expect(found, column).toBeGreaterThanOrEqual(least);
    }
    const spread = await one(
      "select date_diff('year', quantile_cont(birth_date, 0.1), quantile_cont(birth_date, 0.9)) from customers",
    );
    expect(spread).toBeGreaterThan(20);
    const margin = await one("select 1 - sum(cost_amount) / sum(line_total) from sales");
    expect(margin).toBeGreaterThan(0.25);
    expect(margin).toBeLessThan(0.7);
  });
});
