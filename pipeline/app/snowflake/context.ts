import type { Services } from "#app/services.ts";
import type { SourceState } from "#app/run/context.ts";
import type { Build } from "#domain/run/build.ts";
import type { SnowflakeDatabases, SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { CloudChecks } from "#domain/snowflake/held.ts";
import { snowflakeName } from "#domain/snowflake/names.ts";
import type { SnowflakeDialect } from "#models/dialect/snowflake.ts";
import type { ModelGraph } from "#models/graph.ts";
import type { ModelCatalogue } from "#models/load.ts";
import type { Progress } from "#ports/progress.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/** What of a build's manifest is kept beside its tables on Snowflake. */
export type CloudManifest = Pick<
  Build,
  "build_id" | "run" | "as_of" | "workspace" | "batches" | "feeds" | "waivers" | "models" | "keys"
> & {
  /** What its checks said there; earlier versions of this program did not keep it. */
  readonly checks?: CloudChecks;
};

/** One build on its way to Snowflake. */
export interface CloudContext {
  readonly services: Services;
  readonly build: Build;
  /** What Snowflake's newest closed build is; null for none. */
  readonly before: CloudManifest | null;
  readonly target: SnowflakeTarget;
  readonly databases: SnowflakeDatabases;
  readonly cloud: CloudSession;
  /** The closed build on this computer, read-only. */
  readonly local: SqlSession;
  readonly dialect: SnowflakeDialect;
  readonly catalogue: ModelCatalogue;
  readonly graph: ModelGraph;
  readonly sources: readonly SourceState[];
  /** Tables of the draft whose rows may differ from the closed build's. */
  readonly changed: Set<string>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** On a lake that is shared: resolves while this computer is the one. Asked before anything others could see. */
  readonly check: () => Promise<void>;
  /** Our databases that were there when the run began. */
  readonly known: ReadonlySet<string>;
}

/** Where tables of our dialect are on Snowflake. @param special selects that stand for a table. */
export function compileFor(
  context: Pick<CloudContext, "databases" | "dialect">,
  special: ReadonlyMap<string, string> = new Map(),
) {
  const { databases, dialect } = context;
  const table = (schema: string, name: string): string => {
    const select = special.get(`${schema}.${name}`);
    if (select !== undefined) return `(${select})`;
    const home = schema === "raw" || schema === "keys" ? databases.raw : databases.draft;
    return `${home}.${schema}.${snowflakeName(name)}`;
  };
  const names = { table, functions: `${databases.raw}.functions` };
  return async (sql: string): Promise<string> => (await dialect.compile([sql], names))[0] as string;
}
