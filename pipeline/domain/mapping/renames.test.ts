import { expect, test } from "vitest";
import { type ColumnPair, likelyRenames } from "./renames.ts";

const pair = (more: Partial<ColumnPair>): ColumnPair => ({
  earlier: "Total",
  header: "Gesamt",
  alike: true,
  rows: 100,
  equal: 0,
  chance: 0.01,
  distinct: 90,
  contained: 0,
  ...more,
});
const named = (...pairs: ColumnPair[]) =>
  likelyRenames(pairs).map(({ earlier, header }) => `${earlier} → ${header}`);

test("rows that say the same under another name are proposed, with a few corrected since", () => {
  expect(named(pair({ equal: 100 }))).toEqual(["Total → Gesamt"]);
  expect(named(pair({ equal: 85 }))).toEqual(["Total → Gesamt"]);
  expect(likelyRenames([pair({ equal: 97 })])[0]?.reason).toBe(
    "97 % of 100 rows hold the same value as before.",
  );
});

test("agreement that chance alone brings is none", () => {
  expect(named(pair({ equal: 50, chance: 0.45 }))).toEqual([]);
  expect(named(pair({ equal: 93, chance: 0.92 }))).toEqual([]);
  expect(named(pair({ equal: 100, chance: 0.92 }))).toEqual(["Total → Gesamt"]);
});

test("two constants are the same column only if their names say so", () => {
  const constant = { equal: 100, chance: 1, distinct: 1, contained: 1 };
  expect(named(pair(constant))).toEqual([]);
  expect(named(pair({ ...constant, header: "Total EUR" }))).toEqual(["Total → Total EUR"]);
});

test("without rows in common the values and the name decide", () => {
  const none = { rows: 0 };
  expect(named(pair({ ...none, contained: 80 }))).toEqual(["Total → Gesamt"]);
  expect(named(pair({ ...none, contained: 80, alike: false }))).toEqual([]);
  expect(named(pair({ ...none, contained: 10 }))).toEqual([]);
  expect(named(pair({ ...none, contained: 10, header: "TOTAL" }))).toEqual(["Total → TOTAL"]);
  expect(named(pair({ ...none, distinct: 0 }))).toEqual([]);
});

test("each column is used once, the surest pair first", () => {
  expect(
    named(
      pair({ equal: 80 }),
      pair({ equal: 99, earlier: "Net" }),
      pair({ equal: 90, header: "Summe" }),
    ),
  ).toEqual(["Net → Gesamt", "Total → Summe"]);
});
