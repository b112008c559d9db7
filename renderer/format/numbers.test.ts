import { expect, test } from "vitest";
import {
  formatBytes,
  formatChange,
  formatCompact,
  formatCount,
  formatDelta,
  formatMoney,
  formatPercent,
  formatSeconds,
  formatShare,
  formatUnit,
} from "./numbers.ts";

const english = { locale: "en-GB", currency: "EUR", timeZone: "Europe/Berlin" };
const german = { ...english, locale: "de-DE" };

test("exact amounts keep every digit of their text", () => {
  expect(formatMoney("9007199254740993.25", english)).toBe("€9,007,199,254,740,993.25");
  expect(formatMoney("-9483", english, 0)).toBe("−€9,483");
  expect(formatMoney("412300", german).replace(/\s/g, " ")).toBe("412.300,00 €");
});

test.each([null, undefined, "", "abc", Number.NaN])("%s is missing, not zero", (value) => {
  expect(formatCount(value, english)).toBe("—");
  expect(formatMoney(value, english)).toBe("—");
  expect(formatPercent(value, english)).toBe("—");
});

test("zero is zero", () => {
  expect(formatCount(0, english)).toBe("0");
  expect(formatCount("0", english)).toBe("0");
});

test("never rounded up to all, never down to nothing", () => {
  expect(formatPercent(99.99, english)).toBe("99.9%");
  expect(formatPercent(100, english)).toBe("100%");
  expect(formatPercent(0.01, english)).toBe("0.1%");
  expect(formatPercent(0, english)).toBe("0%");
  expect(formatPercent(99.6, english, 0)).toBe("99%");
});

test("headlines have three digits", () => {
  expect(formatCompact(1_234_567, english, "currency")).toBe("€1.23m");
  expect(formatCompact(128_400, english)).toBe("128k");
  expect(formatCompact(412, english)).toBe("412");
  expect(formatCompact(0, english, "currency")).toBe("€0");
});

test("changes have a sign and a unit; rates change in points", () => {
  expect(formatDelta("-9483.00", "currency", english)).toBe("−€9,483.00");
  expect(formatDelta(41, "count", english)).toBe("+41");
  expect(formatDelta(0, "count", english)).toBe("0");
  expect(formatDelta(-2.34, "percent", english)).toBe("−2.3 points");
  expect(formatChange(-2.3, english)).toBe("−2.3%");
});

test("few cases are counted", () => {
  expect(formatShare(3, 14, english)).toBe("3 of 14");
  expect(formatShare(3, 14, german)).toBe("3 von 14");
  expect(formatShare(30, 40, english)).toBe("75%");
  expect(formatShare(0, 0, english)).toBe("—");
});

test("days, seconds, bytes", () => {
  expect(formatUnit(1, "days", english)).toBe("1 day");
  expect(formatUnit("2.5", "days", german)).toBe("2,5 Tage");
  expect(formatSeconds(0.42, english)).toBe("0.4 s");
  expect(formatSeconds(185, english)).toBe("3 min 05 s");
  expect(formatSeconds(119.7, english)).toBe("2 min 00 s");
  expect(formatBytes(1_530_000, english)).toBe("1.5 MB");
  expect(formatBytes(999, english)).toBe("999 B");
});
