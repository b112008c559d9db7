import { describe, expect, it } from "vitest";
import { phaseOf, ticksFor, timelineOf } from "./timeline.ts";

const step = (name: string, started: number, seconds: number | null) => ({
  step: name,
  label: name,
  started,
  seconds,
  rows: null,
});

describe("the timeline of a run", () => {
  it("puts every step on one scale, by phase in the order of the run", () => {
    const { phases, seconds } = timelineOf(
      [step("bronze.orders", 0, 2), step("silver.orders", 2, 1), step("checks", 3, 1)],
      5,
    );
    expect(seconds).toBe(5);
    expect(phases.map((one) => one.phase)).toEqual(["read", "clean", "check"]);
    expect(phases[1]?.bars[0]).toMatchObject({ left: 40, width: 20, open: false });
  });

  it("draws a step that has not ended up to now, and keeps a short one visible", () => {
    const { phases } = timelineOf([step("bronze.a", 0, 0), step("bronze.b", 1, null)], 4);
    const [short, open] = phases[0]?.bars ?? [];
    expect(short?.width).toBeGreaterThan(0);
    expect(open).toMatchObject({ left: 25, width: 75, open: true });
  });

  it("never draws beyond its end", () => {
    for (const { left, width } of timelineOf([step("close", 9.999, 0)], 10).phases[0]?.bars ?? []) {
      expect(left + width).toBeLessThanOrEqual(100);
    }
  });

  it("knows what a step does, also one it has not met", () => {
    expect(phaseOf("marts.mart_sales")).toBe("build");
    expect(phaseOf("publish")).toBe("save");
    expect(phaseOf("something")).toBe("other");
  });

  it("has round lines, five or six at most", () => {
    expect(ticksFor(4.1)).toEqual([0, 1, 2, 3, 4]);
    expect(ticksFor(48)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksFor(0.19)).toEqual([0, 0.05, 0.1, 0.15]);
  });
});
