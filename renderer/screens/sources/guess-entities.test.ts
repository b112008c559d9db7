import { describe, expect, it } from "vitest";
import { guessEntities } from "./guess-entities.ts";

describe("what a table probably holds", () => {
  it.each([
    ["orders_2026.csv", ["id", "date"], ["orders"]],
    ["Kunden.csv", ["Nr", "Name"], ["customers"]],
    ["order items.csv", ["order", "sku", "qty"], ["order_items"]],
    [
      "export.csv",
      ["Order ID", "Order Date", "Product", "Qty", "Email"],
      ["orders", "order_items"],
    ],
    ["orders.csv", ["Order ID", "Order Date", "SKU", "Quantity"], ["orders", "order_items"]],
    ["data.csv", ["stars", "comment"], ["reviews"]],
    ["data.csv", ["x", "y"], []],
  ])("%s with %j is %j", (label, headers, expected) => {
    expect(guessEntities(label, headers)).toEqual(expected);
  });
});
