import { expect, test } from "vitest";
import { cellText, duration, kpiText, number, plural, table } from "./text.ts";

test.each([
  [1234567, "1,234,567"],
  [-1234.5, "−1,234.5"],
  [9007199254740993n, "9,007,199,254,740,993"],
  ["9007199254740993", "9,007,199,254,740,993"],
  ["-1234567.8900", "−1,234,567.8900"],
  ["0.0001", "0.0001"],
  ["r000012", "r000012"],
])("%s is written %s", (value, text) => {
  expect(number(value)).toBe(text);
});

test.each([
  [0, "0 rows"],
  [1, "1 row"],
  [1200, "1,200 rows"],
])("%s rows", (count, text) => {
  expect(plural(count, "row")).toBe(text);
});

test.each([
  [0.44, "0.4 s"],
  [48.2, "48 s"],
  [59.7, "1 min 0 s"],
  [200, "3 min 20 s"],
  [3725, "1 h 2 min"],
])("%s seconds take %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ["412300.5000", "currency", "EUR", "€412,300.50"],
  ["-9483", "currency", "EUR", "−€9,483.00"],
  ["12", "currency", "SEK", "12.00 SEK"],
  ["5120", "count", "EUR", "5,120"],
  [96.44, "percent", "EUR", "96.4 %"],
  ["3.25", "days", "EUR", "3.3 days"],
  [4.5, "rating", "EUR", "4.50"],
  [null, "count", "EUR", "—"],
  ["none", "count", "EUR", "none"],
])("a KPI of %s %s in %s is %s", (value, unit, currency, text) => {
  expect(kpiText(value, unit, currency)).toBe(text);
});

test("cells keep identifiers ungrouped and show what is missing", () => {
  expect([null, 1042, -3, true, "a", [1, "b"]].map(cellText)).toEqual([
    "—",
    "1042",
    "−3",
    "true",
    "a",
    '[1,"b"]',
  ]);
});

test("a table is aligned, cut in the middle, and cannot be broken by a cell", () => {
  const text = table(
    [
      { title: "Name", width: 9 },
      { title: "Rows", align: "right" },
    ],
    [
      ["a", "1"],
      ["a long long name", "1,000"],
      ["x\n\u001B[31m", ""],
    ],
  );
  expect(text.split("\n")).toEqual([
    "Name        Rows",
    "─────────  ─────",
    "a              1",
    "a lo…name  1,000",
    "x↵\u{FFFD}[31m",
  ]);
});
