import { expect, test } from "vitest";
import { cellText } from "./cell-text.ts";
import { tracedCells } from "./trace.ts";

test("cells stand under their headers", () => {
  expect(
    tracedCells({ address: "orders.csv!Y212:AA212", cells: { a: "1", b: null, c: "x" } }),
  ).toEqual([
    { header: "a", value: "1", cell: "orders.csv!Y212" },
    { header: "b", value: null, cell: "orders.csv!Z212" },
    { header: "c", value: "x", cell: "orders.csv!AA212" },
  ]);
});

test.each([
  ["a column without a header", "s!A2:C2", { a: "1", b: "2" }],
  ["headers that are numbers", "s!A2:B2", { b: "1", 2024: "2" }],
  ["a row that is gone", null, { a: "1" }],
])("no address is claimed for %s", (_, address, cells) => {
  expect(tracedCells({ address, cells }).every(({ cell }) => cell === null)).toBe(true);
});

const format = {
  count: (value: string | number) => `#${value}`,
  decimal: (value: string | number, digits?: number) => `${value}/${digits}`,
};
const words = { yes: "yes", no: "no" };

test.each([
  ["19.9900", "price", "DECIMAL(18,4)", "19.9900/2"],
  ["19.9950", "price", "DECIMAL(18,4)", "19.9950/3"],
  ["20.0000", "price", "DECIMAL(18,4)", "20.0000/2"],
  ["9007199254740993", "rows", "BIGINT", "#9007199254740993"],
  [20241121, "date_key", "INTEGER", "20241121"],
  [0.5, "share", "DOUBLE", "0.5"],
  [true, "done", "BOOLEAN", "yes"],
  ["<b>x</b>", "note", "VARCHAR", "<b>x</b>"],
])("%s of %s (%s) reads %s", (value, name, type, text) => {
  expect(cellText(value, { name, type }, format, words)).toBe(text);
});
