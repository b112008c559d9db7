import { afterAll, beforeAll, expect, test } from "vitest";
import { ENTITIES, ENTITY_NAMES, LINEAGE, type EntityName } from "#domain/entities.ts";
import type { Model } from "#models/load.ts";
import { fillBronze, openSilver, type SilverEngine } from "./silver-engine.ts";
import { EDGES } from "./silver-edges.ts";
import { BREAKERS, CLEAN, type Cells } from "./silver-rows.ts";

let engine: SilverEngine;
beforeAll(async () => {
  engine = await openSilver();
});
afterAll(() => engine.close());

const modelOf = (entity: EntityName): Model =>
  engine.models.find((model) => model.name === entity)!;

/** Names of the rules each row breaks, in row order. */
async function brokenRules(
  entity: EntityName,
  rows: readonly Cells[],
): Promise<readonly (readonly string[])[]> {
  const { sql, rowRules } = modelOf(entity);
  await fillBronze(engine, entity, rows);
  const names = rowRules.map((rule) => `case when (${rule.expression}) then '${rule.name}' end`);
  const reader = await engine.connection.runAndReadAll(
    `select concat_ws(',', ${names.join(", ")}) as broken from (${sql}) as m order by _row`,
  );
  return reader.getRows().map(([broken]) => (broken === "" ? [] : String(broken).split(",")));
}

test.each(ENTITY_NAMES)(
  "a clean row of %s breaks no rule, and an almost empty one only says what is missing",
  async (entity) => {
    const required = ENTITIES[entity].columns.filter((column) => column.key ?? column.required);
    const sparse = Object.fromEntries(
      required.map(({ name }) => [name, CLEAN[entity][name] ?? null]),
    );
    const [clean, almostEmpty] = await brokenRules(entity, [CLEAN[entity], sparse]);
    expect(clean).toEqual([]);
    const errors = modelOf(entity).rowRules.filter((rule) => rule.severity === "error");
    expect(errors.filter((rule) => almostEmpty!.includes(rule.name))).toEqual([]);
  },
);

test.each(ENTITY_NAMES)(
  "every rule of %s has a row that breaks it and nothing else",
  async (entity) => {
    const { rowRules } = modelOf(entity);
    expect(Object.keys(BREAKERS[entity]).sort()).toEqual(rowRules.map((rule) => rule.name).sort());
    const cases = Object.entries(BREAKERS[entity]);
    const broken = await brokenRules(
      entity,
      cases.map(([, [change]]) => ({ ...CLEAN[entity], ...change })),
    );
    const found = cases.map(([name], index) => [name, [...broken[index]!].sort()]);
    expect(found).toEqual(cases.map(([name, [, ...also]]) => [name, [name, ...also].sort()]));
  },
);

test.each(ENTITY_NAMES)(
  "%s gives one row per row, in the entity's columns, with its lineage untouched",
  async (entity) => {
    const rows = [CLEAN[entity], CLEAN[entity], {}];
    await fillBronze(engine, entity, rows);
    const reader = await engine.connection.runAndReadAll(`select * from (${modelOf(entity).sql})`);
    const names = reader.columnNames();
    const columns = ENTITIES[entity].columns.map((column) => column.name);
    expect(names.slice(0, columns.length)).toEqual(columns);
    expect(names.slice(-LINEAGE.length)).toEqual(LINEAGE);
    const lineage = await engine.connection.runAndReadAll(
      `select ${LINEAGE.join(", ")} from bronze.${entity} except all
     select ${LINEAGE.join(", ")} from (${modelOf(entity).sql})`,
    );
    expect([reader.currentRowCount, lineage.currentRowCount]).toEqual([rows.length, 0]);
  },
);

test("there are at least forty row rules, with texts a person understands", () => {
  const rules = engine.models.flatMap((model) => model.rowRules);
  expect(rules.length).toBeGreaterThanOrEqual(40);
  for (const rule of rules) {
    expect(rule.says).not.toMatch(/!|null|schema|batch|hash|merge|\bTRUE\b/i);
    expect(rule.todo).toMatch(/\.$/);
  }
});

test.each(ENTITY_NAMES)("rules of %s begin exactly where they say", async (entity) => {
  const edges = EDGES.filter(([name]) => name === entity);
  const broken = await brokenRules(
    entity,
    edges.map(([, change]) => ({ ...CLEAN[entity], ...change })),
  );
  const found = edges.map(([, change], index) => [change, [...broken[index]!].sort()]);
  expect(found).toEqual(edges.map(([, change, ...rules]) => [change, rules.sort()]));
});
