/** A dense surrogate key: where its business key values come from, the entity's own rows first. */
export interface KeyDimension {
  readonly name: string;
  /** Business key column; the surrogate is `<singular>_key`. */
  readonly column: string;
  readonly key: string;
  /** Silver tables that hold the column. */
  readonly tables: readonly string[];
}

export const KEY_DIMENSIONS: readonly KeyDimension[] = [
  {
    name: "customers",
    column: "customer_id",
    key: "customer_key",
    tables: ["customers", "orders", "reviews"],
  },
  {
    name: "products",
    column: "product_id",
    key: "product_key",
    tables: ["products", "order_items", "reviews", "inventory"],
  },
  {
    name: "orders",
    column: "order_id",
    key: "order_key",
    tables: ["orders", "order_items", "payments", "shipments", "reviews"],
  },
  { name: "payments", column: "payment_id", key: "payment_key", tables: ["payments"] },
  { name: "shipments", column: "shipment_id", key: "shipment_key", tables: ["shipments"] },
  { name: "reviews", column: "review_id", key: "review_key", tables: ["reviews"] },
  {
    name: "shipping_methods",
    column: "shipping_method",
    key: "shipping_method_key",
    tables: ["shipments"],
  },
];
