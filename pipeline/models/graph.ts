import { AppError } from "#domain/errors.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";
import type { Layer, Model, ModelCatalogue, ModelFinding } from "./model.ts";
import { nearest } from "./near-names.ts";
import { parseSelects, tablesInSyntaxTree } from "./syntax-tree.ts";
import { ENGINE_TABLES } from "./tables.ts";

/** A table as models write it: `schema.name`. */
export type TableRef = string;

export interface ModelGraph {
  /** Inputs before the models that read them; by layer and name where that leaves a choice. */
  readonly order: readonly Model[];
  /** Tables a model reads, sorted; of models, bronze, keys and meta alike. */
  inputs(model: Model | TableRef): readonly TableRef[];
  /** Models that read a table directly, in build order. */
  dependents(table: TableRef): readonly Model[];
  /** Models that read any of the tables directly or through others, in build order; not the tables' own models. */
  downstream(of: readonly TableRef[]): readonly Model[];
}

const MAY_READ: Readonly<Record<Layer, readonly string[]>> = {
  silver: ["bronze"],
  gold: ["silver", "gold", "keys", "meta"],
  marts: ["gold", "meta"],
  reports: ["marts", "gold", "meta"],
};

export interface GraphReading {
  /** Undefined when the models read each other in a circle. */
  readonly graph: ModelGraph | undefined;
  readonly findings: readonly ModelFinding[];
}

/**
 * Reads who reads whom out of the SQL, with the engine's parser.
 * @throws AppError `bad_input` naming the model for SQL that does not parse, an unknown table, a
 * forbidden layer or a circle.
 */
export async function buildGraph(
  catalogue: ModelCatalogue,
  runner: SqlRunner,
): Promise<ModelGraph> {
  const { graph, findings } = await readGraph(catalogue, runner);
  const [first] = findings;
  if (!first && graph) return graph;
  throw new AppError("bad_input", `${first?.path}: ${first?.text}`, {
    hint: "Run `npm run models` to see every problem of the SQL models.",
    details: findings,
  });
}

/** Like `buildGraph`, but says everything that is wrong instead of stopping. */
export async function readGraph(
  catalogue: ModelCatalogue,
  runner: SqlRunner,
): Promise<GraphReading> {
  const known = [...ENGINE_TABLES.keys(), ...catalogue.models.map((model) => model.table)];
  const inputs = new Map<TableRef, readonly TableRef[]>();
  const findings: ModelFinding[] = [];
  const trees = await parseSelects(
    catalogue.models.map((model) => model.sql),
    runner,
  );
  for (const [index, model] of catalogue.models.entries()) {
    const tables = tablesInSyntaxTree(trees[index]);
    if (tables.error !== undefined) {
      findings.push({ rule: "parse", path: model.path, text: tables.error });
    }
    findings.push(...tables.names.flatMap((table) => checkInput(model, table, known)));
    inputs.set(
      model.table,
      tables.names.filter((table) => known.includes(table)),
    );
  }
  const { order, circle } = sortModels(catalogue.models, inputs);
  if (circle) {
    const path = circle[0]!.path;
    const text = `Models read each other: ${circle.map((model) => model.table).join(" → ")}.`;
    return { graph: undefined, findings: [...findings, { rule: "circle", path, text }] };
  }
  return { graph: makeGraph(order, inputs), findings };
}

function checkInput(
  model: Model,
  table: TableRef,
  known: readonly TableRef[],
): readonly ModelFinding[] {
  const finding = (rule: string, text: string): ModelFinding[] => [
    { rule, path: model.path, text },
  ];
  if (!known.includes(table)) {
    const near = nearest(table, known);
    return finding(
      "unknown_table",
      `There is no table ${table}.${near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""}`,
    );
  }
  const schema = table.slice(0, table.indexOf("."));
  if (MAY_READ[model.layer].includes(schema)) return [];
  const allowed = MAY_READ[model.layer].join(", ");
  return finding("layer", `A ${model.layer} model reads only ${allowed}, not ${table}.`);
}

function sortModels(
  models: readonly Model[],
  inputs: ReadonlyMap<TableRef, readonly TableRef[]>,
): { order: readonly Model[]; circle: readonly Model[] | undefined } {
  const byTable = new Map(models.map((model) => [model.table, model]));
  const done = new Set<Model>();
  let circle: readonly Model[] | undefined;
  const visit = (model: Model, path: readonly Model[]): void => {
    if (done.has(model) || circle) return;
    if (path.includes(model)) {
      circle = [...path.slice(path.indexOf(model)), model];
      return;
    }
    for (const table of inputs.get(model.table) ?? []) {
      const input = byTable.get(table);
      if (input) visit(input, [...path, model]);
    }
    done.add(model);
  };
  for (const model of models) visit(model, []);
  return { order: [...done], circle };
}

function makeGraph(
  order: readonly Model[],
  inputs: ReadonlyMap<TableRef, readonly TableRef[]>,
): ModelGraph {
  const inputsOf = (table: TableRef): readonly TableRef[] => inputs.get(table) ?? [];
  return {
    order,
    inputs: (model) => inputsOf(typeof model === "string" ? model : model.table),
    dependents: (table) => order.filter((model) => inputsOf(model.table).includes(table)),
    downstream: (of) => {
      const reached = new Set<TableRef>(of);
      return order.filter((model) => {
        const reads = inputsOf(model.table).some((table) => reached.has(table));
        if (reads) reached.add(model.table);
        return reads;
      });
    },
  };
}
