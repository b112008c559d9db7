import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";
import { engineMessage, quoteTable, type Workbench } from "./describe.ts";
import type { TableRef } from "./graph.ts";
import type { Model, ModelCatalogue, RowRule, TestRow, UnitTest } from "./load.ts";
import type { TableColumn } from "./tables.ts";

export interface UnitTestResult {
  readonly model: TableRef;
  readonly test: string;
  readonly passed: boolean;
  /** Readable difference, or why the test could not run; empty when it passed. */
  readonly difference: string;
}

type Cell = TestRow[string];

/** A workspace is always there; a test that does not care gets this one. */
const DEFAULT_ROWS: ReadonlyMap<TableRef, readonly TestRow[]> = new Map([
  ["meta.workspace", [{ currency: "EUR", time_zone: "UTC" }]],
]);

/**
 * Runs all unit tests of a model in an empty warehouse and leaves it empty. Columns and inputs that a
 * test does not give are null and empty; only the columns named in `expect` are compared, rows in any
 * order. A test of a silver model may also expect `_reasons`, the names of the broken row rules.
 */
export async function runUnitTests(
  model: Model,
  bench: Workbench,
): Promise<readonly UnitTestResult[]> {
  const { runner } = bench;
  const results: UnitTestResult[] = [];
  for (const test of model.unitTests) {
    let difference: string;
    await runner.run("begin transaction");
    try {
      await insertGiven(test, model, bench);
      difference = await compare(test, model, bench);
    } catch (error) {
      difference = engineMessage(error);
    } finally {
      await runner.run("rollback");
    }
    results.push({ model: model.table, test: test.name, passed: difference === "", difference });
  }
  return results;
}

/** The table that `ref('…')` or `source('…', '…')` means. @throws Error when there is none. */
export function resolveInput(input: string, catalogue: ModelCatalogue): TableRef {
  const source = /^source\('(\w+)', *'(\w+)'\)$/.exec(input);
  if (source) return `${source[1]}.${source[2]}`;
  const name = /^ref\('(\w+)'\)$/.exec(input)?.[1];
  const model = catalogue.models.find((candidate) => candidate.name === name);
  if (!model) throw new Error(`There is no model for ${input}.`);
  return model.table;
}

async function insertGiven(test: UnitTest, model: Model, bench: Workbench): Promise<void> {
  const { catalogue, graph, warehouse, runner } = bench;
  const inputs = graph.inputs(model);
  const given = new Map([...DEFAULT_ROWS].filter(([table]) => inputs.includes(table)));
  for (const { input, rows } of test.given) {
    const table = resolveInput(input, catalogue);
    if (!inputs.includes(table)) {
      throw new Error(`Given ${table} is not read by the model; it reads ${inputs.join(", ")}.`);
    }
    given.set(table, rows);
  }
  if (inputs.includes("meta.as_of") && !given.has("meta.as_of")) {
    throw new Error("The model reads meta.as_of: give source('meta', 'as_of') one row.");
  }
  for (const [table, rows] of given) {
    const columns = warehouse.tables.get(table);
    if (!columns) throw new Error(`${table} could not be made; see the findings about it.`);
    for (const row of rows) await insertRow(table, columns, row, runner);
  }
}

async function insertRow(
  table: TableRef,
  columns: readonly TableColumn[],
  row: TestRow,
  runner: SqlRunner,
): Promise<void> {
  const cells = Object.entries(row);
  if (cells.length === 0) {
    await runner.run(`insert into ${quoteTable(table)} default values`);
    return;
  }
  const stray = cells.find(([name]) => !columns.some((column) => column.name === name));
  if (stray) throw new Error(`${table} has no column ${stray[0]}.`);
  const names = cells.map(([name]) => quoteIdentifier(name)).join(", ");
  const values = cells.map(([name, value]) =>
    typed(value, columns.find((column) => column.name === name)!.type),
  );
  await runner.run(`insert into ${quoteTable(table)} (${names}) values (${values.join(", ")})`);
}

async function compare(
  test: UnitTest,
  model: Model,
  { warehouse, runner }: Workbench,
): Promise<string> {
  const output = warehouse.outputs.get(model.table);
  if (!output) throw new Error("The model could not be made; see the findings about it.");
  const columns = [...output, { name: "_reasons", type: "VARCHAR[]" }];
  const names = [...new Set(test.expect.rows.flatMap((row) => Object.keys(row)))];
  const types = names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) throw new Error(`Expected column ${name} is not in the model's output.`);
    return column.type;
  });
  const select = names.map((name, i) => asText(quoteIdentifier(name), types[i]!)).join(", ");
  const actual = await runner.table(
    `select ${select || "1"} from (${withReasons(model.sql, model.rowRules)}) as model_rows`,
  );
  const expected: (readonly unknown[])[] = [];
  for (const row of test.expect.rows) {
    const cells = names.map((name, i) => asText(typed(row[name] ?? null, types[i]!), types[i]!));
    const answer = await runner.table(`select ${cells.join(", ") || "1"}`);
    expected.push(answer.rows[0]!);
  }
  return difference(names, expected, actual.rows);
}

/** The model's rows with the names of the row rules each one breaks. */
function withReasons(sql: string, rules: readonly RowRule[]): string {
  const reasons = rules.map((r) => `case when (${r.expression}) then ${quoteLiteral(r.name)} end`);
  const list = reasons.length > 0 ? `[${reasons.join(", ")}]` : "cast([] as varchar[])";
  return `select *, list_filter(${list}, lambda reason : reason is not null) as _reasons from (${sql}\n) as judged`;
}

function typed(value: Cell, type: string): string {
  if (value === null) return `cast(null as ${type})`;
  if (Array.isArray(value)) {
    const items = value.map((item) => (item === null ? "null" : quoteLiteral(String(item))));
    return `cast([${items.join(", ")}] as ${type})`;
  }
  return `cast(${quoteLiteral(String(value))} as ${type})`;
}

/** Text in which equal values are equal; fractions that differ only by rounding are equal too. */
function asText(sql: string, type: string): string {
  const exact = type === "DOUBLE" || type === "FLOAT" ? `round(${sql}, 9)` : sql;
  return `cast(${exact} as varchar)`;
}

function difference(
  names: readonly string[],
  expected: readonly (readonly unknown[])[],
  actual: readonly (readonly unknown[])[],
): string {
  const show = (row: readonly unknown[]): string =>
    names.map((name, i) => `${name}=${row[i] === null ? "null" : String(row[i])}`).join(" | ") ||
    "a row";
  const left = actual.map(show);
  const missing = expected.map(show).filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.sort().map((row) => `  expected - ${row}`),
    ...left.sort().map((row) => `  got      + ${row}`),
  ].join("\n");
}
