import { z } from "zod";
import { count } from "./values.ts";

/** One measured thing, in the words of Prometheus: names end in their unit. */
export const metric = z.object({
  name: z.string().regex(/^medallion_[a-z0-9_]+$/),
  help: z.string(),
  samples: z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.number() })),
});
export type Metric = z.infer<typeof metric>;

/** An archive for whoever helps, under `exports/`. */
export const supportBundle = z.object({
  name: z.string(),
  path: z.string(),
  bytes: count,
  /** Files inside. */
  files: z.array(z.string()),
});

export const maintainInput = z.object({
  /** Reads older than this move to the archive. */
  archive_years: z.number().int().min(1).max(100).default(5),
  /** So many small files of a source are put together; fewer are not worth it. */
  least: z.number().int().min(2).default(64),
  /** Files up to this are small. */
  small_bytes: z.number().int().min(1).default(1_000_000),
});
export type MaintainInput = z.infer<typeof maintainInput>;
export const MAINTAIN_DEFAULTS: MaintainInput = maintainInput.parse({});

export const maintained = z.object({
  /** Logs, nights and bundles that were too old. */
  old_files: count,
  old_builds: count,
  /** Files that a kill left behind although others had taken their place. */
  tidied: count,
  /** Reads that moved to the archive. */
  archived: count,
  /** Reads that share a file now, and how many files there were and are. */
  packed: count,
  files_before: count,
  files_after: count,
});
export type Maintained = z.infer<typeof maintained>;
