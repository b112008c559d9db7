import { describe, expect, it } from "vitest";
import { calendarView, dayAt, rampStep } from "./days.ts";

const calendar = {
  until: "2026-03-01",
  cells: [
    { arrived: "2026-02-28", event: "2026-02-27", rows: 5 },
    { arrived: "2026-03-02", event: "2026-02-27", rows: 2 },
    { arrived: "2026-03-02", event: "2026-03-01", rows: 8 },
    { arrived: "2026-02-01", event: "2026-01-01", rows: 99 },
  ],
  missing: ["2026-02-28"],
  late: [{ day: "2026-02-27", rows: 2 }],
};

describe("the calendar of days", () => {
  it("names every day of the window and how it is", () => {
    const { days, missing, late } = calendarView(calendar, 4);
    expect(days.map((one) => [one.day, one.rows, one.state])).toEqual([
      ["2026-02-26", 0, "none"],
      ["2026-02-27", 7, "late"],
      ["2026-02-28", 0, "missing"],
      ["2026-03-01", 8, "fine"],
    ]);
    expect(missing).toHaveLength(1);
    expect(late[0]?.late).toBe(2);
  });

  it("lays arrivals against days, newest first, without days before the window", () => {
    const { arrivals, most } = calendarView(calendar, 4);
    expect(arrivals.map((one) => [one.arrived, one.rows])).toEqual([
      ["2026-03-02", 10],
      ["2026-02-28", 5],
    ]);
    expect(arrivals[0]?.cells).toEqual([0, 2, 0, 8]);
    expect(most).toBe(8);
  });

  it("is empty without data", () => {
    expect(calendarView({ until: null, cells: [], missing: [], late: [] }, 30).days).toEqual([]);
  });

  it("counts days over the end of a month and of summer time", () => {
    expect(dayAt("2026-03-29", 1)).toBe("2026-03-30");
    expect(dayAt("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("never shows something as nothing", () => {
    expect([0, 1, 40, 100].map((rows) => rampStep(rows, 100))).toEqual([0, 1, 2, 5]);
  });
});
