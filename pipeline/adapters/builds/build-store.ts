import { readdir, readFile, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import type { BuildStore } from "#ports/builds.ts";

/** Builds on the local disk: `builds/<id>.duckdb` with `builds/<id>.json` as its manifest. */
export function createBuildStore(workspace: string): BuildStore {
  const folder = join(workspace, "builds");

  async function names(): Promise<readonly string[]> {
    return readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
  }

  async function list(): Promise<readonly Build[]> {
    const ids = (await names()).filter((n) => /^b\d{6,}\.json$/.test(n)).sort();
    return Promise.all(ids.map((n) => readBuild(join(folder, n))));
  }

  async function remove(id: string): Promise<void> {
    // The manifest goes first: a build without one is debris, one without a database would be a lie.
    await rm(join(folder, `${id}.json`), { force: true });
    await rm(join(folder, `${id}.duckdb`), { force: true });
    await rm(join(folder, `${id}.failing`), { recursive: true, force: true });
  }

  return {
    list,
    newest: async () => (await list()).at(-1) ?? null,
    async get(buildId) {
      const build = (await list()).find((b) => b.build_id === buildId);
      if (build) return build;
      throw new AppError("not_found", `There is no build ${buildId}.`, {
        hint: "`versions` lists what can be returned to.",
      });
    },
    close: (build) => writeJsonAtomic(join(folder, `${build.build_id}.json`), build),
    async prune(keep, protect) {
      const ids = (await list()).map((b) => b.build_id);
      const doomed = ids
        .slice(0, Math.max(0, ids.length - keep))
        .filter((i) => !protect.includes(i));
      for (const id of doomed) await remove(id);
      return doomed;
    },
    async cleanUp() {
      const all = await names();
      for (const name of all) {
        const id = /^(b\d{6,})\./.exec(name)?.[1];
        if (id && !all.includes(`${id}.json`)) {
          await rm(join(folder, name), { recursive: true, force: true });
        } else if (name.includes(".draft.") || name.endsWith(".tmp")) {
          await rm(join(folder, name), { recursive: true, force: true });
        }
      }
    },
    file: (buildId) => join(folder, `${buildId}.duckdb`),
    failingFolder: (buildId) => join(folder, `${buildId}.failing`),
    async freeBytes() {
      const disk = await statfs(workspace);
      return disk.bavail * disk.bsize;
    },
  };
}

async function readBuild(path: string): Promise<Build> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Build;
  } catch (error) {
    throw new AppError("corrupt", `${path} is not readable.`, {
      hint: "Delete this file and its .duckdb; `run --full` makes a new build from the lake.",
      cause: error,
    });
  }
}
