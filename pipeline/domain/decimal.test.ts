import { expect, test } from "vitest";
import { subtract } from "./decimal.ts";

test.each([
  ["10.50", "0.5", "10.00"],
  ["0.05", "0.10", "-0.05"],
  ["1", "2", "-1"],
  ["3", "1", "2"],
  ["-1.5", "+2", "-3.5"],
  ["+7", "-3.25", "10.25"],
  ["0.001", "0.001", "0.000"],
  ["9007199254740993.0001", "9007199254740992", "1.0001"],
  [" 5 ", "1", "4"],
  ["100", "0.0001", "99.9999"],
])("%s − %s = %s", (a, b, difference) => {
  expect(subtract(a, b)).toBe(difference);
});

test("figures in exponent notation are subtracted as floats, texts not at all", () => {
  expect(subtract("1.5e3", "500")).toBe("1000");
  expect(subtract("500", "1e2")).toBe("400");
  expect(subtract("abc", "1")).toBeNull();
  expect(subtract("1", "2024-01-01")).toBeNull();
  expect(subtract("x1", "1")).toBeNull();
  expect(subtract("1x", "1")).toBeNull();
});
