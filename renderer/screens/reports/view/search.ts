import { z } from "zod";

const optional = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

/** Keys without a value do not stand in the address. */
function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

const list = z.object({
  /** The figure whose change is explained, `report.kpi`. */
  why: optional(z.string().regex(/^[a-z_]+\.[a-z_0-9]+$/)),
});

const report = z.object({
  /** What readers see instead of the newest build. */
  published: optional(z.literal(true)),
  view: optional(z.literal("table")),
  /** First day of a month; empty for rows without a date. */
  month: optional(z.string().regex(/^(\d{4}-\d{2}-01)?$/)),
  /** A grouping, state or trend, as the report has it. */
  pick: optional(z.string().min(1)),
  days: optional(z.union([z.literal(90), z.literal(365), z.literal("all")])),
});

export type ReportsSearch = { [K in keyof z.infer<typeof list>]?: string };
export type ReportSearch = {
  [K in keyof z.infer<typeof report>]?: NonNullable<z.infer<typeof report>[K]>;
};

export function readReportsSearch(search: Readonly<Record<string, unknown>>): ReportsSearch {
  return given(list.parse(search));
}

export function readReportSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  return given(report.parse(search));
}
