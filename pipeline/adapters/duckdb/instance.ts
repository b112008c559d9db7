import { DuckDBInstance } from "@duckdb/node-api";
import { mkdir } from "node:fs/promises";
import type { EngineLimits } from "#ports/warehouse.ts";

/**
 * An in-memory instance that never reaches for the network and whose memory and disk use are bounded.
 * Sessions run at UTC so that casts between instants and timestamps do not depend on the machine.
 */
export async function openInstance(limits: EngineLimits): Promise<DuckDBInstance> {
  // Reading must work where nothing can be written; then big queries cannot spill.
  const folder = limits.temporary_folder;
  const spills = await mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  );
  return DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: spills ? folder : "",
    max_temp_directory_size: "200GB",
    ...(limits.memory_limit && { memory_limit: limits.memory_limit }),
    ...(limits.threads && { threads: String(limits.threads) }),
  });
}
