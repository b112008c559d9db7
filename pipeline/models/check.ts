import type { SqlRunner } from "#ports/sql-runner.ts";
import { checkColumns, ymlPath } from "./check/columns.ts";
import { checkReport } from "./check/reports.ts";
import { checkRules } from "./check/rules.ts";
import { checkMacros, checkStyle } from "./check/style.ts";
import { createEmptyWarehouse, type Workbench } from "./describe.ts";
import { readGraph } from "./graph.ts";
import type { Model, ModelCatalogue, ModelFinding } from "./model.ts";
import { parseSelects } from "./syntax-tree.ts";
import { runUnitTests } from "./unit-test.ts";

export interface ModelReport {
  readonly findings: readonly ModelFinding[];
  /** How many unit tests ran. */
  readonly unitTests: number;
}

/**
 * Checks every model: style, layers, key, scope, columns, rules, report meta, and runs its unit tests.
 * @param runner a fresh scratch engine; it is filled with empty tables.
 */
export async function checkModels(
  catalogue: ModelCatalogue,
  runner: SqlRunner,
): Promise<ModelReport> {
  const { graph, findings: graphFindings } = await readGraph(catalogue, runner);
  const sqls = catalogue.models.map((model) => model.sql);
  const trees = await parseSelects(sqls, runner);
  const findings = [
    ...graphFindings,
    ...checkMacros(catalogue),
    ...catalogue.models.flatMap((model, index) => checkStyle(model, trees[index])),
  ];
  if (!graph) return { findings, unitTests: 0 };
  const unsound = new Set(graphFindings.map((finding) => finding.path));
  const warehouse = await createEmptyWarehouse(catalogue, graph, runner, unsound);
  findings.push(...warehouse.findings);
  const bench: Workbench = { catalogue, graph, warehouse, runner };
  let unitTests = 0;
  for (const model of catalogue.models) {
    findings.push(
      ...(await checkColumns(model, bench)),
      ...(await checkRules(model, bench)),
      ...(await checkReport(model, bench)),
      ...(await checkUnitTests(model, bench)),
    );
    unitTests += model.unitTests.length;
  }
  return { findings, unitTests };
}

async function checkUnitTests(model: Model, bench: Workbench): Promise<readonly ModelFinding[]> {
  const path = ymlPath(model);
  if (model.unitTests.length === 0) {
    return [{ rule: "unit_test", path, text: "The model has no unit test." }];
  }
  if (!bench.warehouse.outputs.has(model.table)) return [];
  const results = await runUnitTests(model, bench);
  return results
    .filter((result) => !result.passed)
    .map(({ test, difference }) => ({ rule: "unit_test", path, text: `${test}:\n${difference}` }));
}
