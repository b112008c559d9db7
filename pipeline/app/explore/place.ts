import type { Services } from "#app/services.ts";
import { newestBuild } from "#app/publish/publish.ts";
import { currentVersion } from "#app/reports/open-result.ts";
import { list } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Kept, ReadPlace } from "#ports/read-pool.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/** What is looked at, and how many rows its tables have. */
export interface Place extends ReadPlace {
  readonly build_id: string;
  /** `layer.table` → rows. */
  readonly rows: Readonly<Record<string, number>>;
}

/** The newest closed build, or the version readers see. @throws AppError `not_found` while there is none. */
export async function placeOf(services: Services, published: boolean): Promise<Place> {
  return published ? publishedPlace(services) : buildPlace(services);
}

async function buildPlace(services: Services): Promise<Place> {
  const { build_id, rows } = await newestBuild(services);
  const file = services.builds.file(build_id);
  return { key: build_id, build_id, rows, file, prelude: { sql: "select 1", files: [] } };
}

async function publishedPlace(services: Services): Promise<Place> {
  const { version, build_id, tables } = await currentVersion(services);
  const file = await services.publisher.database(version);
  const rows = Object.fromEntries(Object.entries(tables).map(([name, { rows: n }]) => [name, n]));
  const names = file === null ? Object.keys(tables) : [];
  const files = names.map((name) => services.publisher.file(version, name));
  // Older versions are kept as Parquet only; under `build` they read like a database.
  const schemas = [...new Set(names.map((name) => name.split(".")[0] as string))];
  const sql = [
    ...(names.length > 0 ? ["attach ':memory:' as build"] : []),
    ...schemas.map((schema) => `create schema build.${quoteIdentifier(schema)}`),
    ...names.map(
      (name, i) =>
        `create view ${tableSql(name)} as from read_parquet(${list([files[i] as string])})`,
    ),
    "select 1",
  ].join(";\n");
  return { key: `v${version}`, build_id, rows, file, prelude: { sql, files } };
}

/** `gold.fact_sales` as a table of the place; the name must come from its catalogue. */
export function tableSql(table: string): string {
  return `build.${table.split(".").map(quoteIdentifier).join(".")}`;
}

/** Looks at a place with an engine that stays open for a while. */
export async function look<T>(
  services: Services,
  place: Place,
  signal: AbortSignal | undefined,
  work: (session: SqlSession, kept: Kept) => Promise<T>,
): Promise<T> {
  const { settings } = await services.workspaces.open(services.directory);
  return services.readers.use(place, services.limits(settings.memory_limit), signal, work);
}

/** What `find` says once per engine, unless it fails. */
export async function once<T>(kept: Kept, key: string, find: () => Promise<T>): Promise<T> {
  if (kept.has(key)) return kept.get(key) as T;
  const found = await find();
  kept.set(key, found);
  return found;
}
