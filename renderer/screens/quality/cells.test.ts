import { describe, expect, it } from "vitest";
import type { SourceSummary } from "#contract/sources.ts";
import { asideId, failingRows, pageOf, placeOf, shownColumns, splitAddress } from "./cells.ts";

const source = (origin: Record<string, unknown>): SourceSummary => ({
  id: "orders",
  name: "Orders of the shop",
  entities: ["orders"],
  origin: origin as SourceSummary["origin"],
  mode: "snapshot",
  state: "current",
  rows: 1,
  last_read_at: null,
  reason: null,
});
const at = { address: "orders.csv!F212", source_id: "orders", row: "212" };

describe("where a cell stands", () => {
  it("is the file itself, with its full path to copy", () => {
    const place = placeOf(at, [source({ kind: "csv", path: "/data/orders.csv" })]);
    expect(place).toEqual({
      address: "orders.csv!F212",
      file: "orders.csv",
      row: "212",
      source: "Orders of the shop",
      path: "/data/orders.csv",
      link: null,
    });
  });
  it("is the file in its folder, on Windows too", () => {
    const place = placeOf(at, [source({ kind: "folder", path: "C:\\shop\\" })]);
    expect(place?.path).toBe("C:\\shop\\orders.csv");
  });
  it("is a row where no cell is known", () => {
    const place = placeOf({ ...at, address: null }, [
      source({ kind: "csv", path: "/d/orders.csv" }),
    ]);
    expect(place).toMatchObject({ address: null, file: "orders.csv", row: "212" });
  });
  it("leads to the cell of a sheet, on the tab it was read from", () => {
    const url = "https://docs.google.com/spreadsheets/d/abc/edit#gid=7&range=A1";
    const place = placeOf({ ...at, address: "Orders!F212" }, [source({ kind: "sheet", url })]);
    expect(place?.link).toBe("https://docs.google.com/spreadsheets/d/abc/edit#gid=7&range=F212");
  });
  it("never follows an address that is not a web address", () => {
    expect(placeOf(at, [source({ kind: "sheet", url: "javascript:alert(1)" })])?.link).toBeNull();
  });
  it("is unknown without address and row, and stays known when the source is gone", () => {
    expect(placeOf({ address: null, source_id: "orders", row: null }, [])).toBeNull();
    expect(placeOf(at, [])).toMatchObject({
      address: "orders.csv!F212",
      file: "orders.csv",
      row: "212",
      path: null,
      source: "orders",
    });
  });
  it("splits at the last exclamation mark", () => {
    expect(splitAddress("Sale!!F2")).toEqual({ file: "Sale!", cell: "F2" });
  });
});

describe("failing rows", () => {
  const names = [
    "order_id",
    "_value",
    "_source_id",
    "_row",
    "_row_hash",
    "_occurrence",
    "_address",
  ];
  const table = {
    columns: names.map((name) => ({ name, type: "VARCHAR" })),
    rows: [["1042", "31.02.2026", "orders", "212", "77", 1, "orders.csv!F212"]],
  };
  it("show their own columns and keep where they come from apart", () => {
    expect(shownColumns(table.columns)).toEqual(["order_id"]);
    const [row] = failingRows(table);
    expect(row).toMatchObject({ cells: ["1042"], value: "31.02.2026", address: "orders.csv!F212" });
    expect(row && asideId("orders", row)).toBe("orders:orders:77:1");
  });
  it("have no name in the quarantine when they are not of a source", () => {
    const [row] = failingRows({
      columns: [{ name: "product_id", type: "VARCHAR" }],
      rows: [["7"]],
    });
    expect(row && asideId("products", row)).toBeNull();
  });
  it("are asked for page by page", () => {
    expect(pageOf(199)).toEqual({ offset: 0, within: 199 });
    expect(pageOf(9_999)).toEqual({ offset: 9_800, within: 199 });
  });
});
