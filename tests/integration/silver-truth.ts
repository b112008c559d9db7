import type { EntityName } from "#domain/entities.ts";

/**
 * How a silver table is compared with the truth, column by column: the same name on both sides, or the
 * truth's own expression where silver repairs the spelling of a code.
 */
export const SILVER: Readonly<Record<EntityName, Readonly<Record<string, string>>>> = {
  customers: {
    customer_id: "customer_id",
    name: "name",
    email: "lower(email)",
    segment: "segment",
    gender: "gender",
    birth_date: "birth_date",
    city: "city",
    region: "region",
    country: "country",
    signed_up_at: "signed_up_at",
    updated_at: "updated_at",
  },
  products: {
    product_id: "product_id",
    name: "name",
    category: "category",
    brand: "brand",
    unit_price: "unit_price",
    unit_cost: "unit_cost",
    active: "active",
  },
  orders: {
    order_id: "order_id",
    customer_id: "customer_id",
    ordered_at: "ordered_at",
    ordered_at_date: "ordered_at_date",
    status: "lower(status)",
    channel: "channel",
    currency: "currency",
    shipping_amount: "shipping_amount",
    discount_amount: "discount_amount",
    tax_amount: "tax_amount",
    total_amount: "total_amount",
    updated_at: "updated_at",
  },
  order_items: {
    order_id: "order_id",
    line_number: "line_number",
    product_id: "product_id",
    quantity: "quantity",
    unit_price: "unit_price",
    discount_amount: "discount_amount",
    tax_amount: "tax_amount",
    line_total: "line_total",
  },
  payments: {
    payment_id: "payment_id",
    order_id: "order_id",
    method: "method",
    status: "lower(status)",
    amount: "amount",
    paid_at: "paid_at",
    paid_at_date: "paid_at_date",
  },
  shipments: {
    shipment_id: "shipment_id",
    order_id: "order_id",
    shipping_method: "shipping_method",
    carrier: "carrier",
    shipped_at: "shipped_at",
    shipped_at_date: "shipped_at_date",
    promised_at_date: "promised_at_date",
    delivered_at: "delivered_at",
    delivered_at_date: "delivered_at_date",
    cost: "cost",
  },
  reviews: {
    review_id: "review_id",
    order_id: "order_id",
    product_id: "product_id",
    customer_id: "customer_id",
    rating: "rating",
    title: "title",
    body: "body",
    reviewed_at: "reviewed_at",
  },
  inventory: {
    product_id: "product_id",
    counted_at_date: "counted_at_date",
    warehouse: "warehouse",
    quantity_on_hand: "quantity_on_hand",
    reorder_point: "reorder_point",
  },
};

/** Rows only silver has (`silver`) or only the truth has (`truth`), the first few. */
export function differences(entity: EntityName): string {
  const columns = Object.entries(SILVER[entity]);
  const silver = `select ${columns.map(([name]) => name).join(", ")} from b.silver.${entity}`;
  const truth = `select ${columns.map(([name, own]) => `${own} as ${name}`).join(", ")} from main.${entity}`;
  return `(select 'silver' as only_in, * from (${silver} except all ${truth}))
    union all by name (select 'truth' as only_in, * from (${truth} except all ${silver}))
    order by all limit 8`;
}

/** Figures of the build under the names of the oracle's `kpis`. */
export const GOLD_KPIS = `
  with counted as (from b.gold.fact_sales where status_class <> 'cancelled' and currency = 'EUR'),
  orders as (from b.gold.fact_orders),
  counted_orders as (from orders where status_class <> 'cancelled' and currency = 'EUR')
  select 'revenue' as name, sum(net_amount)::decimal(18, 4) as value from counted
  union all select 'cost_of_goods', sum(cost_amount) from counted
  union all select 'items_sold', sum(quantity) from counted
  union all select 'orders', count(*) from orders
  union all select 'orders_counted', count(*) from counted_orders
  union all select 'orders_cancelled', count(*) from orders where status_class = 'cancelled'
  union all select 'orders_in_other_currencies', count(*) from orders where currency <> 'EUR'
  union all select 'buyers', count(distinct customer_key) from counted_orders
  union all select 'payments_failed', count(*) from b.gold.fact_payments where status = 'failed'
  union all select 'refunds', count(*) from b.gold.fact_payments where status = 'refunded'
  union all select 'refunded', sum(amount) from b.gold.fact_payments where status = 'refunded'
  union all select 'deliveries', count(*) from b.gold.fact_shipments where delivered_date_key <> 0
  union all select 'late_deliveries', count_if(is_late) from b.gold.fact_shipments
  union all select 'shipping_cost', sum(cost) from b.gold.fact_shipments
  union all select 'reviews', count(*) from b.gold.fact_reviews
  union all select 'stars', sum(rating) from b.gold.fact_reviews
  union all select 'stock_outs', count_if(quantity_on_hand = 0) from b.gold.fact_inventory_snapshots
  union all select 'inferred_products', count(*) from b.gold.dim_products where is_inferred
  union all select 'inferred_customers', count(*) from b.gold.dim_customers where is_inferred`;
