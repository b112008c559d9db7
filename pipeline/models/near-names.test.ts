import { expect, test } from "vitest";
import { nearest } from "./near-names.ts";

const KNOWN = ["bronze.orders", "silver.orders", "silver.order_items", "meta.as_of"];

test("a wrong schema or a typing mistake finds what was meant", () => {
  expect(nearest("gold.orders", KNOWN)).toEqual(["bronze.orders", "silver.orders"]);
  expect(nearest("orders", KNOWN)).toEqual(["bronze.orders", "silver.orders"]);
  expect(nearest("silver.order_item", KNOWN)).toContain("silver.order_items");
});

test("nothing near is nothing", () => {
  expect(nearest("gold.weather", KNOWN)).toEqual([]);
});
