import { quoteLiteral } from "#domain/sql-text.ts";
import { differenceSql } from "#domain/run/silver-sql.ts";
import type { ModelGraph } from "#models/graph.ts";
import type { Model } from "#models/load.ts";
import type { RunContext } from "./context.ts";
import { changeOf } from "./context.ts";
import { recordDelta } from "./deltas.ts";
import { incrementModel } from "./model-increment.ts";
import { inOrder, sideBySide } from "./side-by-side.ts";
import { columnsOf, forgetColumns, quoted, viewSql } from "./tables.ts";

/** Tables larger than this are not compared after a rebuild: reading them twice costs more than rebuilding what follows. */
const COMPARE_LIMIT = 300_000;

/** Brings gold, marts and reports up to date, each only as far as its inputs changed. */
export async function buildModels(context: RunContext, graph: ModelGraph): Promise<void> {
  await dropUnknownModels(context);
  const models = graph.order.filter((model) => model.layer !== "silver");
  const build = async (lane: RunContext, model: Model): Promise<void> => {
    context.progress({
      step: model.table,
      label: `Building ${model.yml.meta.label ?? model.name}`,
      fraction: 0.62 + (0.2 * models.indexOf(model)) / models.length,
    });
    const started = context.services.clock.elapsed();
    const way = await buildModel(lane, graph, model);
    context.log.debug("model built", {
      model: model.table,
      way,
      milliseconds: Math.round(context.services.clock.elapsed() - started),
    });
  };
  if (context.parent === null || context.full) {
    await buildAllAnew(context, graph, models, build);
    return;
  }
  // What nobody reads is never compared, so it may be built on any connection once the rest stands.
  const isLeaf = (model: Model) =>
    model.kind !== "incremental" && graph.dependents(model.table).length === 0;
  for (const model of models) if (!isLeaf(model)) await build(context, model);
  const leaves = models.filter((model) => isLeaf(model) && !isKept(context, graph, model));
  await viewInputs(context, [...new Set(leaves.flatMap((model) => graph.inputs(model)))]);
  await sideBySide(context, leaves, build);
}

/** Without a parent nothing is compared, so models that do not read each other are built side by side. */
async function buildAllAnew(
  context: RunContext,
  graph: ModelGraph,
  models: readonly Model[],
  build: (lane: RunContext, model: Model) => Promise<void>,
): Promise<void> {
  const own = new Set(models.map((model) => model.table));
  const inputs = new Set(models.flatMap((model) => graph.inputs(model)));
  await viewInputs(
    context,
    [...inputs].filter((input) => !own.has(input)),
  );
  const waits = (model: Model) => graph.inputs(model).filter((input) => own.has(input));
  await inOrder(context, models, { name: (model) => model.table, waits }, async (lane, model) => {
    await build(lane, model);
    await viewInputs(lane, [model.table]);
  });
}

type Way = "kept" | "incremental" | "rebuilt";

async function buildModel(context: RunContext, graph: ModelGraph, model: Model): Promise<Way> {
  const inputs = graph.inputs(model);
  if (isKept(context, graph, model)) return "kept";
  const known = isKnown(context, model);
  if (known) {
    const changes = inputs.map((input) => changeOf(context, input));
    const possible = model.kind === "incremental" && changes.every((c) => c.kind !== "whole");
    if (possible && (await incrementModel(context, model, inputs))) return "incremental";
  }
  // Side by side, the views of all inputs are there already: two connections must not make the same one.
  if (context.session === context.draft) await viewInputs(context, inputs);
  await rebuildModel(context, graph, model, known);
  return "rebuilt";
}

/** The parent has this model as it is defined now. */
function isKnown({ parent, full }: RunContext, model: Model): boolean {
  return parent !== null && !full && parent.models[model.table] === model.hash;
}

/** Nothing the model reads has changed, nor the model itself. */
function isKept(context: RunContext, graph: ModelGraph, model: Model): boolean {
  const inputs = graph.inputs(model);
  return (
    isKnown(context, model) && inputs.every((input) => changeOf(context, input).kind === "none")
  );
}

/** Makes the inputs visible under the names the model uses. */
async function viewInputs(context: RunContext, inputs: readonly string[]): Promise<void> {
  if (inputs.length === 0) return;
  const views = inputs.map((input) => viewSql(input, `select * from build.${quoted(input)}`));
  await context.session.run(views.join(";\n"));
}

async function rebuildModel(
  context: RunContext,
  graph: ModelGraph,
  model: Model,
  known: boolean,
): Promise<void> {
  const { session, parent } = context;
  const target = `build.${quoted(model.table)}`;
  forgetColumns(context);
  const small = (parent?.rows[model.table] ?? Number.POSITIVE_INFINITY) <= COMPARE_LIMIT;
  const compare = known && small && graph.dependents(model.table).length > 0;
  if (!compare) {
    await session.run(`create or replace table ${target} as ${model.sql}`);
    context.changes.set(model.table, { kind: "whole" });
    return;
  }
  await session.run(`create or replace temp table stage_old as select * from ${target};
create or replace table ${target} as ${model.sql}`);
  const columns = await columnsOf(context, model.table);
  await recordDelta(context, model.table, differenceSql("stage_old", target, columns));
  await session.run("drop table stage_old");
}

/** One-row tables of constants; a model that reads one is rebuilt when it changes. */
export async function writeMeta(context: RunContext): Promise<void> {
  const { session, workspace, parent, as_of } = context;
  await session.run(`create or replace table build.meta.workspace as
select ${quoteLiteral(workspace.currency)} as currency, ${quoteLiteral(workspace.time_zone)} as time_zone;
create or replace table build.meta.as_of as select ${quoteLiteral(as_of)}::date as as_of`);
  const same =
    parent?.workspace.currency === workspace.currency &&
    parent.workspace.time_zone === workspace.time_zone;
  if (!same) context.changes.set("meta.workspace", { kind: "whole" });
  if (parent?.as_of !== as_of) context.changes.set("meta.as_of", { kind: "whole" });
}

/** A model that was deleted since the parent build must not live on in this one. */
async function dropUnknownModels(context: RunContext): Promise<void> {
  const names = new Set(context.catalogue.models.map((model) => model.table));
  const gone = Object.keys(context.parent?.models ?? {}).filter((table) => !names.has(table));
  if (gone.length === 0) return;
  await context.session.run(
    gone.map((table) => `drop table if exists build.${quoted(table)}`).join("; "),
  );
}
