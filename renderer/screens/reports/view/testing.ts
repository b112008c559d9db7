import type { Cell } from "#contract/values.ts";
import type { ReportTable } from "./cells.ts";

/** A report's table from records, as the engine answers it. */
export function tableOf(records: readonly Readonly<Record<string, Cell>>[]): ReportTable {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columns: names.map((name) => ({ name, type: "VARCHAR" })),
    rows: records.map((record) => names.map((name) => record[name] ?? null)),
  };
}
