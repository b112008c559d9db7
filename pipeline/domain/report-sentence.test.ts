import { expect, test } from "vitest";
import { figureText, reportSentence } from "./report-sentence.ts";

const figure = (value: unknown, unit: string) => ({ name: "x", value: value as string, unit });

test.each([
  ["1234.5", "currency", "€1,234.50"],
  ["0.0000", "currency", "€0.00"],
  ["12.345", "percent", "12.3 %"],
  ["2.25", "days", "2.3 days"],
  ["4.256", "rating", "4.26 stars"],
  ["1234567", "count", "1,234,567"],
  ["0.126", "ratio", "0.13"],
  [7, "count", "7"],
  ["Phone", "count", "Phone"],
])("%s as %s reads %s", (value, unit, text) => {
  expect(figureText(figure(value, unit), "EUR")).toBe(text);
});

test("nothing reads as a dash", () => {
  expect(figureText(figure(null, "currency"), "EUR")).toBe("—");
  expect(figureText(figure("", "count"), "EUR")).toBe("—");
});

test("the sentence is filled with the figures it names", () => {
  const figures = [
    { name: "revenue", value: "3296", unit: "currency" },
    { name: "orders", value: "3", unit: "count" },
  ];
  expect(reportSentence("{orders} orders brought in {revenue}; {odd}.", figures, "USD")).toBe(
    "3 orders brought in $3,296.00; —.",
  );
});
