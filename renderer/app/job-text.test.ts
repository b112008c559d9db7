import { expect, test } from "vitest";
import { stepFigures } from "./job-text.ts";

const step = { step: "silver.orders", label: "Reading orders", fraction: null, seconds: 0 };

test("a step that began says no rate and no time", () => {
  expect(stepFigures({ ...step, rows: 0 })).toEqual({
    rows: 0,
    rate: null,
    fraction: null,
    left: null,
  });
});

test("rows a second, from one second on", () => {
  expect(stepFigures({ ...step, rows: 500, seconds: 0.5 }).rate).toBeNull();
  expect(stepFigures({ ...step, rows: 5000, seconds: 2 }).rate).toBe(2500);
});

test("time left only from what is known, after three seconds", () => {
  expect(stepFigures({ ...step, fraction: 0.5, seconds: 2 }).left).toBeNull();
  expect(stepFigures({ ...step, fraction: 0.25, seconds: 5 }).left).toBe(15);
  expect(stepFigures({ ...step, fraction: null, seconds: 50 }).left).toBeNull();
  expect(stepFigures({ ...step, fraction: 1, seconds: 50 }).left).toBeNull();
});
