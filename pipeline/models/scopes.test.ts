import { expect, test } from "vitest";
import { classifyInputs, type InputShape } from "./scopes.ts";

const shape = (columns: string, ...keys: string[]): InputShape => ({
  columns: columns.split(" "),
  keys: keys.map((key) => key.split(" ")),
});
const LINES = shape("order_id line_number product_id quantity", "order_id line_number");
const ORDERS = shape("order_id customer_id status updated_at", "order_id");
const PRODUCTS = shape("product_id name updated_at", "product_id");
const CUSTOMER_KEYS = shape("customer_id customer_key", "customer_id", "customer_key");

const classify = (scope: string, inputs: Record<string, InputShape>) =>
  Object.fromEntries(classifyInputs(scope.split(" "), new Map(Object.entries(inputs))));

test("inputs with every scope column are scoped, the others are looked up through them", () => {
  const found = classify("order_id", {
    "silver.order_items": LINES,
    "silver.orders": ORDERS,
    "silver.products": PRODUCTS,
    "keys.customers": CUSTOMER_KEYS,
  });
  expect(found).toEqual({
    "silver.order_items": { kind: "scoped" },
    "silver.orders": { kind: "scoped" },
    "silver.products": {
      kind: "lookup",
      paths: [{ via: "silver.order_items", on: ["product_id"] }],
    },
    "keys.customers": { kind: "lookup", paths: [{ via: "silver.orders", on: ["customer_id"] }] },
  });
});

test("a lookup joined to several inputs is followed through each of them", () => {
  const found = classify("order_id", {
    "silver.orders": ORDERS,
    "silver.reviews": shape("review_id order_id customer_id", "review_id"),
    "silver.customers": shape("customer_id name", "customer_id"),
  });
  expect(found["silver.customers"]).toEqual({
    kind: "lookup",
    paths: [
      { via: "silver.orders", on: ["customer_id"] },
      { via: "silver.reviews", on: ["customer_id"] },
    ],
  });
});

test("a lookup with several keys is followed by each key its neighbour has, each once", () => {
  const found = classify("order_id", {
    "gold.fact_sales": shape("order_id product_id product_key", "order_id"),
    "gold.dim_products": shape("product_id product_key", "product_key", "product_id", "product_id"),
  });
  expect(found["gold.dim_products"]).toEqual({
    kind: "lookup",
    paths: [
      { via: "gold.fact_sales", on: ["product_key"] },
      { via: "gold.fact_sales", on: ["product_id"] },
    ],
  });
});

test("columns that only happen to have equal names are no path", () => {
  const found = classify("order_id", {
    "silver.orders": ORDERS,
    "silver.products": PRODUCTS,
  });
  expect(found["silver.products"]).toEqual({ kind: "unreachable" });
});

test("part of a composite scope or key is not enough", () => {
  const lines = classify("order_id line_number", {
    "silver.order_items": LINES,
    "silver.orders": ORDERS,
  });
  expect(lines["silver.orders"]).toEqual({
    kind: "lookup",
    paths: [{ via: "silver.order_items", on: ["order_id"] }],
  });
  const orders = classify("customer_id", { "silver.orders": ORDERS, "silver.order_items": LINES });
  expect(orders["silver.order_items"]).toEqual({ kind: "unreachable" });
});

test("one-row tables, lookups of lookups and inputs without keys are unreachable", () => {
  const found = classify("order_id", {
    "silver.orders": ORDERS,
    "silver.customers": shape("customer_id region_id", "customer_id"),
    "silver.regions": shape("region_id", "region_id"),
    "gold.nothing": { columns: ["order"], keys: [[]] },
    "meta.workspace": shape("order_id currency"),
  });
  const kinds = Object.entries(found).map(([table, { kind }]) => [table, kind]);
  expect(kinds).toEqual([
    ["silver.orders", "scoped"],
    ["silver.customers", "lookup"],
    ["silver.regions", "unreachable"],
    ["gold.nothing", "unreachable"],
    ["meta.workspace", "unreachable"],
  ]);
});
