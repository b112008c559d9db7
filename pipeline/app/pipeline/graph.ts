import { type Facts, gatherFacts, type SourceFacts } from "#app/overview/facts.ts";
import type { Services } from "#app/services.ts";
import { mappedEntities } from "#app/sources/summary.ts";
import type { Handler } from "#app/use-case.ts";
import type { PipelineGraph } from "#contract/pipeline.ts";
import type { Layer, Model } from "#models/load.ts";
import { type Inputs, modelInputs } from "./model-inputs.ts";
import { modelState, sourceState } from "./node-state.ts";
import { secondsByStep, stepsOf } from "./steps.ts";

type Node = PipelineGraph["nodes"][number];
type Edge = PipelineGraph["edges"][number];

const LANES: Readonly<Record<Layer, Node["lane"]>> = {
  silver: "silver",
  gold: "gold",
  marts: "gold",
  reports: "reports",
};

/** `runs.graph`: sources, tables and reports, who reads whom, and what the newest run did to each. */
export const graph: Handler<"runs", "graph"> = (services) => async () => {
  const facts = await gatherFacts(services);
  const { models } = await services.models();
  const inputs = await modelInputs(services);
  const read = await secondsOf(services, facts.run?.id ?? null);
  const built = await secondsOf(services, facts.build?.run_id ?? null);
  return {
    run_id: facts.run?.id ?? null,
    nodes: [
      ...facts.sources.map((source) => sourceNode(facts, source, read)),
      ...models.map((model) => modelNode(facts, inputs, model, built)),
    ],
    edges: [...facts.sources.flatMap(sourceEdges), ...models.flatMap((m) => modelEdges(inputs, m))],
  };
};

async function secondsOf(
  services: Services,
  run_id: string | null,
): Promise<ReadonlyMap<string, number>> {
  const run = run_id === null ? null : services.journal().run(run_id);
  if (!run) return new Map();
  return secondsByStep(stepsOf(await services.logs.read(run.id), run.started_at));
}

function sourceNode(facts: Facts, one: SourceFacts, seconds: ReadonlyMap<string, number>): Node {
  const { source, batches } = one;
  return {
    id: `source:${source.id}`,
    lane: "bronze",
    label: source.name,
    kind: "source",
    rows:
      batches.length === 0
        ? null
        : batches.reduce((rows, batch) => rows + batch.rows_new - batch.rows_deleted, 0),
    seconds: seconds.get(`bronze.${source.id}`) ?? null,
    ...sourceState(facts, one),
  };
}

function modelNode(
  facts: Facts,
  inputs: Inputs,
  model: Model,
  seconds: ReadonlyMap<string, number>,
): Node {
  return {
    id: model.table,
    lane: LANES[model.layer],
    label: model.yml.meta.label,
    kind: kindOf(model),
    rows: facts.build?.rows[model.table] ?? null,
    seconds: seconds.get(model.table) ?? null,
    ...modelState(facts, inputs, model),
  };
}

function kindOf({ layer, name }: Model): Node["kind"] {
  if (layer === "silver") return "entity";
  if (layer === "reports") return "report";
  if (layer === "marts") return "mart";
  return name.startsWith("dim_") ? "dimension" : "fact";
}

const sourceEdges = ({ source, mapping }: SourceFacts): Edge[] =>
  mappedEntities(mapping).map((entity) => ({
    from: `source:${source.id}`,
    to: `silver.${entity}`,
  }));

/** Bronze is shown by its sources; keys and constants are nobody's concern. */
function modelEdges(inputs: Inputs, { table }: Model): Edge[] {
  return (inputs.get(table) ?? [])
    .filter((input) => /^(silver|gold|marts)\./.test(input))
    .map((input) => ({ from: input, to: table }));
}
