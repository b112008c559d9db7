import type { EntityName } from "#domain/entities.ts";
import { ENTITIES } from "#domain/entities.ts";
import { entitySql, isGrouped } from "#domain/run/entity-sql.ts";
import { errorMask, LINEAGE_COLUMNS, stageSql } from "#domain/run/silver-sql.ts";
import type { StageColumns } from "#domain/run/silver-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/load.ts";
import {
  ENTITIES_IN_ORDER,
  entityMapping,
  feedIdentity,
  feedsOf,
  newBatches,
  silverModel,
  sourcesOf,
} from "./context.ts";
import type { RunContext } from "./context.ts";
import type { EntityPlan } from "./entity-plan.ts";
import { incrementEntity } from "./silver-increment.ts";
import { sideBySide } from "./side-by-side.ts";
import { rebuildEntity } from "./silver-rebuild.ts";
import { applyWaivers, waiversChanged } from "./waivers.ts";

/** Parses what is new or changed of every entity, sets bad rows aside and keeps the latest row of each key. */
export async function buildSilver(context: RunContext): Promise<void> {
  const ways = new Map(ENTITIES_IN_ORDER.map((entity) => [entity, chooseWay(context, entity)]));
  const anew = ENTITIES_IN_ORDER.filter((entity) => ways.get(entity) === "rebuild");
  const others = ENTITIES_IN_ORDER.filter((entity) => ways.get(entity) !== "rebuild");
  await sideBySide(context, anew, (lane, entity) => buildEntity(lane, entity, "rebuild"));
  for (const entity of others) await buildEntity(context, entity, ways.get(entity) as Way);
}

async function buildEntity(context: RunContext, entity: EntityName, way: Way): Promise<void> {
  context.progress({
    step: `silver.${entity}`,
    label: `Cleaning ${entity.replaceAll("_", " ")}`,
    fraction: 0.35 + (0.25 * ENTITIES_IN_ORDER.indexOf(entity)) / ENTITIES_IN_ORDER.length,
  });
  if (way === "keep") return;
  await createBronzeView(context, entity, way === "increment");
  const plan = await planEntity(context, entity);
  if (way === "increment") {
    await stage(context, plan);
    await incrementEntity(context, plan);
    return;
  }
  await stage(context, plan);
  await rebuildEntity(context, plan, way === "compare");
}

type Way = "keep" | "increment" | "compare" | "rebuild";

/**
 * keep: nothing new. increment: only the keys concerned. compare: derive all rows again and find out which
 * differ. rebuild: derive all rows and treat the table as new.
 */
function chooseWay(context: RunContext, entity: EntityName): Way {
  const { parent } = context;
  if (parent === null || context.full) return "rebuild";
  const table = `silver.${entity}`;
  if (parent.models[table] !== silverModel(context, entity).hash) return "rebuild";
  const states = sourcesOf(context.sources, entity);
  if (settingsChanged(context, entity) || context.again.has(entity)) return "compare";
  const changed = states.filter((state) => newBatches(context, state).length > 0);
  if (changed.length === 0) return "keep";
  if (changed.some((state) => isGrouped(entity, entityMapping(state, entity)))) return "compare";
  const rows = changed
    .flatMap((state) => newBatches(context, state))
    .reduce((sum, batch) => sum + batch.rows_new + batch.rows_deleted, 0);
  const before = parent.rows[table] ?? 0;
  return rows > 0.2 * before + 1000 ? "compare" : "increment";
}

function settingsChanged(context: RunContext, entity: EntityName): boolean {
  const parent = context.parent;
  if (parent === null) return true;
  const { time_zone, currency } = context.workspace;
  if (parent.workspace.time_zone !== time_zone || parent.workspace.currency !== currency) {
    return true;
  }
  const now = sourcesOf(context.sources, entity).map(feedIdentity);
  const before = parent.feeds[entity] ?? [];
  return now.join("\n") !== before.join("\n") || waiversChanged(context, entity);
}

async function createBronzeView(
  context: RunContext,
  entity: EntityName,
  onlyNew: boolean,
): Promise<void> {
  const feeds = feedsOf(context.services, context.sources, entity, (state) =>
    onlyNew ? newBatches(context, state) : state.batches,
  );
  const sql = entitySql(entity, feeds, context.workspace);
  await context.session.run(
    `create or replace view memory.bronze.${quoteIdentifier(entity)} as ${sql}`,
  );
}

async function planEntity(context: RunContext, entity: EntityName): Promise<EntityPlan> {
  const model = silverModel(context, entity);
  const offered = await columnsOffered(context, model);
  const columns = offered.filter((c) => !c.endsWith("__raw"));
  const lineage = new Set<string>(LINEAGE_COLUMNS);
  return {
    entity,
    key: model.key,
    columns,
    content: columns.filter((c) => !lineage.has(c)),
    raw: rawTexts(entity, new Set(offered)),
    rules: model.rowRules,
    errors: errorMask(model.rowRules),
    hasUpdatedAt: columns.includes("updated_at"),
  };
}

/** What a model offers depends on its text and the columns of the entity only: asked once per process. */
const offeredBy = new WeakMap<Model, readonly string[]>();

async function columnsOffered(context: RunContext, model: Model): Promise<readonly string[]> {
  const known = offeredBy.get(model);
  if (known) return known;
  const described = await context.session.rows<{ column_name: string }>(`describe ${model.sql}`);
  const offered = described.map((c) => c.column_name);
  offeredBy.set(model, offered);
  return offered;
}

/** `stage_rows`: every row of bronze.<entity> typed and judged. */
async function stage(context: RunContext, plan: EntityPlan): Promise<void> {
  const model = silverModel(context, plan.entity);
  const columns: StageColumns = { kept: plan.columns, raw: plan.raw };
  await context.session.run(
    `create or replace temp table stage_rows as ${stageSql(model.sql, columns, plan.rules)}`,
  );
  await applyWaivers(context, plan);
}

/** Entity column → what the source said about it, where the model keeps that; else the typed value as text. */
function rawTexts(entity: EntityName, offered: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    ENTITIES[entity].columns.map(({ name }) => [
      name,
      offered.has(`${name}__raw`) ? quoteIdentifier(`${name}__raw`) : `${name}::varchar`,
    ]),
  );
}
