import { z } from "zod";
import { cell, count, instant } from "./values.ts";

export const traceInput = z.object({
  /** `fact_sales`, `gold.fact_sales` or a silver table. */
  table: z.string().min(1),
  /** Business or surrogate key; parts of a compound key joined with `/`. */
  key: z.string().min(1),
});

export const traceResult = z.object({
  table: z.string(),
  key: z.string(),
  /** The row itself, column → value. */
  row: z.record(z.string(), cell),
  /** Tables passed on the way down, nearest first. */
  path: z.array(z.object({ table: z.string(), rows: count })),
  /** The source rows it stands on. */
  sources: z.array(
    z.object({
      entity: z.string(),
      source_id: z.string(),
      batch_id: z.string(),
      ingested_at: instant,
      /** Row when it was read. */
      row: count,
      /** Address of the row today, e.g. `orders.csv!A212:K212`; null when it is gone. */
      address: z.string().nullable(),
      /** Source header → cell as written. */
      cells: z.record(z.string(), cell),
      /** Column of the entity → address of its cell today. */
      columns: z.record(z.string(), z.string()),
    }),
  ),
});
export type Trace = z.infer<typeof traceResult>;
