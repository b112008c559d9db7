import { ENTITIES, ENTITY_NAMES, LINEAGE, type ColumnType } from "#domain/entities.ts";
import { describeSelect, engineMessage, tableColumns, type Workbench } from "#models/describe.ts";
import type { Model, ModelFinding } from "#models/model.ts";
import { classifyInputs, joinKeys } from "#models/scopes.ts";
import type { TableColumn } from "#models/tables.ts";

/** What a model gives: key, scope, described columns, types, and how changes reach it. */
export async function checkColumns(
  model: Model,
  bench: Workbench,
): Promise<readonly ModelFinding[]> {
  const output = bench.warehouse.outputs.get(model.table);
  if (!output) return [];
  return [
    ...checkKey(model, output),
    ...(await checkDescribed(model, tableColumns(model, output), bench)),
    ...checkKind(model, bench),
    ...(model.layer === "silver" ? checkSilver(model, output) : []),
  ];
}

function checkKey(model: Model, output: readonly TableColumn[]): readonly ModelFinding[] {
  const missing = (rule: "key" | "scope"): readonly ModelFinding[] =>
    model[rule]
      .filter((name) => !output.some((column) => column.name === name))
      .map((name) => ({
        rule,
        path: model.path,
        text: `The ${rule} column ${name} is not in the model's output.`,
      }));
  const wanted = [...model.key].sort().join();
  const tested = model.tests.some((test) => {
    if (test.test === "unique") return test.column === wanted;
    return test.test === "unique_key" && [...test.columns].sort().join() === wanted;
  });
  const path = ymlPath(model);
  const text = `Nothing tests that (${model.key.join(", ")}) is unique: add unique or unique_key.`;
  return [
    ...missing("key"),
    ...missing("scope"),
    ...(tested ? [] : [{ rule: "key_test", path, text }]),
  ];
}

export const ymlPath = (model: Model): string => model.path.replace(/\.sql$/, ".yml");

/** Lineage columns mean the same everywhere and need no description. */
async function checkDescribed(
  model: Model,
  columns: readonly TableColumn[],
  bench: Workbench,
): Promise<readonly ModelFinding[]> {
  const path = ymlPath(model);
  const findings: ModelFinding[] = [];
  const add = (rule: string, text: string): number => findings.push({ rule, path, text });
  if (!/One row per [^.]+\.\s*$/.test(model.yml.description)) {
    add("description", 'The description ends with a sentence "One row per ….".');
  }
  const described = new Map(model.yml.columns.map((column) => [column.name, column]));
  if (described.size < model.yml.columns.length) add("columns", "A column is described twice.");
  for (const { name } of columns) {
    if (!described.has(name) && !name.startsWith("_")) add("columns", `${name} is not described.`);
  }
  for (const [name, { data_type: declared }] of described) {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) add("columns", `${name} is described, but the model does not give it.`);
    if (!column || declared === undefined) continue;
    const type = await canonicalType(declared, bench);
    if (type !== column.type) add("type", `${name} is ${column.type}, not ${declared}.`);
  }
  return findings;
}

async function canonicalType(declared: string, { runner }: Workbench): Promise<string> {
  try {
    const [column] = await describeSelect(runner, `select cast(null as ${declared}) as x`);
    return column!.type;
  } catch (error) {
    return engineMessage(error);
  }
}

function checkKind(model: Model, bench: Workbench): readonly ModelFinding[] {
  const inputs = bench.graph.inputs(model);
  const finding = (text: string): ModelFinding => ({ rule: "kind", path: model.path, text });
  if (inputs.includes("meta.as_of") && model.kind !== "table") {
    return [finding("A model that reads meta.as_of changes every day: kind is table.")];
  }
  if (model.layer === "reports" && model.kind !== "table") {
    return [finding("A report is kind table.")];
  }
  if (model.kind !== "incremental" || model.layer === "silver") return [];
  const shapes = inputs.map((table) => {
    const columns = bench.warehouse.tables.get(table) ?? [];
    const keys = joinKeys(table, bench.catalogue);
    return [table, { columns: columns.map((column) => column.name), keys }] as const;
  });
  return [...classifyInputs(model.scope, new Map(shapes))]
    .filter(([table, found]) => found.kind === "unreachable" && !table.startsWith("meta."))
    .map(([table]) => ({
      rule: "reach",
      path: model.path,
      text: `A change in ${table} cannot be followed to (${model.scope.join(", ")}): no input has both.`,
    }));
}

const SILVER_TYPE: Readonly<Record<ColumnType, string>> = {
  key: "VARCHAR",
  text: "VARCHAR",
  integer: "INTEGER",
  quantity: "DECIMAL(18,4)",
  amount: "DECIMAL(18,4)",
  timestamp: "TIMESTAMP",
  date: "DATE",
  boolean: "BOOLEAN",
};

/** A silver table: the entity's columns in their order and types, local dates, text versions, lineage last. */
function checkSilver(model: Model, output: readonly TableColumn[]): readonly ModelFinding[] {
  const entity = ENTITY_NAMES.find((name) => name === model.name);
  const finding = (text: string): ModelFinding => ({ rule: "silver", path: model.path, text });
  if (!entity) return [finding(`There is no entity ${model.name}.`)];
  const { columns } = ENTITIES[entity];
  const findings: ModelFinding[] = [];
  const names = output.map((column) => column.name);
  const wanted = columns.map((column) => column.name);
  if (names.slice(0, wanted.length).join() !== wanted.join()) {
    findings.push(finding(`Its columns start with ${wanted.join(", ")}, in this order.`));
  }
  if (names.slice(-LINEAGE.length).join() !== LINEAGE.join()) {
    findings.push(finding(`Its columns end with ${LINEAGE.join(", ")}, in this order.`));
  }
  const dates = columns.filter((column) => column.type === "timestamp");
  const types = [
    ...columns.map((column) => [column.name, SILVER_TYPE[column.type]] as const),
    ...dates.map((column) => [`${column.name}_date`, "DATE"] as const),
  ];
  for (const [name, type] of types) {
    const actual = output.find((column) => column.name === name)?.type;
    if (actual !== type) findings.push(finding(`${name} is ${actual ?? "missing"}, not ${type}.`));
  }
  return findings;
}
