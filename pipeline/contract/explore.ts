import { z } from "zod";
import { cell, columnInfo, count, page } from "./values.ts";

const published = { published: z.boolean().default(false) };
/** `layer.table`, e.g. `gold.fact_sales`. */
const table = z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/i);

export const tablesInput = z.object(published);
export const tableSummary = z.object({
  /** `layer.table`. */
  table: z.string(),
  layer: z.string(),
  name: z.string(),
  /** What people read. */
  label: z.string(),
  description: z.string().nullable(),
  grain: z.string().nullable(),
  rows: count,
  columns: z.array(columnInfo.extend({ description: z.string().nullable() })),
});
export type TableSummary = z.infer<typeof tableSummary>;

export const OPERATORS = [
  "is",
  "is_not",
  "contains",
  "at_least",
  "at_most",
  "is_empty",
  "is_filled",
] as const;
export const columnFilter = z.object({
  column: z.string().min(1),
  operator: z.enum(OPERATORS),
  /** Compared as the column's type; left out for is_empty and is_filled. */
  value: z.string().exactOptional(),
});
export type ColumnFilter = z.infer<typeof columnFilter>;

const selection = {
  ...published,
  table,
  /** Part of any text cell, upper or lower case. */
  search: z.string().max(200).default(""),
  filters: z.array(columnFilter).max(20).default([]),
};

export const rowsInput = z.object({
  ...selection,
  sort: z
    .object({ column: z.string().min(1), descending: z.boolean().default(false) })
    .exactOptional(),
  limit: z.number().int().min(1).max(2000).default(200),
  offset: count.default(0),
});
/** `total` counts the rows that pass the filters. */
export const rowsPage = page.extend({
  /** Rows of the table without filters. */
  rows_all: count,
  /** Key columns of the table, for tracing a row. */
  key: z.array(z.string()),
});

export const profileInput = z.object({ ...published, table });
/** Every column over all rows. */
export const columnProfile = columnInfo.extend({
  rows: count,
  filled: count,
  /** Approximate above a million rows. */
  distinct: count,
  min: cell,
  max: cell,
  mean: z.number().nullable(),
  /** At most 20 equal bins of a number or date column, in order; empty for text. */
  histogram: z.array(z.object({ from: z.string(), to: z.string(), rows: count })),
  /** The 5 most frequent values. */
  top: z.array(z.object({ value: cell, rows: count })),
});
export const tableProfile = z.object({ table: z.string(), columns: z.array(columnProfile) });
export type TableProfile = z.infer<typeof tableProfile>;

export const exportInput = z.object({
  format: z.enum(["csv", "parquet"]),
  /** Either one statement that only reads … */
  sql: z.string().min(1).exactOptional(),
  /** … or the rows of a table. */
  rows: z.object(selection).exactOptional(),
  ...published,
});
export type ExportInput = z.infer<typeof exportInput>;
/** A file under the workspace's `exports/`. */
export const exported = z.object({
  name: z.string(),
  path: z.string(),
  rows: count,
  bytes: count,
});
