import type { CellRange } from "#domain/cell-address.ts";
import { isBlank } from "./cell-kinds.ts";
import { nameColumns, type NamedColumns } from "./column-names.ts";

/** The cells of a record that lie within the range's columns. */
export function withinColumns(fields: string[], range: CellRange | undefined): string[] {
  if (!range) return fields;
  return fields.slice(range.left, range.right === undefined ? undefined : range.right + 1);
}

/** Cells up to the last that is not blank. */
export function filledWidth(fields: readonly (string | null)[]): number {
  let width = fields.length;
  while (width > 0 && isBlank(fields[width - 1])) width--;
  return width;
}

/**
 * The columns of a table: those with a name or, in the records given, a value. Columns at the end that are empty
 * throughout are left out. `least` is the number of columns known from elsewhere.
 */
export function columnsOf(
  cells: readonly string[],
  records: Iterable<readonly string[]>,
  place: { readonly row: number; readonly column: number },
  least = 1,
): NamedColumns {
  let width = Math.max(least, filledWidth(cells), 1);
  for (const record of records) {
    if (record.length > width) width = Math.max(width, filledWidth(record));
  }
  return nameColumns(cells, width, place);
}
