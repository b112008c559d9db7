import { describe, expect, test } from "vitest";
import { BLINDNESS, contrast, difference, linear, seenBy } from "./colour-math.ts";
import { type TokenName, TOKENS, type Tokens } from "./tokens.ts";

const STATES = ["good", "warn", "broken", "act", "unknown"] as const;
const SERIES = ["series-1", "series-2", "series-3", "series-4", "series-other"] as const;
const GROUNDS = ["page", "surface", "overlay"] as const;
const TINTS = ["good-tint", "warn-tint", "broken-tint", "act-tint", "unknown-tint"] as const;

/** Below this two marks are mistaken for each other. */
const APART = 10;

function pairs<Name>(names: readonly Name[]): (readonly [Name, Name])[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((two) => [one, two] as const));
}

test("the measures know black, white and red from green", () => {
  expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#FFFFFF")).toBeLessThan(4.5);
  const [red, green] = [linear("#C04000"), linear("#5A7A00")];
  const seen = BLINDNESS.protan!;
  expect(difference(red, green)).toBeGreaterThan(40);
  expect(difference(seenBy(red, seen), seenBy(green, seen))).toBeLessThan(25);
});

describe.each(Object.entries(TOKENS) as [string, Tokens][])("%s", (_scheme, tokens) => {
  const between = (one: TokenName, two: TokenName): number => contrast(tokens[one], tokens[two]);

  test.each([...GROUNDS, ...TINTS, "hover" as const])("text reads on %s", (ground) => {
    const texts = (["ink", "muted", ...STATES] as const).filter(
      (text) => between(text, ground) < 4.5,
    );
    expect(texts).toEqual([]);
  });

  test("text on a filled button and on the ramp", () => {
    expect(between("act-text", "act")).toBeGreaterThanOrEqual(4.5);
    expect(between("act-text", "act-hover")).toBeGreaterThanOrEqual(4.5);
    for (const step of ["ramp-1", "ramp-2", "ramp-3"] as const) {
      expect(between("ink", step)).toBeGreaterThanOrEqual(4.5);
    }
    for (const step of ["ramp-4", "ramp-5"] as const) {
      expect(between("surface", step)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(["page", "surface"] as const)("marks stand out from %s", (ground) => {
    const marks = ["edge", "bronze", "silver", "gold", ...SERIES, ...STATES] as const;
    expect(marks.filter((mark) => between(mark, ground) < 3)).toEqual([]);
  });

  test.each(Object.entries(BLINDNESS))(
    "states and series stay apart for %s eyes",
    (_name, eyes) => {
      const alike = [...pairs(STATES), ...pairs(SERIES)].filter(([one, two]) => {
        const [a, b] = [seenBy(linear(tokens[one]), eyes), seenBy(linear(tokens[two]), eyes)];
        return difference(a, b) < APART;
      });
      expect(alike).toEqual([]);
    },
  );
});
