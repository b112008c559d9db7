import { expect, test } from "vitest";
import { headerMeaning } from "./meaning.ts";

const typos = (header: string): readonly string[] => [
  ...new Set(headerMeaning(header).typo.map(({ entity, column }) => `${entity}.${column}`)),
];

test("a header that is a name means it exactly and is no slip", () => {
  const { compact, exact, typo } = headerMeaning("Order ID");
  expect(compact).toBe("orderid");
  expect(exact.map(({ column }) => column)).toContain("order_id");
  expect(typo).toEqual([]);
});

test.each([
  ["a letter too many", "Oorder ID"],
  ["a letter too many at the end", "Order IDx"],
  ["a letter missing", "Oder ID"],
  ["a letter missing at the end", "Order I"],
  ["another letter", "Orfer ID"],
  ["two letters swapped", "Odrer ID"],
  ["the first two letters swapped", "roder ID"],
])("%s: %s is a slip for an order's number", (_, header) => {
  expect(typos(header)).toContain("orders.order_id");
});

test("two slips are one too many, and short names have none", () => {
  expect(typos("Odrer IDs x")).toEqual([]);
  expect(typos("Oxdexr ID")).toEqual([]);
  expect(typos("skuu")).toEqual([]);
});

test("a name inside a longer header is a part, the longest first", () => {
  const { exact, partial } = headerMeaning("Customer ID (brand new)");
  expect(exact).toEqual([]);
  expect(partial[0]).toMatchObject({ text: "customer id", words: 2 });
  expect(partial.map(({ words }) => words)).toEqual(
    partial.map(({ words }) => words).toSorted((a, b) => b - a),
  );
  expect(partial.every(({ strength }) => ["strong", "leading"].includes(strength))).toBe(true);
});

test("a header of one word has no parts, one of no words means nothing", () => {
  expect(headerMeaning("zzzz").partial).toEqual([]);
  expect(headerMeaning("")).toEqual({ compact: "", exact: [], partial: [], typo: [] });
});

test("asked twice, the answer is the same", () => {
  expect(headerMeaning("Order ID")).toBe(headerMeaning("Order ID"));
});
