import type { DuckDBInstance } from "@duckdb/node-api";
import { stat } from "node:fs/promises";
import { AppError } from "#domain/errors.ts";
import { BUILD_SCHEMAS } from "#domain/run/build.ts";
import { list } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { ClosableSession, EngineLimits, QuerySession } from "#ports/warehouse.ts";
import { openInstance } from "./instance.ts";
import { DuckDBSession } from "./session.ts";

class ReadSession extends DuckDBSession implements QuerySession {
  readonly #instance: DuckDBInstance;
  constructor(
    connection: ConstructorParameters<typeof DuckDBSession>[0],
    instance: DuckDBInstance,
    signal?: AbortSignal,
  ) {
    super(connection, signal);
    this.#instance = instance;
  }
  async fork(signal?: AbortSignal): Promise<ClosableSession> {
    return new DuckDBSession(await this.#instance.connect(), signal);
  }
  override async close(): Promise<void> {
    await super.close();
    this.#instance.closeSync();
  }
}

/**
 * A build attached read-only behind views of the same names. Bronze is views over the named lake files; nothing
 * else on the disk can be read, and no setting can be changed back.
 */
export async function openQuerySession(
  file: string | null,
  prelude: { readonly sql: string; readonly files: readonly string[] },
  limits: EngineLimits,
  signal?: AbortSignal,
): Promise<QuerySession> {
  const session = await openReadSession(file, limits, signal);
  try {
    await session.run(`${prelude.sql};
${prelude.files.length > 0 ? `set allowed_paths = ${list(prelude.files)};` : ""}
set enable_external_access = false;
set lock_configuration = true;`);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The same without the fence: for the product's own reading and publishing. */
export async function openReadSession(
  file: string | null,
  limits: EngineLimits,
  signal?: AbortSignal,
): Promise<QuerySession> {
  if (file !== null) await requireFile(file);
  const instance = await openInstance(limits);
  const connection = await instance.connect();
  const session = new ReadSession(connection, instance, signal);
  try {
    await session.run(`set global TimeZone = 'UTC';
${file === null ? "" : `attach ${quoteLiteral(file)} as build (read_only);`}
create schema bronze;
${BUILD_SCHEMAS.map((s) => `create schema if not exists ${s};`).join("\n")}`);
    const tables = await session.rows<{ schema_name: string; table_name: string }>(
      "select schema_name, table_name from duckdb_tables() where database_name = 'build'",
    );
    const views = tables.map(({ schema_name, table_name }) => {
      const name = `${quoteIdentifier(schema_name)}.${quoteIdentifier(table_name)}`;
      return `create view ${name} as from build.${name};`;
    });
    if (views.length > 0) await session.run(views.join("\n"));
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function requireFile(file: string): Promise<void> {
  await stat(file).catch((cause: unknown) => {
    throw new AppError("not_found", `The build file ${file} is missing.`, {
      hint: "`run --full` makes a new build from the lake.",
      cause,
    });
  });
}
