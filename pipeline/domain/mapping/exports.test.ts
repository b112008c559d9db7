import { expect, test } from "vitest";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { EXPORTS, type ExportFixture } from "./fixtures/exports/index.ts";
import { CERTAIN } from "./proposal.ts";
import { suggestMapping } from "./suggest.ts";

interface Score {
  readonly expected: number;
  readonly right: number;
  /** Wrong, yet proposed as certain. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

function score(fixture: ExportFixture, layouts: boolean): Score {
  const wanted = ENTITY_NAMES.filter((entity) => fixture.expected[entity]);
  const [proposal] = suggestMapping([fixture.profile], wanted, { layouts });
  const outcomes = wanted.flatMap((entity) =>
    Object.entries(fixture.expected[entity] ?? {}).map(([column, accepted]) => {
      const proposed = proposal?.entities
        .find((p) => p.entity === entity)
        ?.columns.find((c) => c.column === column);
      const headers = proposed?.headers.join("+") ?? "";
      const right = accepted.includes(headers);
      const certain = (proposed?.confidence ?? 0) >= CERTAIN;
      return {
        label: `${fixture.name}: ${entity}.${column} = "${headers}" (${proposed?.confidence ?? 0})`,
        right,
        certain,
      };
    }),
  );
  return {
    expected: outcomes.length,
    right: outcomes.filter(({ right, certain }) => right && certain).length,
    wrong: outcomes.filter(({ right, certain }) => !right && certain).map(({ label }) => label),
    missed: outcomes.filter(({ right, certain }) => !(right && certain)).map(({ label }) => label),
  };
}

const total = (scores: readonly Score[], key: "expected" | "right"): number =>
  scores.reduce((sum, s) => sum + s[key], 0);

test("known exports: at least 90 % of the required columns are right, none is wrong with certainty", () => {
  const scores = EXPORTS.map((fixture) => score(fixture, true));
  expect(scores.flatMap(({ wrong }) => wrong)).toEqual([]);
  const rate = total(scores, "right") / total(scores, "expected");
  expect(rate, scores.flatMap(({ missed }) => missed).join("\n")).toBeGreaterThanOrEqual(0.9);
});

test("without recognising exports, names and values alone still never propose a wrong column with certainty", () => {
  const scores = EXPORTS.map((fixture) => score(fixture, false));
  expect(scores.flatMap(({ wrong }) => wrong)).toEqual([]);
  const rate = total(scores, "right") / total(scores, "expected");
  expect(rate, scores.flatMap(({ missed }) => missed).join("\n")).toBeGreaterThanOrEqual(0.8);
});

test.each(EXPORTS.map((fixture) => [fixture.name, fixture] as const))(
  "%s: asked for nothing in particular, finds its entities",
  (_, fixture) => {
    const [proposal] = suggestMapping([fixture.profile], "any");
    const found: readonly EntityName[] = proposal?.entities.map(({ entity }) => entity) ?? [];
    expect(found.length).toBeGreaterThan(0);
    const expected = fixture.mainly ?? ENTITY_NAMES.filter((entity) => fixture.expected[entity]);
    expect(expected.some((entity) => found.includes(entity))).toBe(true);
  },
);
