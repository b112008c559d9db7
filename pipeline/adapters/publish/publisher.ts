import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { fileError } from "#adapters/disk/file-errors.ts";
import { AppError } from "#domain/errors.ts";
import type { CurrentPointer, PublishedVersion, Publisher } from "#ports/publisher.ts";
import { entries } from "./entries.ts";
import { switchLatest } from "./latest.ts";
import { recoverPublished } from "./recover.ts";
import { removeUnused } from "./retention.ts";
import { writeVersion } from "./write-version.ts";

/**
 * Versions on the local disk. Data files are never replaced: a version is a folder of hard links to
 * content-addressed objects, and `current.json` is the one thing that changes.
 */
export function createPublisher(workspace: string): Publisher {
  const root = join(workspace, "published");
  const pointer = join(root, "current.json");

  const current = () => readJson<CurrentPointer>(pointer);

  async function versions(): Promise<readonly PublishedVersion[]> {
    const names = (await entries(root)).filter((name) => /^\d+$/.test(name));
    const manifests = await Promise.all(
      names.map((name) => readJson<PublishedVersion>(join(root, name, "manifest.json"))),
    );
    return manifests.filter((m) => m !== null).sort((a, b) => a.version - b.version);
  }

  async function point(next: CurrentPointer): Promise<void> {
    // One that cannot be read is written anew by a roll back: its fence is lost, what readers see is not.
    const before = await current().catch(() => null);
    const fence = Math.max(before?.fence ?? 0, next.fence ?? 0);
    await writeJsonAtomic(pointer, fence > 0 ? { ...next, fence } : next);
    await switchLatest(root, next.version);
  }

  return {
    current,
    versions,
    async publish(sessions, request) {
      const kept = await versions();
      const version =
        Math.max(0, ...kept.map((v) => v.version), (await current())?.version ?? 0) + 1;
      try {
        await mkdir(join(root, "objects"), { recursive: true });
        const written = await writeVersion(root, version, kept, sessions, request);
        const { build_id, at, by, reason, fence, guard } = request;
        await guard?.();
        refuseFenced(fence, await current());
        const action = "publish" as const;
        await point({ version, build_id, switched_at: at, action, by, reason, ...fenceOf(fence) });
        // Readers have the version: what is no longer needed can also go with the next one.
        await removeUnused(root, request.keep, version).catch(() => undefined);
        return written;
      } catch (error) {
        await recoverPublished(root, versions, current).catch(() => undefined);
        throw fileError(error, root);
      }
    },
    async rollback(version, at, by) {
      const next = pointerBack(await versions(), version, at, by);
      await point(next);
      return next;
    },
    async database(version) {
      const path = join(root, String(version), "warehouse.duckdb");
      return (await entries(join(root, String(version)))).includes("warehouse.duckdb")
        ? path
        : null;
    },
    file: (version, table) => join(root, String(version), `${table.replace(".", "/")}.parquet`),
    recover: () => recoverPublished(root, versions, current),
  };
}

const fenceOf = (fence: number | undefined) => (fence === undefined ? {} : { fence });

/** Somebody with a later lease has published: what this computer knows is older than what readers see. */
function refuseFenced(fence: number | undefined, now: CurrentPointer | null): void {
  if (fence === undefined || (now?.fence ?? 0) <= fence) return;
  throw new AppError("conflict", "Another computer has published since; nothing was switched.", {
    hint: "Nothing to do: readers see the newer version.",
  });
}

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError("corrupt", `${path} is not readable.`, {
      hint: "Roll back to a version of `versions` to write it anew.",
      cause: error,
    });
  }
}

function pointerBack(
  kept: readonly PublishedVersion[],
  version: number,
  at: string,
  by: string,
): CurrentPointer {
  const target = kept.find((v) => v.version === version);
  if (!target) {
    throw new AppError("not_found", `Version ${version} is not kept.`, {
      hint: "`versions` lists the ones you can return to.",
    });
  }
  const { build_id } = target;
  return { version, build_id, switched_at: at, action: "rollback", by, reason: null };
}
