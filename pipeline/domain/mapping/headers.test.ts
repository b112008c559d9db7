import { expect, test } from "vitest";
import { compactHeader, editDistance, headerWords, nearMatches } from "./headers.ts";

test.each([
  ["Cust. Order-No", "customer order number"],
  ["orderDate", "order date"],
  ["Amount (EUR)", "amount"],
  ["order2Date", "order2 date"],
  ["SKUCode", "sku code"],
  ["Größe", "grosse"],
  ["Straße", "strasse"],
  ["N°", "number"],
  ["Bestellnr.", "bestellnummer"],
  ["Lfd. Nr.", "lfd number"],
  ["#", "number"],
  ["Order#", "order number"],
  ["E-Mail", "email"],
  ["e-mail des Kunden", "email kunden"],
  ["Date of the order", "date order"],
  ["per", "per"],
  ["", ""],
  ["---", ""],
  ["Qty", "quantity"],
  ["naïve café", "naive cafe"],
])("%s is read as the words %s", (header, words) => {
  expect(headerWords(header).join(" ")).toBe(words);
});

test("order_id, OrderID and Order ID are one name", () => {
  expect(new Set(["order_id", "OrderID", "Order ID", "order-id"].map(compactHeader))).toEqual(
    new Set(["orderid"]),
  );
});

test.each([
  ["kitten", "sitting", 5, 3],
  ["", "abc", 5, 3],
  ["abc", "", 5, 3],
  ["abc", "abc", 0, 0],
  ["abc", "abd", 2, 1],
  ["abc", "abcdef", 2, 3],
  ["flaw", "lawn", 4, 2],
  ["", "", 1, 0],
])("from %j to %j within %d takes %d edits", (a, b, limit, edits) => {
  expect(editDistance(a, b, limit)).toBe(edits);
});

test("near names come best first, three at most, and far ones not at all", () => {
  expect(nearMatches("Ordr Date", ["Order Date", "Ship Date", "Email", "Order Data"])).toEqual([
    "Order Date",
    "Order Data",
  ]);
  expect(nearMatches("date", ["Zeta", "Order date", "Due date", "Date paid", "Sale date"])).toEqual(
    ["Date paid", "Due date", "Order date"],
  );
});

test("of equally near names the first in the alphabet comes first", () => {
  expect(nearMatches("abcd", ["abcz", "abcx", "abcy"])).toEqual(["abcx", "abcy", "abcz"]);
});

test("two letters inside a longer name make it no near name", () => {
  expect(nearMatches("id", ["Paid in full"])).toEqual([]);
  expect(nearMatches("ids", ["Paids in full"])).toEqual(["Paids in full"]);
});

test("a name inside what was typed is near", () => {
  expect(nearMatches("customer email address", ["Email", "Phone"])).toEqual(["Email"]);
});
