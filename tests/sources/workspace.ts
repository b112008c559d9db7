import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createBuildStore } from "#adapters/builds/build-store.ts";
import { createSourceFiles } from "#adapters/disk/source-files.ts";
import { createDuckDBWarehouse } from "#adapters/duckdb/warehouse.ts";
import { createFileReader } from "#adapters/files/file-reader.ts";
import { openJournal } from "#adapters/journal/journal.ts";
import { createBronzeStore } from "#adapters/lake/bronze-store.ts";
import { DuckDBProfiler } from "#adapters/profile/profiler.ts";
import { FileWorkspaceStore } from "#adapters/workspace/workspace-store.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { SourceInput } from "#contract/sources.ts";
import { sourceInput } from "#contract/sources.ts";
import { readModels } from "#models/load.ts";
import { noProgress } from "#ports/progress.ts";

const SQL = join(import.meta.dirname, "../../sql");
export const call: Call = { signal: new AbortController().signal, progress: noProgress };

export interface TestWorkspace {
  readonly directory: string;
  readonly services: Services;
  /** Writes a file beside the workspace and returns its path. */
  file(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** A workspace in a temporary folder with the real adapters that sources use. */
export async function openWorkspace(): Promise<TestWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), "medallion-sources-"));
  const directory = join(folder, "shop");
  const workspaces = new FileWorkspaceStore();
  await workspaces.init(directory, { time_zone: "Europe/Berlin", currency: "EUR" });
  const journal = openJournal(join(directory, "state.sqlite"));
  const services: Partial<Services> = {
    directory,
    workspaces,
    clock: { now: () => new Date("2024-12-03T03:30:00Z"), elapsed: () => 0 },
    reader: createFileReader(),
    files: createSourceFiles(),
    profiler: new DuckDBProfiler(async () =>
      (await readModels(SQL)).catalogue.macros.map((macro) => macro.sql),
    ),
    bronze: createBronzeStore(directory),
    builds: createBuildStore(directory),
    warehouse: createDuckDBWarehouse(directory),
    journal: () => journal,
    user: "marta",
    limits: () => ({ temporary_folder: join(folder, "scratch") }),
  };
  return {
    directory,
    services: services as Services,
    file: async (name, text) => {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      return path;
    },
    close: async () => {
      journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Input of `sources.add` with the defaults of the contract. */
export function input(
  path: string,
  entities: SourceInput["entities"],
  more: Partial<SourceInput> = {},
): SourceInput {
  return sourceInput.parse({ entities, origin: { kind: "csv", path }, ...more });
}
