import { z } from "zod";
import { qualitySummary, runSummary } from "./runs.ts";
import { count, day, instant } from "./values.ts";

/** What a person may do about it; the window turns it into a button. */
export const action = z.object({
  kind: z.enum([
    "open_source",
    "open_check",
    "open_quarantine",
    "open_run",
    "review_publish",
    "run",
    "connect",
    "open_schedule",
  ]),
  /** What is opened: a source, check, entity or run. */
  target: z.string().nullable(),
});

/** One thing that waits for a person, worst first. */
export const waiting = z.object({
  id: z.string(),
  severity: z.enum(["error", "warn", "info"]),
  /** What happened and what it means, in one or two sentences. */
  text: z.string(),
  since: instant.nullable(),
  action,
});
export type Waiting = z.infer<typeof waiting>;

export const overview = z.object({
  /** Nothing connected yet: the window offers the sample shop and the first source. */
  empty: z.boolean(),
  last_run: runSummary.nullable(),
  /** What the last run did, in sentences. */
  sentence: z.string(),
  /** The newest day for which every source that feeds orders has data. */
  complete_through: day.nullable(),
  waiting: z.array(waiting),
  quality: qualitySummary.nullable(),
  /** Rows looked at by all checks of the last checked run. */
  rows_checked: count.nullable(),
  /** Newest last. */
  quality_trend: z.array(
    z.object({ run_id: z.string(), at: instant, score: z.number().nullable() }),
  ),
  published: z
    .object({ version: z.number().int(), published_at: instant, build_id: z.string() })
    .nullable(),
  /** The newest build differs from what readers see. */
  unpublished_changes: z.boolean(),
});
export type Overview = z.infer<typeof overview>;

/** A change of configuration that was made, newest first; `undoable` until something newer stands on it. */
export const change = z.object({
  change_id: z.string(),
  at: instant,
  by: z.string(),
  /** What was changed, in one sentence. */
  text: z.string(),
  area: z.enum(["source", "mapping", "schedule", "alerts", "settings", "waiver"]),
  undoable: z.boolean(),
});
export const changeId = z.object({ change_id: z.string().min(1) });
export const undone = z.object({ change_id: z.string(), text: z.string() });
