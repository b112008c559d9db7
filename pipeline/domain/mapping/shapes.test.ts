import { expect, test } from "vitest";
import { classifyShape } from "./shapes.ts";

/** Independent of the engine's shaping: digits become 9, a number's leading zero stays. */
function shapeOf(value: string): string {
  const shape = value
    .replace(/\b(EUR|USD|GBP|CHF|kr)\b/, "¤")
    .replaceAll(/[0-9]/g, "9")
    .replaceAll(/[a-zA-Z]/g, "a");
  return /^[-+($€£ ]*0/.test(value) ? shape.replace("9", "0") : shape;
}

test.each([
  ["42", "integer"],
  ["-42", "integer"],
  ["00123", "integer"],
  ["12.50", "point"],
  [".5", "point"],
  ["0.125", "point"],
  ["1234.567", "point"],
  ["1,234.50", "point"],
  ["1,234,567", "point"],
  ["12,34,567.89", "point"],
  ["1'234.50", "point"],
  ["1.5e3", "point"],
  ["(12.00)", "point"],
  ["$1,234.50", "point"],
  ["USD 12.50", "point"],
  ["12,50", "comma"],
  ["0,125", "comma"],
  ["1.234,50", "comma"],
  ["1.234,50 €", "comma"],
  ["1 234,50", "comma"],
  ["1\u00a0234,50\u00a0€", "comma"],
  ["1.234.567", "comma"],
  ["1,234", "comma_or_thousands"],
  ["€ 1,234", "comma_or_thousands"],
  ["1.234", "point_or_thousands"],
  ["2024-12-01", "iso_date"],
  ["2024/12/01", "iso_date"],
  ["2024-12-01 10:11", "iso_datetime"],
  ["2024-12-01T10:11:12.123", "iso_datetime"],
  ["2024-12-01T10:11:12Z", "iso_offset"],
  ["2024-12-01 10:11:12 +0100", "iso_offset"],
  ["2024-12-01T10:11:12+01:00", "iso_offset"],
  ["01/02/2024", "day_month"],
  ["1.2.24", "day_month"],
  ["01-02-2024 13:05", "day_month"],
  ["11/20/24, 1:05 PM", "day_month"],
  ["12 Nov 2024", "named_month"],
  ["Nov 12, 2024", "named_month"],
  ["13:05:11", "time"],
  ["a.b@c.de", "email"],
  ["https://x.de/y", "url"],
  ["#1001", "text"],
  ["iPhone 15", "text"],
  ["1/2", "text"],
  ["1,23,4", "text"],
  ["1.234,5.6", "text"],
  ["A-1001", "text"],
  ["ORD-123", "text"],
  ["ABC 12", "text"],
])("%s is %s", (value, pattern) => {
  expect(classifyShape(shapeOf(value)).pattern).toBe(pattern);
});

test("a currency sign and leading zeros are noticed beside the pattern", () => {
  expect(classifyShape(shapeOf("$12.50")).currency).toBe(true);
  expect(classifyShape(shapeOf("12.50")).currency).toBe(false);
  expect(classifyShape(shapeOf("007")).leading_zero).toBe(true);
  expect(classifyShape(shapeOf("0")).leading_zero).toBe(false);
});
