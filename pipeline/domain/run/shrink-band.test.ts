import { expect, test } from "vitest";
import { learnShrink } from "./shrink-band.ts";

const LIMIT = { rows: 20, share: 0.3 };
const reads = (length: number, rows: (index: number) => number) =>
  Array.from({ length }, (_, index) => rows(index));

test("a young source has the workspace's limit", () => {
  expect(
    learnShrink(
      reads(7, (i) => 100 + i),
      LIMIT,
    ),
  ).toEqual({ ...LIMIT, learned: null });
});

test("one that only grows is asked about early", () => {
  const band = learnShrink(
    reads(12, (i) => 1000 + 10 * i),
    LIMIT,
  );
  expect(band).toEqual({ rows: 20, share: 0.1, learned: { reads: 12, usual: 0 } });
});

test("one that is cleared out again and again is not asked each time", () => {
  const band = learnShrink(
    reads(16, (i) => 100 + 100 * (i % 4)),
    LIMIT,
  );
  expect(band.learned?.usual).toBe(0.75);
  expect(band.share).toBe(0.9);
});

test("one great loss that a person accepted is no habit", () => {
  const counts = [...reads(8, (i) => 1000 + i), ...reads(8, (i) => 300 + i)];
  expect(learnShrink(counts, LIMIT).share).toBe(0.1);
});

test("what was long ago is forgotten, and no rows before say nothing", () => {
  const counts = [...reads(10, (i) => (i % 2 === 0 ? 1000 : 100)), ...reads(31, (i) => 1000 + i)];
  expect(learnShrink(counts, LIMIT).share).toBe(0.1);
  expect(
    learnShrink(
      reads(9, () => 0),
      LIMIT,
    ).share,
  ).toBe(0.1);
});
