import { expect, test } from "vitest";
import { cellText, csvRecord, hasDecimalComma, type SheetValue } from "./cell-text.ts";

test.each<[SheetValue, string | null]>([
  [null, null],
  [undefined, null],
  ["", null],
  [" ", " "],
  [0, "0"],
  [-0.5, "-0.5"],
  [1234.5, "1234.5"],
  [1e21, "1000000000000000000000"],
  [1.5e22, "15000000000000000000000"],
  [1e-7, "0.0000001"],
  [-1.25e-9, "-0.00000000125"],
  [46_329.4375, "46329.4375"],
  [true, "TRUE"],
  [false, "FALSE"],
  ["00123", "00123"],
])("%j is kept as %j", (value, text) => {
  expect(cellText(value)).toBe(text);
});

test.each([
  ["1.234", true, "'1.234"],
  ["-1.234.567", true, "'-1.234.567"],
  ["1.234", false, "1.234"],
  ["1,234", true, "'1,234"],
  ["1,234", false, "1,234"],
  ["1.23", true, "1.23"],
  ["12,50", true, "12,50"],
  ["v1.234", true, "v1.234"],
])("the text %s, decimal comma %s, is kept as %s", (value, comma, text) => {
  expect(cellText(value, comma)).toBe(text);
});

test.each([
  ["de_DE", true],
  ["fr_FR", true],
  ["pt_BR", true],
  ["en_US", false],
  ["ja_JP", false],
  ["de_CH", false],
  ["no such place", true],
])("%s: decimal comma %s", (locale, comma) => {
  expect(hasDecimalComma(locale)).toBe(comma);
});

test("records keep their width, and what could be misread is quoted", () => {
  expect(csvRecord(["a,b", 'say "x"', " y", "line\nbreak", 5], 6)).toBe(
    '"a,b","say ""x"""," y","line\nbreak",5,\n',
  );
  expect(csvRecord([], 1)).toBe('""\n');
  expect(csvRecord([], 3)).toBe(",,\n");
});
