import { expect, test } from "vitest";
import { cellAddress, columnIndex, columnLetters, parseRange } from "./cell-address.ts";

test.each([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [51, "AZ"],
  [52, "BA"],
  [701, "ZZ"],
  [702, "AAA"],
])("column %i is %s and back", (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
  expect(columnIndex(letters.toLowerCase())).toBe(column);
});

test("an address joins letters and row", () => {
  expect(cellAddress(2, 14)).toBe("C14");
});

test.each([
  ["B3:H200", { left: 1, right: 7, top: 3, bottom: 200 }],
  ["$B$3:$H$200", { left: 1, right: 7, top: 3, bottom: 200 }],
  ["b3:h", { left: 1, right: 7, top: 3 }],
  ["B:H", { left: 1, right: 7, top: 1 }],
  ["B3", { left: 1, top: 3 }],
  ["B3:", { left: 1, top: 3 }],
  ["Sheet 1!A1:C9", { left: 0, right: 2, top: 1, bottom: 9 }],
  ["H3:B9", undefined],
  ["B9:H3", undefined],
  ["B0:H3", undefined],
  ["hello", undefined],
  ["", undefined],
])("range %j", (text, range) => {
  expect(parseRange(text)).toEqual(range);
});
