import { describe, expect, it } from "vitest";
import { rowCells } from "./row-cells.ts";

const row = {
  entity: "orders",
  cells: { No: "1042", Date: "31.02.2026", Note: "x" },
  typed: { order_id: "1042", ordered_at: null, currency: "EUR" },
  reasons: [{ column: "ordered_at" }],
};
const mapping = [
  { entity: "orders", column: "order_id", headers: ["No"] },
  { entity: "orders", column: "ordered_at", headers: ["Date"] },
  { entity: "customers", column: "name", headers: ["Note"] },
];

describe("the cells of a set-aside row", () => {
  it("stand raw beside typed, broken ones first", () => {
    expect(rowCells(row, mapping)).toEqual([
      { name: "Date", raw: "31.02.2026", typed: null, broken: true },
      { name: "No", raw: "1042", typed: "1042", broken: false },
      { name: "Note", raw: "x", typed: undefined, broken: false },
      { name: "currency", raw: null, typed: "EUR", broken: false },
    ]);
  });
  it("are all there while the mapping is not known", () => {
    const names = rowCells(row, []).map((line) => line.name);
    expect(names).toEqual(["ordered_at", "No", "Date", "Note", "order_id", "currency"]);
  });
});
