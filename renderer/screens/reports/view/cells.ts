import type { Report } from "#contract/reports.ts";
import type { Cell } from "#contract/values.ts";

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;
export type ReportTable = Pick<Report, "columns" | "rows">;

export function rowsOf(table: ReportTable): readonly Row[] {
  const names = table.columns.map(({ name }) => name);
  return table.rows.map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])),
  );
}

/** For drawing only; what people read is formatted from the exact text. */
export function number(row: Row, column: string): number | null {
  const value = row[column] ?? null;
  if (value === null || value === "" || typeof value === "boolean") return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

export function amount(row: Row, column: string): number {
  return number(row, column) ?? 0;
}

export function text(row: Row, column: string): string {
  const value = row[column] ?? null;
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function flag(row: Row, column: string): boolean {
  return row[column] === true;
}

export function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + amount(row, column), 0);
}

/** Rows in groups, in the order in which the groups first appear. */
export function groupBy(rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = text(row, column);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A share in percent; null where the whole is nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

/** Rows by month, oldest first; rows without a date are left out of pictures over time. */
export function byMonth(rows: readonly Row[]): readonly (readonly [string, readonly Row[]])[] {
  return [...groupBy(rows, "month")]
    .filter(([month]) => month !== "")
    .sort(([a], [b]) => a.localeCompare(b));
}
