import { z } from "zod";
import { DIMENSIONS } from "#domain/quality/dimensions.ts";
import { CHECK_STATUSES } from "#domain/quality/results.ts";
import { qualitySummary } from "./runs.ts";
import { cell, count, day, instant, page, paging, severity } from "./values.ts";

export const checkResult = z.object({
  /** Stable name, unique in the project, e.g. `silver.orders.ordered_at_unreadable`. */
  name: z.string(),
  /** `layer.model`, e.g. `silver.orders`. */
  table: z.string(),
  /** What people read for the table, e.g. `Orders`. */
  label: z.string(),
  column: z.string().nullable(),
  dimension: z.enum(DIMENSIONS),
  severity,
  status: z.enum(CHECK_STATUSES),
  rows_checked: count,
  rows_failed: count,
  /** What is there and what it means, in plain words. */
  says: z.string(),
  todo: z.string().nullable(),
  owner: z.string().nullable(),
  /** When it began to fail without a break; null while it passes. */
  since: instant.nullable(),
  examples: z.array(z.object({ address: z.string().nullable(), key: z.string(), value: cell })),
});
export type CheckResult = z.infer<typeof checkResult>;

export const qualityInput = z.object({ run_id: z.string().min(1).exactOptional() });
export const qualityResult = z.object({
  run_id: z.string(),
  build_id: z.string().nullable(),
  finished_at: instant,
  summary: qualitySummary,
  /** Rows looked at by all checks together. */
  rows_checked: count,
  checks: z.array(checkResult),
});

export const failingInput = paging.extend({
  check: z.string().min(1),
  run_id: z.string().min(1).exactOptional(),
});
export const failingRows = page.extend({ check: checkResult });

export const quarantineFilter = z.object({
  entity: z.string().min(1).exactOptional(),
  rule: z.string().min(1).exactOptional(),
  source: z.string().min(1).exactOptional(),
});

export const brokenRule = z.object({
  rule: z.string(),
  column: z.string().nullable(),
  value: cell,
  says: z.string(),
  todo: z.string().nullable(),
  /** Only rules on typed values can be waived. */
  waivable: z.boolean(),
});

export const quarantineRow = z.object({
  /** Names the row in later commands: `entity:source:row hash:occurrence`. */
  id: z.string(),
  entity: z.string(),
  key: z.string(),
  /** Where the cell stands today, e.g. `orders.csv!F212`; null when it is gone. */
  address: z.string().nullable(),
  source_id: z.string(),
  batch_id: z.string(),
  reasons: z.array(brokenRule),
});
export const quarantineListInput = quarantineFilter.extend(paging.shape);
export const quarantineList = z.object({ total: count, rows: z.array(quarantineRow) });

export const quarantineId = z.object({ id: z.string().min(1) });
export const quarantineDetail = quarantineRow.extend({
  /** Source header → cell as the source wrote it. */
  cells: z.record(z.string(), cell),
  /** Column of the entity → value after reading it. */
  typed: z.record(z.string(), cell),
  decisions: z.array(
    z.object({ decision_id: z.string(), rule: z.string(), reason: z.string(), made_at: instant }),
  ),
});

/** Which set-aside rows a decision is about: named ones, or all that match. */
const chosen = {
  ids: z.array(z.string().min(1)).default([]),
  filter: quarantineFilter.default({}),
};

export const readmitInput = z.object(chosen);
export const readmitResult = z.object({
  judged: count,
  /** Rows that pass now; they enter silver with the next run. */
  passing: count,
  still_set_aside: count,
});

export const waiveInput = z.object({
  ...chosen,
  rule: z.string().min(1),
  reason: z.string().min(1),
  /** Last day it holds; default for ever. */
  until: day.exactOptional(),
});
export const waiveResult = z.object({
  decisions: z.array(z.string()),
  rows: count,
  /** The one change that takes all of them back; null when its history could not be written. */
  change_id: z.string().nullable(),
});

export const undoInput = z.object({ decision_id: z.string().min(1) });
export const undoResult = z.object({ decision_id: z.string(), undone: z.boolean() });

export const recheckInput = z.object(chosen);
export const recheckResult = z.object({
  /** Rows looked up again in their source. */
  checked: count,
  corrected: count,
  still_broken: count,
  /** Rows no longer where they were. */
  gone: count,
  /** Sources that changed elsewhere too and need a full read. */
  needs_run: z.array(z.string()),
  batch_ids: z.array(z.string()),
});

export const trendInput = z.object({
  /** One check; without it the whole. */
  check: z.string().min(1).exactOptional(),
  limit: z.number().int().min(1).max(400).default(60),
});
/** Newest last. */
export const trend = z.array(
  z.object({
    run_id: z.string(),
    at: instant,
    /** Of the whole; null for one check. */
    score: z.number().nullable(),
    status: z.enum(CHECK_STATUSES).nullable(),
    rows_checked: count,
    rows_failed: count,
  }),
);
export type Trend = z.infer<typeof trend>;

/** Waivers and re-admissions in force or undone, newest first. */
export const decisionInfo = z.object({
  decision_id: z.string(),
  rule: z.string(),
  entity: z.string(),
  key: z.string(),
  reason: z.string(),
  made_at: instant,
  by: z.string().nullable(),
  until: day.nullable(),
  state: z.enum(["in_force", "undone", "expired"]),
});
export type DecisionInfo = z.infer<typeof decisionInfo>;
export const decisionList = z.array(decisionInfo);
