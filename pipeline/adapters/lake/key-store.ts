import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runId } from "#domain/run/batch.ts";
import type { KeyStore } from "#ports/lake.ts";
import { commitFile } from "#adapters/disk/atomic-file.ts";

/** Key maps on the local disk: `lake/keys/<dimension>/<run>.parquet`; the rename into place is the commit. */
export function createKeyStore(workspace: string): KeyStore {
  const folder = (dimension: string) => join(workspace, "lake", "keys", dimension);
  const staging = (dimension: string, run: number) =>
    join(workspace, "lake", ".staging", `keys-${dimension}-${runId(run)}.parquet`);
  return {
    async files(dimension) {
      const names = await readdir(folder(dimension)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      return names
        .filter((name) => name.endsWith(".parquet"))
        .sort()
        .map((name) => join(folder(dimension), name));
    },
    async draft(dimension, run) {
      await mkdir(join(workspace, "lake", ".staging"), { recursive: true });
      return staging(dimension, run);
    },
    async commit(dimension, run) {
      const final = join(folder(dimension), `${runId(run)}.parquet`);
      await commitFile(staging(dimension, run), final);
      return final;
    },
  };
}
