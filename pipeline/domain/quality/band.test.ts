import { expect, test } from "vitest";
import { learnBand, type Measurement } from "./band.ts";

/** One value per day, the last of them on the day before 20 November. */
const days = (values: readonly number[]): Measurement[] =>
  values.map((value, index) => ({
    as_of: new Date(Date.UTC(2026, 10, 20 - values.length + index)).toISOString().slice(0, 10),
    value,
  }));
const growing = (from: number, step: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => from + i * step);
const inside = (values: readonly number[], today: number): boolean | "learning" => {
  const band = learnBand(days(values), "2026-11-20");
  return band.state === "learning" ? "learning" : today >= band.low && today <= band.high;
};

test.each([
  ["too few runs", growing(100, 0, 6), 100, "learning"],
  ["seven are enough", growing(100, 0, 7), 100, true],
  ["the same every day, a little more", growing(1000, 0, 10), 1099, true],
  ["the same every day, far fewer", growing(1000, 0, 10), 800, false],
  ["the same every day, far more", growing(1000, 0, 10), 1200, false],
  ["steady growth goes on", growing(10_000, 500, 30), 25_000, true],
  ["steady growth stops at once, but only a little", growing(10_000, 100, 30), 12_900, true],
  ["growth of years does not hide a halved table", growing(10_000, 500, 30), 12_000, false],
  [
    "one wild day among the past does not widen the band",
    [...growing(1000, 0, 12), 90_000],
    2000,
    false,
  ],
  ["one empty day among the past does not either", [...growing(1000, 0, 12), 0], 1000, true],
  ["a scattering table may scatter", [900, 1300, 700, 1200, 1000, 800, 1400, 1000], 1500, true],
  ["but not without end", [900, 1300, 700, 1200, 1000, 800, 1400, 1000], 9000, false],
  ["small tables may change by a few rows", growing(5, 0, 9), 24, true],
  ["small tables may not vanish", growing(5, 0, 9), 0, false],
  ["a table that was empty may stay empty", growing(0, 0, 9), 0, true],
  ["a shrinking table may shrink on, but not vanish", growing(70, -10, 7), 5, true],
])("%s", (_name, values, today, expected) => {
  expect(inside(values, today)).toBe(expected);
});

test("today and later never vouch for today", () => {
  const past = days(growing(1000, 0, 6));
  const today = [...past, { as_of: "2026-11-20", value: 5 }, { as_of: "2026-11-21", value: 5 }];
  expect(learnBand(today, "2026-11-20")).toEqual({ state: "learning", runs: 6 });
});

test("only the newest thirty values count, in whatever order they come", () => {
  const old = Array.from({ length: 40 }, (_, i) => ({
    as_of: `2025-0${1 + (i % 9)}-15`,
    value: 9,
  }));
  const recent = days(growing(1000, 0, 30));
  expect(learnBand([...recent.toReversed(), ...old], "2026-11-20")).toEqual({
    state: "learned",
    expected: 1000,
    low: 900,
    high: 1100,
  });
});

test("several runs on one day do not break the line", () => {
  const same = Array.from({ length: 8 }, (_, i) => ({ as_of: "2026-11-19", value: 100 + i }));
  expect(learnBand(same, "2026-11-20")).toMatchObject({ expected: 104, low: 83, high: 124 });
});
