import { expect, test } from "vitest";
import { median } from "#tests/bench/measure.ts";
import { budgetRow, formatTable, isMet } from "#tests/bench/table.ts";

test("budgets are judged only at their scale", () => {
  expect(isMet("over_script", 1.35, 10)).toBe(true);
  expect(isMet("over_script", 1.36, 10)).toBe(false);
  expect(isMet("over_script", 9, 1)).toBeUndefined();
  expect(isMet("fixed_cost", 0.8, 1)).toBe(false);
});

test("a value that could not be measured is not met", () => {
  expect(isMet("checks_share", Number.NaN, 10)).toBe(false);
});

test("a row says value, budget and verdict", () => {
  expect(budgetRow("report", 80, 10).slice(1)).toEqual([
    "80.00 ms",
    "300.00 ms",
    "100.00 ms",
    "yes, aim too",
  ]);
  expect(budgetRow("report", 280, 10).at(-1)).toBe("yes");
  expect(budgetRow("report", 301, 10).at(-1)).toBe("NO");
  expect(budgetRow("report", 301, 1).at(-1)).toBe("judged at scale 10");
});

test("columns are aligned; the median is a measured value", () => {
  expect(
    formatTable([
      ["a", "bb"],
      ["ccc", "d"],
    ]),
  ).toBe("a    bb\nccc   d");
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1])).toBe(1);
});
