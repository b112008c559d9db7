import type { Services } from "#app/services.ts";
import { buildGraph } from "#models/graph.ts";
import type { ModelCatalogue } from "#models/load.ts";

/** `layer.table` → tables it reads. */
export type Inputs = ReadonlyMap<string, readonly string[]>;

/** Who reads whom follows from the models' text: found out once per process. */
const known = new WeakMap<ModelCatalogue, Promise<Inputs>>();

export async function modelInputs(services: Services): Promise<Inputs> {
  const catalogue = await services.models();
  const found = known.get(catalogue) ?? readInputs(services, catalogue);
  known.set(catalogue, found);
  found.catch(() => known.delete(catalogue));
  return found;
}

async function readInputs(services: Services, catalogue: ModelCatalogue): Promise<Inputs> {
  const session = await services.warehouse.openRead(null, services.limits());
  try {
    const graph = await buildGraph(catalogue, session);
    return new Map(catalogue.models.map((model) => [model.table, graph.inputs(model)]));
  } finally {
    await session.close();
  }
}

/** Entities a table stands on, directly or through others. */
export function entitiesBehind(inputs: Inputs, table: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const input of inputs.get(name) ?? []) visit(input);
  };
  visit(table);
  const silver = [...seen].filter((name) => name.startsWith("silver."));
  return new Set(silver.map((name) => name.slice("silver.".length)));
}
