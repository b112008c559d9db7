/** What people call one row of a table, and several. */
const WORDS: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  customers: { one: "customer", many: "customers" },
  products: { one: "product", many: "products" },
  orders: { one: "order", many: "orders" },
  order_items: { one: "order line", many: "order lines" },
  payments: { one: "payment", many: "payments" },
  shipments: { one: "shipment", many: "shipments" },
  reviews: { one: "review", many: "reviews" },
  inventory: { one: "stock count", many: "stock counts" },
};

/** @param table name of a model, without schema. */
export function tableWords(table: string): { readonly one: string; readonly many: string } {
  const bare = table.replace(/^(fact|dim|mart)_/, "");
  return (
    WORDS[bare] ?? {
      one: `row of ${bare.replaceAll("_", " ")}`,
      many: `rows of ${bare.replaceAll("_", " ")}`,
    }
  );
}

/** The heading of a table without a label of its own: `order_items` → `Order lines`, `mart_sales` → `Mart sales`. */
export function tableLabel(table: string): string {
  const words = WORDS[table]?.many ?? table.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
