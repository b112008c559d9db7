import { z } from "zod";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { LAYERS } from "./names.ts";

/**
 * One cell in the JSON-safe encoding of every host: int64, decimal, date and timestamp are text
 * (`"9007199254740993"`, `"19.9900"`, `"2024-12-01"`, `"2024-12-01 10:30:00"`), lists and structs are
 * JSON text, integers up to 32 bits and doubles are numbers.
 */
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cell>;

export const columnInfo = z.object({ name: z.string(), type: z.string() });

/** Rows with their columns, in the order of the answer. */
export const table = z.object({
  columns: z.array(columnInfo),
  rows: z.array(z.array(cell)),
});
export type Table = z.infer<typeof table>;

/** A table cut to a page; `total` counts all rows. */
export const page = table.extend({ total: z.number().int().nonnegative() });

/** An instant as ISO 8601 text in UTC, e.g. `2026-11-20T03:30:00.000Z`. */
export const instant = z.string().min(1);
/** A calendar date, `YYYY-MM-DD`. */
export const day = z.iso.date();
export const count = z.number().int().nonnegative();
export const entityName = z.enum(ENTITY_NAMES);
export const layer = z.enum(LAYERS);
export const severity = z.enum(["error", "warn"]);

export const finding = z.object({
  kind: z.string(),
  severity: z.enum(["error", "warn", "info"]),
  text: z.string(),
  action: z.string().exactOptional(),
  address: z.string().exactOptional(),
  count: count.exactOptional(),
});

export const progressEvent = z.object({
  step: z.string(),
  label: z.string(),
  fraction: z.number().min(0).max(1).nullable(),
  rows: z.number().exactOptional(),
  bytes: z.number().exactOptional(),
  note: z.string().exactOptional(),
});

/** Paging of lists: how many rows at most, and how many to leave out first. */
export const paging = z.object({
  limit: z.number().int().min(1).max(100_000).default(200),
  offset: count.default(0),
});
