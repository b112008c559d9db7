import { ENTITY_NAMES } from "#domain/entities.ts";
import type { RunContext } from "./context.ts";
import { feedIdentity, newBatches, sourcesOf } from "./context.ts";
import { waiverText } from "#domain/run/waiver.ts";

/**
 * True if the newest build already is what this run would make: same batches, mappings, waivers, models and
 * workspace settings. The date alone makes no new build.
 */
export function isUnchanged(
  context: Pick<RunContext, "parent" | "again" | "sources" | "waivers" | "catalogue" | "workspace">,
): boolean {
  const { parent } = context;
  if (parent === null || context.again.size > 0) return false;
  const full = context as RunContext;
  if (context.sources.some((state) => newBatches(full, state).length > 0)) return false;
  if (!same([...parent.waivers], context.waivers.map(waiverText))) return false;
  const { time_zone, currency } = context.workspace;
  if (parent.workspace.time_zone !== time_zone) return false;
  if (parent.workspace.currency !== currency) return false;
  if (!same(Object.entries(parent.models).map(String), modelHashes(full))) return false;
  return ENTITY_NAMES.every((entity) =>
    same([...(parent.feeds[entity] ?? [])], sourcesOf(context.sources, entity).map(feedIdentity)),
  );
}

function modelHashes(context: RunContext): string[] {
  return context.catalogue.models.map((model) => String([model.table, model.hash]));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join("\n") === b.toSorted().join("\n");
}
