/** Tables of a database as the product reads them, without a workspace around them. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import { createDatabaseTables } from "#adapters/databases/tables.ts";
import { mysqlDriver } from "#adapters/databases/mysql.ts";
import { postgresDriver } from "#adapters/databases/postgres.ts";
import type { LocalCopy, RemoteTables } from "#ports/remote-tables.ts";
import type { SecretStore } from "#ports/secrets.ts";

/** Secrets of a test, in memory. */
export function secretsOf(known: Record<string, string>): SecretStore {
  return {
    get: async (name) => known[name] ?? null,
    set: async (name, value) => void (known[name] = value),
    delete: async (name) => void delete known[name],
  };
}

export interface TableLab {
  readonly tables: RemoteTables;
  readonly folder: string;
  /** Lists and fetches one table. */
  copy(origin: DatabaseOrigin, signal?: AbortSignal): Promise<LocalCopy>;
  /** The text of its copy. */
  text(origin: DatabaseOrigin): Promise<string>;
  close(): Promise<void>;
}

export function tableLab(kind: DatabaseOrigin["kind"], known: Record<string, string>): TableLab {
  const driver = kind === "postgres" ? postgresDriver : mysqlDriver;
  const tables = createDatabaseTables(kind, {
    secrets: secretsOf(known),
    driver: async () => driver,
  });
  const folder = mkdtempSync(join(tmpdir(), "medallion-tables-"));
  const copy: TableLab["copy"] = async (origin, signal) => {
    const [object] = await tables.list(origin, signal);
    return tables.fetch(object!.path, folder, signal);
  };
  return {
    tables,
    folder,
    copy,
    text: async (origin) => readFileSync((await copy(origin)).path, "utf8"),
    close: async () => {
      await tables.forget();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a person is told when `work` fails, and its machine word. */
export async function told(work: Promise<unknown>): Promise<{ failure: unknown; text: string }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("it worked");
  const { failure } = (error.details ?? {}) as { failure?: unknown };
  return { failure, text: `${error.message} ${error.hint ?? ""}` };
}
