import { expect, test } from "vitest";
import { formatClock, formatDay, formatInstant, formatMonth, formatMonthTick } from "./dates.ts";

const english = { locale: "en-GB", currency: "EUR", timeZone: "Europe/Berlin" };
const german = { ...english, locale: "de-DE" };
const now = new Date("2026-11-21T12:00:00Z");

test("instants are told in the workspace's zone", () => {
  expect(formatInstant("2026-11-19T02:30:00.000Z", english, now)).toBe("Thu 19 Nov, 03:30");
  expect(formatInstant("2026-11-19T02:30:00.000Z", german, now)).toBe("Do 19. Nov., 03:30");
  const tokyo = { ...english, timeZone: "Asia/Tokyo" };
  expect(formatInstant("2026-11-19T20:30:00.000Z", tokyo, now)).toBe("Fri 20 Nov, 05:30");
  expect(formatClock("2026-11-19T23:05:00.000Z", english)).toBe("00:05");
});

test("another year is said", () => {
  expect(formatInstant("2025-11-19T02:30:00.000Z", english, now)).toBe("Wed 19 Nov 2025, 03:30");
  expect(formatDay("2025-01-01", english, now)).toBe("Wed 1 Jan 2025");
});

test("a day has no zone", () => {
  const west = { ...english, timeZone: "America/Los_Angeles" };
  expect(formatDay("2026-11-19", west, now)).toBe("Thu 19 Nov");
});

test("months", () => {
  expect(formatMonth("2026-03-01", english)).toBe("Mar 2026");
  expect(formatMonthTick("2026-03-01", english)).toBe("Mar 2026");
  expect(formatMonthTick("2026-06-01", english, "2026-03-01")).toBe("Jun");
  expect(formatMonthTick("2027-02-01", english, "2026-11-01")).toBe("Feb 2027");
});

test.each([null, undefined, "", "not a date"])("%s is missing", (value) => {
  expect(formatInstant(value, english, now)).toBe("—");
  expect(formatDay(value, english, now)).toBe("—");
});
