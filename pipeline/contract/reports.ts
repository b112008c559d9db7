import { z } from "zod";
import { KPI_UNITS } from "./names.ts";
import { cell, count, instant, table } from "./values.ts";

/** Read the published version instead of the newest closed build. */
const published = { published: z.boolean().default(false) };

export const queryInput = z.object({
  ...published,
  sql: z.string().min(1),
  /** At most this many rows; all of them by default. */
  limit: z.number().int().min(1).exactOptional(),
});
export const queryResult = table.extend({
  /** True when `limit` cut the answer. */
  truncated: z.boolean(),
});

export const kpi = z.object({
  name: z.string(),
  label: z.string(),
  value: cell,
  unit: z.enum(KPI_UNITS),
  /** The same number in the published version; null when there is none. */
  previous: cell,
  better: z.enum(["up", "down", "neither"]),
});
export type Kpi = z.infer<typeof kpi>;

export const reportSummary = z.object({
  name: z.string(),
  label: z.string(),
  question: z.string(),
  /** True when its entities are connected, so that it can hold rows. */
  applicable: z.boolean(),
});
export const reportListInput = z.object(published);
export const reportInput = z.object({ ...published, name: z.string().min(1) });

export const report = table.extend({
  name: z.string(),
  label: z.string(),
  question: z.string(),
  kpis: z.array(kpi),
  /** ISO code of every amount. */
  currency: z.string(),
  /** The answer in one sentence. */
  sentence: z.string(),
  chart: z.record(z.string(), z.json()).nullable(),
  build_id: z.string(),
});
export type Report = z.infer<typeof report>;

/** The newest closed build beside the published version. */
export const diffResult = z.object({
  build_id: z.string(),
  /** Null while nothing is published. */
  version: z.number().int().nullable(),
  changed: z.boolean(),
  /** ISO code of every amount. */
  currency: z.string(),
  kpis: z.array(
    z.object({
      report: z.string(),
      name: z.string(),
      label: z.string(),
      unit: z.enum(KPI_UNITS),
      published: cell,
      build: cell,
      /** Build minus published as text, exact; null when one of them is missing. */
      delta: cell,
      /** Delta in percent of the published value. */
      percent: z.number().nullable(),
    }),
  ),
  tables: z.array(
    z.object({ table: z.string(), published: count.nullable(), build: count.nullable() }),
  ),
  findings: z.array(z.string()),
});
export type Diff = z.infer<typeof diffResult>;

export const publishInput = z.object({
  /** Needed for a held run; kept with the version. */
  reason: z.string().min(1).exactOptional(),
});

export const versionInfo = z.object({
  version: z.number().int(),
  build_id: z.string(),
  run_id: z.string(),
  published_at: instant,
  reason: z.string().nullable(),
  /** Readers see this one. */
  current: z.boolean(),
});
export type VersionInfo = z.infer<typeof versionInfo>;

export const publishResult = versionInfo.extend({
  /** False when this build was already what readers see. */
  changed: z.boolean(),
  tables: count,
  rows: count,
});

export const rollbackInput = z.object({ version: z.number().int().min(1) });
export const rollbackResult = z.object({
  version: z.number().int(),
  previous: z.number().int(),
  /** Runs publish by themselves again only after a person published. */
  auto_publish_paused: z.boolean(),
});
export const versionList = z.object({
  current: z.number().int().nullable(),
  versions: z.array(versionInfo),
});

export const explainInput = z.object({ report: z.string().min(1), kpi: z.string().min(1) });
/** Which rows of a report make up the difference between the build and the published version. */
export const explanation = z.object({
  /** One sentence naming the largest contribution; empty when nothing differs. */
  sentence: z.string(),
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      key: z.array(cell),
      change: z.enum(["new", "gone", "changed"]),
      published: cell,
      build: cell,
      /** Build minus published as exact text; null when one is missing. */
      delta: cell,
    }),
  ),
  /** Rows of the report that differ in all. */
  total: count,
});
export type Explanation = z.infer<typeof explanation>;
