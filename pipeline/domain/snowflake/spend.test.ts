import { expect, test } from "vitest";
import { creditsPerHour, estimateSpend, metered, spendOfTime, type Metering } from "./spend.ts";

/** Rows as WAREHOUSE_METERING_HISTORY gives them: one per hour and warehouse. */
const HISTORY: readonly Metering[] = [
  {
    warehouse: "SHOP_LOADING",
    start: "2026-06-30T01:00:00Z",
    end: "2026-06-30T02:00:00Z",
    credits: 0.0334,
  },
  {
    warehouse: "SHOP_LOADING",
    start: "2026-06-30T02:00:00Z",
    end: "2026-06-30T03:00:00Z",
    credits: 0.05,
  },
  { warehouse: "ANALYSTS", start: "2026-06-30T02:00:00Z", end: "2026-06-30T03:00:00Z", credits: 7 },
  {
    warehouse: "SHOP_LOADING",
    start: "2026-06-30T05:00:00Z",
    end: "2026-06-30T06:00:00Z",
    credits: 3,
  },
];

test("a size has its credits an hour, and no other size has any", () => {
  expect(["X-Small", "small", "Medium", "LARGE", "4X-Large"].map(creditsPerHour)).toEqual([
    1, 2, 4, 8, 128,
  ]);
  expect(() => creditsPerHour("Huge")).toThrow("no warehouse size Huge");
});

test("nothing costs less than the minute a warehouse starts with", () => {
  expect(estimateSpend({ statements: 0, rows: 0 })).toEqual({ seconds: 60, credits: 0.0167 });
  expect(spendOfTime(0, "Medium")).toEqual({ seconds: 60, credits: 0.0667 });
});

test("more rows, more statements and a larger warehouse cost more; idle time counts", () => {
  const small = estimateSpend({ statements: 260, rows: 10_000 });
  expect(small.seconds).toBeCloseTo(164.1);
  expect(estimateSpend({ statements: 260, rows: 10_000_000 }).credits).toBeGreaterThan(
    small.credits,
  );
  expect(estimateSpend({ statements: 260, rows: 10_000 }, "Large").credits).toBeGreaterThan(0.1);
});

test("what was metered is that of our warehouse in the hours of the run", () => {
  expect(metered(HISTORY, "shop_loading", "2026-06-30T01:50:00Z", "2026-06-30T02:04:00Z")).toBe(
    0.0834,
  );
  expect(metered(HISTORY, "shop_loading", "2026-06-30T03:00:00Z", "2026-06-30T04:00:00Z")).toBe(0);
});

test("an estimate lies within three times of what is metered for the same work", () => {
  const { credits } = estimateSpend({ statements: 294, rows: 12_000 });
  const real = metered(HISTORY, "SHOP_LOADING", "2026-06-30T02:00:00Z", "2026-06-30T02:03:00Z");
  expect(credits / real).toBeGreaterThan(1 / 3);
  expect(credits / real).toBeLessThan(3);
});
