import { expect, test } from "vitest";
import { readReportSearch, readReportsSearch } from "./search.ts";
import { columnLabel, keyText } from "./why.ts";

test("an address of a report is read as far as it is understood", () => {
  expect(
    readReportSearch({ published: true, view: "table", month: "2026-10-01", days: 365 }),
  ).toEqual({ published: true, view: "table", month: "2026-10-01", days: 365 });
  expect(readReportSearch({ month: "" })).toEqual({ month: "" });
  expect(
    readReportSearch({ published: "yes", view: "pie", month: "<b>", days: 7, pick: "" }),
  ).toEqual({});
  expect(readReportsSearch({ why: "margin.revenue" })).toEqual({ why: "margin.revenue" });
  expect(readReportsSearch({ why: "margin revenue; drop" })).toEqual({});
});

const format = { month: (value: string) => `M ${value}`, day: (value: string) => `D ${value}` };

test.each([
  ["month_key", 202603, "M 2026-03"],
  ["date_key", "20260314", "D 2026-03-14"],
  ["month", "2026-10-01", "M 2026-10-01"],
  ["date", "2026-10-02", "D 2026-10-02"],
  ["month_key", 0, "0"],
  ["product_name", "<i>Lamp</i>", "<i>Lamp</i>"],
  ["month", null, "—"],
])("%s %s reads %s", (column, value, text) => {
  expect(keyText(column, value, format)).toBe(text);
});

test("columns are named in words", () => {
  expect(columnLabel("product_name")).toBe("Product name");
  expect(columnLabel("month_key")).toBe("Month");
});
