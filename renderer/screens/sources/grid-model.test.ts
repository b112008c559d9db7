import { describe, expect, it } from "vitest";
import { columnCount, columnLetters, columnWidths, parseAddress } from "./grid-model.ts";

describe("the raw grid", () => {
  it("names columns as a spreadsheet does", () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });

  it("finds the cell an address names", () => {
    expect(parseAddress("F212")).toEqual({ column: 5, row: 212 });
    expect(parseAddress("My Orders!$AA$3")).toEqual({ column: 26, row: 3 });
    expect(parseAddress("row 7")).toEqual({ column: null, row: 7 });
    expect(parseAddress("orders.ordered_at")).toBeNull();
    expect(parseAddress("")).toBeNull();
  });

  it("shows the widest row of a ragged file and keeps columns within bounds", () => {
    const rows = [["a"], ["b", "x".repeat(500), "c"]];
    expect(columnCount(rows)).toBe(3);
    expect(columnWidths(rows)).toEqual([6, 28, 6]);
    expect(columnCount([])).toBe(0);
  });
});
