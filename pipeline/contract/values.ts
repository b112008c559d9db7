import { z } from "zod";
import { ENTITY_NAMES } from "#domain/entities.ts";
import type { JsonValue } from "#domain/json.ts";

/** True for plain JSON: what structured clone, HTTP and a file all carry alike. */
function isJson(value: unknown): value is JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === "object" && Object.values(value).every(isJson);
}

/**
 * One cell in the JSON-safe encoding of every host: int64, decimal, date and timestamp are text
 * (`"9007199254740993"`, `"19.9900"`, `"2024-12-01"`, `"2024-12-01 10:30:00"`); integers up to 32 bits and
 * finite doubles are numbers; lists and structs are JSON. Checked by hand: five times faster than a schema.
 */
export const cell = z.custom<JsonValue>(isJson, "not a JSON value");
export type Cell = JsonValue;

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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** IANA name of a time zone. */
export const timeZone = z
  .string()
  .refine(isTimeZone, "there is no such time zone; write e.g. Europe/Berlin or UTC");
