import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { names } from "#renderer/i18n/de/names.ts";

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    (key === "label" || key === "question") && typeof one === "string" ? [one] : namesIn(one),
  );
}

test("every name and question of our models is said in German, and nothing else is", () => {
  const models = globSync("sql/{silver,gold,marts,reports}/*.yml");
  const shown = new Set(models.flatMap((path) => namesIn(parse(readFileSync(path, "utf8")))));
  expect(models.length).toBeGreaterThan(20);
  expect(Object.keys(names).toSorted()).toEqual([...shown].toSorted());
});
