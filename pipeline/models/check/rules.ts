import { ENTITY_NAMES } from "#domain/entities.ts";
import { describeSelect, engineMessage, type Workbench } from "#models/describe.ts";
import type { Model, ModelFinding, ModelTest } from "#models/load.ts";
import type { TableColumn } from "#models/tables.ts";
import { ymlPath } from "./columns.ts";

/** One bit each in a 64-bit mask, with room to spare. */
const MAX_ROW_RULES = 60;

type Add = (rule: string, text: string) => void;

/** Row rules, table rules and generic tests: names, columns, and SQL that the engine accepts. */
export async function checkRules(model: Model, bench: Workbench): Promise<readonly ModelFinding[]> {
  const findings: ModelFinding[] = [];
  const add: Add = (rule, text) => findings.push({ rule, path: ymlPath(model), text });
  checkNames(model, add);
  const output = bench.warehouse.outputs.get(model.table);
  if (!output) return findings;
  await checkRowRules(model, output, bench, add);
  await checkTableRules(model, bench, add);
  for (const test of model.tests) checkTest(test, output, bench, add);
  return findings;
}

function checkNames(model: Model, add: Add): void {
  const names = [...model.rowRules, ...model.tableRules, ...model.tests].map((rule) => rule.name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  for (const name of twice) add("rule_names", `Two rules or tests are named ${name}.`);
  if (model.rowRules.length > MAX_ROW_RULES) {
    add("row_rules", `${model.rowRules.length} row rules; ${MAX_ROW_RULES} are the most.`);
  }
  if (model.rowRules.length > 0 && model.layer !== "silver") {
    add("row_rules", "Only silver models have row rules.");
  }
  for (const { name, says } of [...model.rowRules, ...model.tableRules]) {
    const unknown = [...says.matchAll(/\{(\w+)\}/g)].find(
      ([, word]) => !["value", "key", "column", "count"].includes(word!),
    );
    if (unknown)
      add("says", `${name} says ${unknown[0]}; it may say {value} {key} {column} {count}.`);
  }
}

async function checkRowRules(
  model: Model,
  output: readonly TableColumn[],
  { runner }: Workbench,
  add: Add,
): Promise<void> {
  for (const { name, column, expression } of model.rowRules) {
    if (column !== undefined && !output.some((candidate) => candidate.name === column)) {
      add("row_rules", `${name} points to ${column}, which the model does not give.`);
    }
    try {
      const sql = `select (${expression}) as broken from (${model.sql}\n) as model_rows`;
      const [result] = await describeSelect(runner, sql);
      if (result!.type !== "BOOLEAN")
        add("row_rules", `${name} gives ${result!.type}, not BOOLEAN.`);
    } catch (error) {
      add("row_rules", `${name}: ${engineMessage(error)}`);
    }
  }
}

async function checkTableRules(model: Model, { runner }: Workbench, add: Add): Promise<void> {
  for (const rule of model.tableRules) {
    for (const entity of rule.needs ?? []) {
      if (!ENTITY_NAMES.some((name) => name === entity)) {
        add("table_rules", `${rule.name} needs ${entity}, which is no entity.`);
      }
    }
    try {
      const columns = await describeSelect(runner, rule.failing);
      const first = columns.slice(0, model.key.length).map((column) => column.name);
      if (first.join() !== model.key.join()) {
        add("table_rules", `${rule.name}: the failing rows start with ${model.key.join(", ")}.`);
      }
      const applies = rule.applies ? await describeSelect(runner, rule.applies) : [];
      if (applies.length > 1) add("table_rules", `${rule.name}: applies gives one number.`);
    } catch (error) {
      add("table_rules", `${rule.name}: ${engineMessage(error)}`);
    }
  }
}

function checkTest(
  test: ModelTest,
  output: readonly TableColumn[],
  { catalogue, warehouse }: Workbench,
  add: Add,
): void {
  const columns = "column" in test ? [test.column] : "columns" in test ? test.columns : [];
  for (const name of columns) {
    const column = output.find((candidate) => candidate.name === name);
    if (!column) add("tests", `${test.name} tests ${name}, which the model does not give.`);
    else if (test.test === "freshness" && column.type !== "DATE") {
      add("tests", `${test.name} needs a date; ${name} is ${column.type}.`);
    }
  }
  if (test.test !== "relationships") return;
  const target = catalogue.models.find((model) => model.name === test.to);
  const fields = target && (warehouse.tables.get(target.table) ?? []);
  if (!fields?.some((column) => column.name === test.field)) {
    add("tests", `${test.name} refers to ${test.to}.${test.field}, which is not there.`);
  }
}
