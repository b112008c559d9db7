import { describeSelect, engineMessage, quoteTable, type Workbench } from "#models/describe.ts";
import type { Model, ModelFinding, ReportMeta } from "#models/load.ts";
import { ymlPath } from "./columns.ts";

const NUMBER = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w*INT\w*|FLOAT|DOUBLE|DECIMAL\(.*\))$/;

type Add = (text: string) => void;

/** A report says its question, key, KPIs, chart and sentence, and all of them fit its columns. */
export async function checkReport(
  model: Model,
  bench: Workbench,
): Promise<readonly ModelFinding[]> {
  const findings: ModelFinding[] = [];
  const add: Add = (text) => findings.push({ rule: "report", path: ymlPath(model), text });
  const { report } = model;
  if (model.layer !== "reports") {
    if (report) add("Only models in sql/reports have meta.report.");
    return findings;
  }
  const output = bench.warehouse.outputs.get(model.table);
  if (!report) add("A report needs meta.report: question, key, kpis, chart, sentence.");
  if (!report || !output) return findings;
  checkParts(report, new Set(output.map((column) => column.name)), add);
  if (report.key.join() !== model.key.join()) {
    add(`Its key is ${report.key.join(", ")}, but ${model.key.join(", ")} in the SQL file.`);
  }
  await checkKpis(model, report, bench, add);
  return findings;
}

function checkParts(report: ReportMeta, columns: ReadonlySet<string>, add: Add): void {
  const { chart, kpis, sentence, question } = report;
  if (!question.endsWith("?")) add("The question ends with a question mark.");
  const drawn = [chart.x, ...(typeof chart.y === "string" ? [chart.y] : chart.y), chart.series];
  for (const name of drawn) {
    if (name !== undefined && !columns.has(name))
      add(`The chart draws ${name}, which is no column.`);
  }
  const names = kpis.map((kpi) => kpi.name);
  if (new Set(names).size < names.length) add("Two KPIs have the same name.");
  const used = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (used.length === 0) add("The sentence names no KPI in braces.");
  for (const name of used) {
    if (!names.includes(name)) add(`The sentence names {${name}}, which is no KPI.`);
  }
}

async function checkKpis(
  model: Model,
  report: ReportMeta,
  { runner }: Workbench,
  add: Add,
): Promise<void> {
  for (const kpi of report.kpis) {
    const sql = `select ${kpi.expression} as value from ${quoteTable(model.table)}`;
    try {
      const [value, ...more] = await describeSelect(runner, sql);
      if (more.length > 0) add(`KPI ${kpi.name} gives several values.`);
      if (!NUMBER.test(value!.type)) add(`KPI ${kpi.name} is ${value!.type}, not a number.`);
      const { rows } = await runner.table(sql);
      if (rows.length !== 1) add(`KPI ${kpi.name} is not an aggregate over the rows.`);
    } catch (error) {
      add(`KPI ${kpi.name}: ${engineMessage(error)}`);
    }
  }
}
