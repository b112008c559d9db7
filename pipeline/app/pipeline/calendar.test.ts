import { expect, test } from "vitest";
import { addDays } from "#domain/schedule.ts";
import { missingDays } from "./calendar.ts";

const days = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => addDays(from, i));

test("a day without orders is missing; days before the first order are not", () => {
  const filled = new Set(days("2026-11-02", 18).filter((day) => day !== "2026-11-10"));
  expect(missingDays(filled, "2026-10-28", "2026-11-19")).toEqual(["2026-11-10"]);
});

test("a weekday on which the shop never sells is not missing", () => {
  const open = days("2026-10-01", 50).filter((day) => new Date(day).getUTCDay() !== 0);
  expect(missingDays(new Set(open), "2026-10-01", "2026-11-19")).toEqual([]);
});

test("a lost week is missing whole", () => {
  const lost = days("2026-11-02", 7);
  const filled = new Set(days("2026-10-01", 50).filter((day) => !lost.includes(day)));
  expect(missingDays(filled, "2026-10-01", "2026-11-19")).toEqual(lost);
});
