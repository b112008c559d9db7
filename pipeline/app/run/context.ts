import { ENTITY_NAMES } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import type { Batch } from "#domain/run/batch.ts";
import { allHeaders, snapshotSql, withPositionSql } from "#domain/run/bronze-sql.ts";
import type { Build } from "#domain/run/build.ts";
import { isGrouped } from "#domain/run/entity-sql.ts";
import type { EntityFeed } from "#domain/run/entity-sql.ts";
import type { EntityMapping, Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { Model, ModelCatalogue } from "#models/load.ts";
import type { Log } from "#ports/log.ts";
import type { Progress } from "#ports/progress.ts";
import type { BuildSession, SqlSession } from "#ports/warehouse.ts";
import type { Services } from "#app/services.ts";
import type { Waiver } from "#domain/run/waiver.ts";

/**
 * How a table of the draft differs from the same table of the parent build.
 * delta: a temporary table of differing rows with `_sign` −1 (old) and +1 (new). whole: unknown, take it as new.
 */
export type Change =
  | { readonly kind: "none" }
  | { readonly kind: "delta"; readonly table: string; readonly rows: number }
  | { readonly kind: "whole" };

/** One source as this run sees it. */
export interface SourceState {
  readonly source: Source;
  readonly mapping: Mapping;
  /** All committed batches, this run's included, oldest first. */
  batches: readonly Batch[];
  held: string | null;
  /** What a person can do about it. */
  held_action: string | null;
  /** What this run noticed about its columns. */
  drift: readonly Finding[];
}

/** What a run knows and has done so far. Built once per run, handed to every step. */
export interface RunContext {
  readonly services: Services;
  readonly workspace: Workspace;
  readonly run: number;
  readonly run_id: string;
  readonly as_of: string;
  readonly started_at: string;
  readonly parent: Build | null;
  /** Rebuild everything from the lake. */
  readonly full: boolean;
  /** Entities to derive again though nothing changed (backfill). */
  readonly again: ReadonlySet<EntityName>;
  readonly catalogue: ModelCatalogue;
  readonly draft: BuildSession;
  /** The connection a step works on: the draft's own, or one beside it. */
  readonly session: SqlSession;
  readonly sources: readonly SourceState[];
  readonly changes: Map<string, Change>;
  readonly waivers: readonly Waiver[];
  readonly log: Log;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

export function changeOf(context: RunContext, table: string): Change {
  return context.changes.get(table) ?? { kind: "none" };
}

export function silverModel(context: RunContext, entity: EntityName): Model {
  const model = context.catalogue.models.find((m) => m.table === `silver.${entity}`);
  if (model) return model;
  throw new AppError("internal", `There is no silver model for ${entity}.`);
}

/** Sources that feed an entity, in workspace order. */
export function sourcesOf(
  sources: readonly SourceState[],
  entity: EntityName,
): readonly SourceState[] {
  return sources.filter((s) => s.mapping.entities[entity] !== undefined);
}

export function entityMapping(state: SourceState, entity: EntityName): EntityMapping {
  return state.mapping.entities[entity] as EntityMapping;
}

/** The entity's feeds over the given batches of each source (all, or only the new ones). */
export function feedsOf(
  services: Pick<Services, "bronze">,
  sources: readonly SourceState[],
  entity: EntityName,
  choose: (state: SourceState) => readonly Batch[],
): readonly EntityFeed[] {
  return sourcesOf(sources, entity).map((state) => {
    const batches = choose(state);
    const headers = allHeaders(state.batches);
    const { resolve } = services.bronze;
    const snapshot = snapshotSql(batches, headers, resolve);
    const grouped = isGrouped(entity, entityMapping(state, entity));
    return {
      source: state.source,
      mapping: state.mapping,
      headers,
      snapshot: grouped ? withPositionSql(snapshot, batches, state.source.mode, resolve) : snapshot,
    };
  });
}

/** What decides how a source is read into its entities. */
export function feedIdentity(state: SourceState): string {
  return `${state.source.id} v${state.mapping.version} ${state.source.time_zone ?? ""}`;
}

/** Batches the parent build does not have yet. */
export function newBatches(context: RunContext, state: SourceState): readonly Batch[] {
  const applied = new Set(context.parent?.batches[state.source.id] ?? []);
  return state.batches.filter((batch) => !applied.has(batch.batch_id));
}

export const ENTITIES_IN_ORDER: readonly EntityName[] = ENTITY_NAMES;
