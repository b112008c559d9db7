import { constants } from "node:fs";
import { access, readdir, rm, stat, writeFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import type { Machine, PathState } from "#ports/machine.ts";
import { conditions, presence, sleepSettings } from "./power.ts";

/** Version of the engine's native module, by starting it. */
async function engineVersion(): Promise<string> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll("select version()");
    connection.closeSync();
    return String(reader.getRows()[0]?.[0]);
  } finally {
    instance.closeSync();
  }
}

async function canWrite(path: string, folder: boolean): Promise<boolean> {
  try {
    if (!folder) {
      await access(path, constants.W_OK);
      return true;
    }
    const probe = join(path, `.probe-${process.pid}.tmp`);
    await writeFile(probe, "");
    await rm(probe, { force: true });
    return true;
  } catch {
    return false;
  }
}

async function probe(path: string): Promise<PathState> {
  try {
    const folder = (await stat(path)).isDirectory();
    await access(path, folder ? constants.R_OK | constants.X_OK : constants.R_OK);
    return (await canWrite(path, folder)) ? "writable" : "read_only";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "unreadable";
  }
}

/** Hard links within the folder count once. What goes away meanwhile does not count. */
async function bytes(path: string): Promise<number> {
  const seen = new Set<number>();
  const size = async (file: string): Promise<number> => {
    const found = await stat(file).catch(() => null);
    if (!found || seen.has(found.ino)) return 0;
    if (found.ino !== 0) seen.add(found.ino);
    return found.size;
  };
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return size(path);
  let sum = 0;
  for (const entry of entries) {
    if (entry.isFile()) sum += await size(join(entry.parentPath, entry.name));
  }
  return sum;
}

export const machine: Machine = {
  bytes,
  presence: () => presence(),
  conditions: () => conditions(),
  sleepSettings: () => sleepSettings(),
  node_version: process.versions.node,
  engineVersion,
  memory: () => ({ free: process.availableMemory(), total: totalmem() }),
  time_zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  probe,
};
