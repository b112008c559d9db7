import type { Services } from "#app/services.ts";
import { newestBuild } from "#app/publish/publish.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import type { Batch } from "#domain/run/batch.ts";
import { allHeaders, snapshotSql, withPositionSql } from "#domain/run/bronze-sql.ts";
import type { Build } from "#domain/run/build.ts";
import { entitySql, isGrouped } from "#domain/run/entity-sql.ts";
import type { EntityFeed } from "#domain/run/entity-sql.ts";
import { list } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { EntityMapping, Workspace } from "#domain/workspace.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import type { QuerySession } from "#ports/warehouse.ts";

/** A session over the newest build, or over what is published, and which of the two it is. */
export interface OpenResult {
  readonly session: QuerySession;
  readonly build_id: string;
  readonly currency: string;
}

/**
 * For people's SQL and for reports: read-only, without access to anything else on the disk.
 * @param files further files that may be used, e.g. the one an export writes.
 */
export async function openResult(
  services: Services,
  published: boolean,
  signal?: AbortSignal,
  files: readonly string[] = [],
): Promise<OpenResult> {
  return published ? openPublished(services, files, signal) : openBuild(services, files, signal);
}

async function openBuild(
  services: Services,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<OpenResult> {
  const build = await newestBuild(services);
  const workspace = await services.workspaces.open(services.directory);
  const bronze = await bronzeViews(services, workspace, build);
  const { macrosSql } = await services.models();
  const session = await services.warehouse.openQuery(
    services.builds.file(build.build_id),
    { sql: `${macrosSql};\n${bronze.sql}`, files: [...bronze.files, ...files] },
    services.limits(workspace.settings.memory_limit),
    signal,
  );
  return { session, build_id: build.build_id, currency: build.workspace.currency };
}

async function openPublished(
  services: Services,
  more: readonly string[],
  signal?: AbortSignal,
): Promise<OpenResult> {
  const version = await currentVersion(services);
  const workspace = await services.workspaces.open(services.directory);
  const database = await services.publisher.database(version.version);
  const files = Object.keys(version.tables).map(
    (table) => [table, services.publisher.file(version.version, table)] as const,
  );
  const views = files.map(([table, file]) => {
    const name = table.split(".").map(quoteIdentifier).join(".");
    return `create view ${name} as from read_parquet(${list([file])})`;
  });
  const prelude =
    database === null
      ? { sql: views.join(";\n"), files: [...files.map(([, file]) => file), ...more] }
      : { sql: "select 1", files: more };
  const session = await services.warehouse.openQuery(
    database,
    prelude,
    services.limits(workspace.settings.memory_limit),
    signal,
  );
  return { session, build_id: version.build_id, currency: version.currency };
}

/** @throws AppError `not_found` while nothing is published. */
export async function currentVersion(services: Services): Promise<PublishedVersion> {
  const current = await services.publisher.current();
  const versions = await services.publisher.versions();
  const version = versions.find((v) => v.version === current?.version);
  if (version) return version;
  throw new AppError("not_found", "Nothing is published yet.", {
    hint: "`publish` makes the newest build what readers see.",
  });
}

/** Views of bronze as the build saw it, and the lake files behind them. */
export async function bronzeViews(
  services: Services,
  workspace: Workspace,
  build: Build,
): Promise<{ readonly sql: string; readonly files: readonly string[] }> {
  const feeds = await buildFeeds(services, workspace, build);
  const views = ENTITY_NAMES.map((entity) => {
    const mine = feeds
      .filter(({ mapping }) => mapping.entities[entity] !== undefined)
      .map((feed) => feed.of(isGrouped(entity, feed.mapping.entities[entity] as EntityMapping)));
    return `create or replace view bronze.${entity} as ${entitySql(entity, mine, build.workspace)}`;
  });
  return { sql: views.join(";\n"), files: feeds.flatMap((feed) => feed.files) };
}

interface SourceFeed {
  readonly mapping: EntityFeed["mapping"];
  readonly files: readonly string[];
  of(grouped: boolean): EntityFeed;
}

async function buildFeeds(
  services: Services,
  workspace: Workspace,
  build: Build,
): Promise<readonly SourceFeed[]> {
  const { resolve } = services.bronze;
  const feeds: SourceFeed[] = [];
  for (const source of workspace.sources) {
    const ids = new Set(build.batches[source.id] ?? []);
    const all = await services.bronze.batches(source.id);
    const batches = all.filter((batch) => ids.has(batch.batch_id));
    const versions = await services.workspaces.mappings(services.directory, source.id);
    const mapping = versions.find((m) => m.version === build.mappings[source.id]);
    if (!mapping || batches.length === 0) continue;
    const headers = allHeaders(batches);
    const snapshot = snapshotSql(batches, headers, resolve);
    feeds.push({
      mapping,
      files: batches.flatMap(filesOf).map(resolve),
      of: (grouped) => ({
        source,
        mapping,
        headers,
        snapshot: grouped ? withPositionSql(snapshot, batches, source.mode, resolve) : snapshot,
      }),
    });
  }
  return feeds;
}

function filesOf(batch: Batch): string[] {
  return [batch.file, batch.repeats, batch.positions].filter((file) => file !== null);
}
