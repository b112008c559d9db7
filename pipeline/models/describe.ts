import { quoteIdentifier } from "#domain/sql-text.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";
import type { ModelGraph, TableRef } from "./graph.ts";
import type { Model, ModelCatalogue, ModelFinding } from "./model.ts";
import { LAYERS } from "./model.ts";
import { ENGINE_TABLES, type TableColumn } from "./tables.ts";

/** What tools that look into models work with. */
export interface Workbench {
  readonly catalogue: ModelCatalogue;
  readonly graph: ModelGraph;
  readonly warehouse: EmptyWarehouse;
  readonly runner: SqlRunner;
}

/** An empty warehouse in a scratch engine: every table the engine makes and every model, without rows. */
export interface EmptyWarehouse {
  /** Columns of each table as other models see it. */
  readonly tables: ReadonlyMap<TableRef, readonly TableColumn[]>;
  /** Columns of each model's select; for silver these include `<column>__raw`. */
  readonly outputs: ReadonlyMap<TableRef, readonly TableColumn[]>;
  /** Models the engine refuses, with its reason. */
  readonly findings: readonly ModelFinding[];
}

const QUARANTINE_COLUMNS: readonly TableColumn[] = [
  { name: "_reasons", type: "VARCHAR[]" },
  { name: "_address", type: "VARCHAR" },
];

/** `schema.name` with both parts quoted. */
export function quoteTable(table: TableRef): string {
  return table.split(".").map(quoteIdentifier).join(".");
}

/** The columns a table of a model has: a silver table leaves out the text versions of its columns. */
export function tableColumns(
  model: Pick<Model, "layer">,
  output: readonly TableColumn[],
): readonly TableColumn[] {
  if (model.layer !== "silver") return output;
  return output.filter((column) => !column.name.endsWith("__raw"));
}

/** The engine's message without its drawing of the place. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n\n")[0]!.replaceAll(/\s+/g, " ").trim();
}

/** Columns of a select. @throws Error with the engine's message when it does not bind. */
export async function describeSelect(
  runner: SqlRunner,
  sql: string,
): Promise<readonly TableColumn[]> {
  const { rows } = await runner.table(`describe ${sql}`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/**
 * Fills a fresh scratch engine with macros and empty tables, models in build order.
 * A model that does not bind is reported; those that read it are passed over.
 * @param unsound paths of models whose fault is known already; they are passed over too.
 */
export async function createEmptyWarehouse(
  catalogue: ModelCatalogue,
  graph: ModelGraph,
  runner: SqlRunner,
  unsound: ReadonlySet<string> = new Set(),
): Promise<EmptyWarehouse> {
  const schemas = [...LAYERS, "bronze", "keys", "meta", "quarantine", "superseded"];
  await runner.run(schemas.map((schema) => `create schema if not exists ${schema};`).join("\n"));
  const tables = new Map<TableRef, readonly TableColumn[]>();
  const outputs = new Map<TableRef, readonly TableColumn[]>();
  const findings = [...(await createMacros(catalogue, runner))];
  const create = async (table: TableRef, columns: readonly TableColumn[]): Promise<void> => {
    const list = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`);
    await runner.run(`create table ${quoteTable(table)} (${list.join(", ")})`);
    tables.set(table, columns);
  };
  for (const [table, columns] of ENGINE_TABLES) await create(table, columns);
  for (const model of graph.order) {
    if (unsound.has(model.path)) continue;
    if (graph.inputs(model).some((input) => !tables.has(input))) continue;
    try {
      const output = await describeSelect(runner, model.sql);
      const columns = tableColumns(model, output);
      await create(model.table, columns);
      if (model.layer === "silver") {
        await create(`superseded.${model.name}`, columns);
        await create(`quarantine.${model.name}`, [...columns, ...QUARANTINE_COLUMNS]);
      }
      outputs.set(model.table, output);
    } catch (error) {
      findings.push({ rule: "binds", path: model.path, text: engineMessage(error) });
    }
  }
  return { tables, outputs, findings };
}

async function createMacros(
  catalogue: ModelCatalogue,
  runner: SqlRunner,
): Promise<readonly ModelFinding[]> {
  const findings: ModelFinding[] = [];
  for (const macro of catalogue.macros) {
    try {
      await runner.run(macro.sql);
    } catch (error) {
      findings.push({ rule: "macro", path: macro.path, text: engineMessage(error) });
    }
  }
  return findings;
}
