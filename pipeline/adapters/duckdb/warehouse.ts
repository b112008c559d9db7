import type { DuckDBInstance } from "@duckdb/node-api";
import { constants } from "node:fs";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "#adapters/disk/file-errors.ts";
import { syncFile, syncFolder } from "#adapters/disk/atomic-file.ts";
import { BUILD_SCHEMAS } from "#domain/run/build.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { BuildSession, ClosableSession, EngineLimits, Warehouse } from "#ports/warehouse.ts";
import { toAppError } from "./errors.ts";
import { openInstance } from "./instance.ts";
import { openQuerySession, openReadSession } from "./query-session.ts";
import { DuckDBSession } from "./session.ts";

/**
 * Builds as DuckDB files in `builds/`. The draft is attached as `build`; the in-memory catalogue beside it holds
 * the views models read through, so a closed build never contains a view over files.
 */
export function createDuckDBWarehouse(workspace: string): Warehouse {
  const builds = join(workspace, "builds");
  return {
    async openDraft(buildId, parent, limits, signal) {
      await mkdir(builds, { recursive: true });
      const draft = join(builds, `${buildId}.draft.duckdb`);
      const final = join(builds, `${buildId}.duckdb`);
      await removeDraft(draft);
      try {
        if (parent !== null) {
          await copyFile(join(builds, `${parent}.duckdb`), draft, constants.COPYFILE_FICLONE);
        }
        return await DraftSession.open(draft, final, limits, signal);
      } catch (error) {
        await removeDraft(draft);
        throw fileError(error, draft);
      }
    },
    openRead: openReadSession,
    openQuery: openQuerySession,
  };
}

async function removeDraft(draft: string): Promise<void> {
  await rm(draft, { force: true });
  await rm(`${draft}.wal`, { force: true });
}

class DraftSession extends DuckDBSession implements BuildSession {
  readonly engine_version: string;
  readonly #instance: DuckDBInstance;
  readonly #draft: string;
  readonly #final: string;
  #open = true;

  private constructor(
    parts: {
      instance: DuckDBInstance;
      connection: Awaited<ReturnType<DuckDBInstance["connect"]>>;
      version: string;
      draft: string;
      final: string;
    },
    signal?: AbortSignal,
  ) {
    super(parts.connection, signal);
    this.engine_version = parts.version;
    this.#instance = parts.instance;
    this.#draft = parts.draft;
    this.#final = parts.final;
  }

  static async open(
    draft: string,
    final: string,
    limits: EngineLimits,
    signal?: AbortSignal,
  ): Promise<DraftSession> {
    const instance = await openInstance(limits);
    const connection = await instance.connect();
    try {
      // Only this program reads builds, so they take the newest storage, which packs texts faster.
      // Small row groups let tables of some ten thousand rows be written in parallel, not at the last checkpoint.
      // Checkpoints in the middle of a build only cost time: nobody reads a draft.
      await connection.run(`set TimeZone = 'UTC'; set wal_autocheckpoint = '1TB';
attach ${quoteLiteral(draft)} as build (row_group_size 40960, storage_version 'latest');
${[...BUILD_SCHEMAS, "bronze"].map((s) => `create schema if not exists memory.${s};`).join("\n")}
${BUILD_SCHEMAS.map((s) => `create schema if not exists build.${s};`).join("\n")}
use memory;`);
      const reader = await connection.runAndReadAll("select version()");
      const version = String(reader.getRowsJson()[0]?.[0] ?? "unknown");
      return new DraftSession({ instance, connection, version, draft, final }, signal);
    } catch (error) {
      connection.closeSync();
      instance.closeSync();
      throw toAppError(error, `attach ${draft}`, signal);
    }
  }

  async keepOrder(on: boolean): Promise<void> {
    await this.run(`set preserve_insertion_order = ${on}`);
  }

  async fork(): Promise<ClosableSession> {
    const connection = await this.#instance.connect();
    const session = new DuckDBSession(connection, this.signal);
    await session.run("use memory");
    return session;
  }

  async finish(): Promise<number> {
    await this.run("checkpoint build; detach build");
    await this.#shut();
    await syncFile(this.#draft);
    await rename(this.#draft, this.#final);
    await syncFolder(join(this.#final, ".."));
    return (await stat(this.#final)).size;
  }

  async discard(): Promise<void> {
    await this.#shut();
    await removeDraft(this.#draft);
  }

  async #shut(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.close();
    this.#instance.closeSync();
  }
}
