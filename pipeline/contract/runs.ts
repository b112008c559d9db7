import { z } from "zod";
import { RUN_STATES } from "./names.ts";
import { count, day, finding, instant } from "./values.ts";

export const target = z.enum(["duckdb", "snowflake"]);

export const runInput = z.object({
  /** Rebuild everything from the lake and read every file again. */
  full: z.boolean().default(false),
  /** Publish when the run succeeds. */
  publish: z.boolean().default(false),
  target: target.default("duckdb"),
  /** With the Snowflake target: compare every table with the build on this computer. */
  verify: z.boolean().default(false),
});

/** What a run did on Snowflake. */
export const cloudResult = z.object({
  build_id: z.string(),
  unchanged: z.boolean(),
  published: z.boolean(),
  files_loaded: count,
  statements: count,
  checks: z
    .object({
      asked: count,
      failing: z.array(z.object({ check: z.string(), severity: z.string(), rows: count })),
    })
    .nullable(),
  verdicts: z.array(
    z.object({
      table: z.string(),
      rows: count,
      cloud_rows: count,
      identical: z.boolean(),
      /** Keys of rows that differ, twenty at most. */
      differing: z.array(z.string()),
    }),
  ),
  estimated_credits: z.number(),
  credits: z.number(),
  not_counted: z.string(),
});
export type CloudResult = z.infer<typeof cloudResult>;

export const bronzeCounts = z.object({
  rows_read: count,
  rows_blank: count,
  rows_new: count,
  rows_changed: count,
  rows_deleted: count,
  held: z.boolean(),
});
export const silverCounts = z.object({ rows: count, quarantined: count, duplicates: count });
export const goldCounts = z.object({ rows: count, inferred: count });

export const qualitySummary = z.object({
  /** 0 to 100; null when no check applied. */
  score: z.number().min(0).max(100).nullable(),
  checks: count,
  passed: count,
  warned: count,
  failed: count,
  skipped: count,
  not_applicable: count,
});
export type QualitySummary = z.infer<typeof qualitySummary>;

/** The result of a run. `layers.bronze` is keyed by source, silver by entity, gold by model. */
export const runResult = z.object({
  run_id: z.string(),
  build_id: z.string().nullable(),
  status: z.enum(RUN_STATES),
  published: z.boolean(),
  started_at: instant,
  finished_at: instant,
  layers: z.object({
    bronze: z.record(z.string(), bronzeCounts),
    silver: z.record(z.string(), silverCounts),
    gold: z.record(z.string(), goldCounts),
  }),
  quality: qualitySummary,
  seconds: z.number().nonnegative(),
  /** Held sources, reasons of a hold, things to look at: plain sentences with what to do. */
  findings: z.array(finding).default([]),
  /** With the Snowflake target only. */
  snowflake: cloudResult.exactOptional(),
});
export type RunResult = z.infer<typeof runResult>;

export const runSummary = z.object({
  run_id: z.string(),
  kind: z.enum(["run", "backfill", "recheck"]),
  status: z.enum([...RUN_STATES, "running", "interrupted"]),
  build_id: z.string().nullable(),
  published: z.boolean(),
  started_at: instant,
  finished_at: instant.nullable(),
  seconds: z.number().nullable(),
  quality_score: z.number().nullable(),
  /** Why it ended as it did, in one sentence. */
  cause: z.string().nullable(),
});
export type RunSummary = z.infer<typeof runSummary>;

export const runId = z.object({ run_id: z.string().min(1) });
export const runListInput = z.object({ limit: z.number().int().min(1).max(1000).default(20) });

export const backfillInput = z.object({
  /** First and last day, both included, in the workspace's zone. */
  from: day,
  to: day,
  dry_run: z.boolean().default(false),
});

export const backfillResult = z.object({
  dry_run: z.boolean(),
  from: day,
  to: day,
  /** Rows that are (or would be) read again, per source. */
  sources: z.record(z.string(), z.object({ batches: count, rows: count })),
  /** Null for a dry run. */
  run: runResult.nullable(),
});
