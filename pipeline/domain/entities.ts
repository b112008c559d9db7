/**
 * The eight entities of an e-commerce shop and their columns, in the order of every silver table.
 * `key` columns form the business key; `required` columns must hold a value for a row to be usable.
 * Types are logical: adapters choose the physical one (amount and quantity are decimal(18,4)).
 */
export type ColumnType =
  "key" | "text" | "integer" | "quantity" | "amount" | "timestamp" | "date" | "boolean";

export interface EntityColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Part of the business key. */
  readonly key?: true;
  /** A row without a readable value is set aside. Business keys are required as well. */
  readonly required?: true;
  /** The entity whose business key this column refers to. */
  readonly references?: EntityName;
  /** Used, and stated, when the column is not mapped. `$currency` is the workspace's currency. */
  readonly fallback?: string;
}

export interface Entity {
  readonly name: EntityName;
  readonly columns: readonly EntityColumn[];
}

export const ENTITY_NAMES = [
  "customers",
  "products",
  "orders",
  "order_items",
  "payments",
  "shipments",
  "reviews",
  "inventory",
] as const;
export type EntityName = (typeof ENTITY_NAMES)[number];

const key = (name: string, references?: EntityName): EntityColumn => ({
  name,
  type: "key",
  key: true,
  ...(references && { references }),
});
const ref = (name: string, references: EntityName, required?: true): EntityColumn => ({
  name,
  type: "key",
  references,
  ...(required && { required }),
});
const column = (
  name: string,
  type: ColumnType,
  extra: Partial<EntityColumn> = {},
): EntityColumn => ({ name, type, ...extra });

export const ENTITIES: Readonly<Record<EntityName, Entity>> = {
  customers: {
    name: "customers",
    columns: [
      key("customer_id"),
      column("name", "text"),
      column("email", "text"),
      column("segment", "text"),
      column("gender", "text"),
      column("birth_date", "date"),
      column("city", "text"),
      column("region", "text"),
      column("country", "text"),
      column("signed_up_at", "timestamp"),
      column("updated_at", "timestamp"),
    ],
  },
  products: {
    name: "products",
    columns: [
      key("product_id"),
      column("name", "text"),
      column("category", "text"),
      column("brand", "text"),
      column("unit_price", "amount"),
      column("unit_cost", "amount"),
      column("active", "boolean"),
    ],
  },
  orders: {
    name: "orders",
    columns: [
      key("order_id"),
      ref("customer_id", "customers"),
      column("ordered_at", "timestamp", { required: true }),
      column("status", "text"),
      column("channel", "text"),
      column("currency", "text", { fallback: "$currency" }),
      column("shipping_amount", "amount"),
      column("discount_amount", "amount"),
      column("tax_amount", "amount"),
      column("total_amount", "amount"),
      column("updated_at", "timestamp"),
    ],
  },
  order_items: {
    name: "order_items",
    columns: [
      key("order_id", "orders"),
      { name: "line_number", type: "integer", key: true },
      ref("product_id", "products", true),
      column("quantity", "quantity", { fallback: "1" }),
      column("unit_price", "amount"),
      column("discount_amount", "amount"),
      column("tax_amount", "amount"),
      column("line_total", "amount"),
    ],
  },
  payments: {
    name: "payments",
    columns: [
      key("payment_id"),
      ref("order_id", "orders", true),
      column("method", "text"),
      column("status", "text"),
      column("amount", "amount", { required: true }),
      column("paid_at", "timestamp"),
    ],
  },
  shipments: {
    name: "shipments",
    columns: [
      key("shipment_id"),
      ref("order_id", "orders", true),
      column("shipping_method", "text"),
      column("carrier", "text"),
      column("shipped_at", "timestamp"),
      column("promised_at", "timestamp"),
      column("delivered_at", "timestamp"),
      column("cost", "amount"),
    ],
  },
  reviews: {
    name: "reviews",
    columns: [
      key("review_id"),
      ref("order_id", "orders"),
      ref("product_id", "products"),
      ref("customer_id", "customers"),
      column("rating", "integer", { required: true }),
      column("title", "text"),
      column("body", "text"),
      column("reviewed_at", "timestamp"),
    ],
  },
  inventory: {
    name: "inventory",
    columns: [
      key("product_id", "products"),
      { name: "counted_at", type: "timestamp", key: true },
      { name: "warehouse", type: "text", key: true, fallback: "main" },
      column("quantity_on_hand", "quantity", { required: true }),
      column("reorder_point", "quantity"),
    ],
  },
};

/** Names of the business-key columns of an entity, in order. */
export function businessKey(entity: EntityName): readonly string[] {
  return ENTITIES[entity].columns.filter((c) => c.key).map((c) => c.name);
}

/** Columns whose reading depends on a format the source decides: dates, times and numbers. */
export function formattedColumns(entity: EntityName): readonly EntityColumn[] {
  return ENTITIES[entity].columns.filter(
    (c) => c.type !== "key" && c.type !== "text" && c.type !== "boolean",
  );
}

/** Lineage columns every bronze row carries; silver and quarantine keep them. */
export const LINEAGE = [
  "_source_id",
  "_batch_id",
  "_ingested_at",
  "_row",
  "_row_hash",
  "_occurrence",
] as const;
