import {
  columnFactsSql,
  danglingSql,
  type PromisedReference,
  repeatedSql,
} from "#domain/handover/measure.ts";
import type { HandoverColumn, HandoverTable } from "#domain/handover/table.ts";
import type { Model } from "#models/model.ts";
import { describeSelect, quoteTable } from "#models/describe.ts";
import type { ModelCatalogue } from "#models/load.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/**
 * What another warehouse must know of each published table. Planners there trust keys without looking, so each promise
 * of a model is counted in the version itself and named only when it holds for every row.
 */
export async function describeTables(
  session: SqlSession,
  catalogue: ModelCatalogue,
  version: PublishedVersion,
): Promise<readonly HandoverTable[]> {
  const models = new Map(catalogue.models.map((model) => [model.table, model]));
  const tables = new Map<string, HandoverTable>();
  for (const [table, { rows, sha256 }] of Object.entries(version.tables)) {
    const [schema, name] = table.split(".") as [string, string];
    const about = await keyed(session, table, models.get(table));
    tables.set(table, { schema, name, rows, sha256, references: [], ...about });
  }
  for (const [table, found] of tables) {
    const model = models.get(table);
    if (model) tables.set(table, await referring(session, tables, found, model));
  }
  return [...tables.values()];
}

async function keyed(
  session: SqlSession,
  table: string,
  model: Model | undefined,
): Promise<Pick<HandoverTable, "description" | "columns" | "key" | "remarks">> {
  const columns = await columnsOf(session, table, model);
  const description = model?.yml.description ?? "";
  const key = model?.key ?? [];
  const filled = key.every((name) => columns.some((c) => c.name === name && c.required));
  const unique = key.length > 0 && filled && (await number(session, repeatedSql(table, key))) === 0;
  if (unique) return { description, columns, key, remarks: [] };
  const remark = `${table} has no key: ${key.join(", ") || "no column"} is not unique and filled in this version.`;
  return { description, columns, key: [], remarks: [remark] };
}

async function columnsOf(
  session: SqlSession,
  table: string,
  model: Model | undefined,
): Promise<readonly HandoverColumn[]> {
  const columns = await describeSelect(session, `select * from ${quoteTable(table)}`);
  const [facts = {}] = await session.rows<Record<string, unknown>>(columnFactsSql(table, columns));
  const promised = new Set([
    ...(model?.key ?? []),
    ...(model?.tests ?? []).flatMap((t) => (t.test === "not_null" && !t.where ? [t.column] : [])),
  ]);
  const texts = new Map(model?.yml.columns.map((c) => [c.name, c.description]));
  return columns.map(({ name, type }, i) => ({
    name,
    type,
    description: texts.get(name) ?? "",
    required: promised.has(name) && Number(facts[`n${i}`]) === 0,
    longest: facts[`l${i}`] === null ? null : Number(facts[`l${i}`]),
  }));
}

async function referring(
  session: SqlSession,
  tables: ReadonlyMap<string, HandoverTable>,
  table: HandoverTable,
  model: Model,
): Promise<HandoverTable> {
  const references: PromisedReference[] = [];
  const remarks: string[] = [];
  for (const test of model.tests) {
    if (test.test !== "relationships") continue;
    const to = `gold.${test.to}`;
    if (tables.get(to)?.key.join() !== test.field) continue;
    const reference = { column: test.column, to, field: test.field };
    const dangling = await number(session, danglingSql(model.table, reference));
    if (dangling === 0) references.push(reference);
    else remarks.push(`${model.table}.${test.column} has ${dangling} rows that are not in ${to}.`);
  }
  return { ...table, references, remarks: [...table.remarks, ...remarks] };
}

async function number(session: SqlSession, sql: string): Promise<number> {
  const [row] = await session.rows<{ n: unknown }>(sql);
  return Number(row?.n);
}
