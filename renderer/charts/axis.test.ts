import { expect, test } from "vitest";
import { axisFor, everyNth, rampStep, share, spread } from "./axis.ts";

test("bars start at zero and end on a round number, with at most five lines", () => {
  const axis = axisFor([412, 87, null, 903], { zero: true });
  expect(axis).toEqual({ min: 0, max: 1000, ticks: [0, 250, 500, 750, 1000], cut: false });
});

test("a line that hardly moves is cut and says so; one that moves is not", () => {
  expect(axisFor([81, 84, 79], { zero: false })).toMatchObject({ min: 78, cut: true });
  expect(axisFor([10, 84], { zero: false })).toMatchObject({ min: 0, cut: false });
});

test("negative values stay inside", () => {
  const axis = axisFor([-30, 50], { zero: true });
  expect(axis.min).toBeLessThanOrEqual(-30);
  expect(axis.max).toBeGreaterThanOrEqual(50);
  expect(axis.ticks).toContain(0);
});

test.each([[[]], [[null]], [[0, 0]]])("nothing to show is an axis from zero: %j", (values) => {
  expect(axisFor(values, { zero: true })).toEqual({ min: 0, max: 1, ticks: [0], cut: false });
});

test("counts get whole lines", () => {
  expect(axisFor([2], { zero: true, whole: true }).ticks).toEqual([0, 1, 2]);
});

test("every axis holds its values on at most five lines", () => {
  for (let power = -6; power < 12; power += 1) {
    for (const factor of [1, 1.01, 3.7, 9.99]) {
      const value = factor * 10 ** power;
      const axis = axisFor([value, value / 3], { zero: false });
      expect(axis.ticks.length).toBeLessThanOrEqual(5);
      expect(axis.max).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(axis.min).toBeLessThanOrEqual(value / 3);
    }
  }
});

test("a share stays between nothing and all", () => {
  expect(share(5, { min: 0, max: 10 })).toBe(0.5);
  expect(share(50, { min: 0, max: 10 })).toBe(1);
  expect(share(3, { min: 3, max: 3 })).toBe(0);
});

test("labels that touch move apart, keep their order and stay inside", () => {
  const places = spread([50, 52, 10, 199], 16, 200);
  expect(places[2]).toBe(10);
  expect(places[1]! - places[0]!).toBeGreaterThanOrEqual(16);
  expect(Math.max(...places)).toBeLessThanOrEqual(200);
  expect(spread([195, 198, 199], 16, 200)).toEqual([168, 184, 200]);
});

test("ticks are thinned until they fit", () => {
  expect(everyNth(12, 600, 50)).toBe(1);
  expect(everyNth(60, 600, 50)).toBe(5);
  expect(everyNth(3, 10, 50)).toBe(3);
});

test("the ramp has five steps and nothing", () => {
  expect([null, 0, 1, 20, 21, 100, 200].map((value) => rampStep(value, 100))).toEqual([
    0, 0, 1, 1, 2, 5, 5,
  ]);
});
