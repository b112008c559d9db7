export interface ActiveCell {
  readonly row: number;
  readonly column: number;
}

export const cellId = ({ row, column }: ActiveCell): string => `cell-${row}-${column}`;

interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows of a page. */
  readonly page: number;
}

/** Where a key leads from a cell, as in a sheet; null for keys that lead nowhere. */
export function stepOf(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  { row, column }: ActiveCell,
  { rows, columns, page }: Bounds,
): ActiveCell | null {
  const far = event.ctrlKey || event.metaKey;
  const to = (r: number, c: number): ActiveCell => ({
    row: Math.max(0, Math.min(rows - 1, r)),
    column: Math.max(0, Math.min(columns - 1, c)),
  });
  switch (event.key) {
    case "ArrowDown":
      return to(far ? rows - 1 : row + 1, column);
    case "ArrowUp":
      return to(far ? 0 : row - 1, column);
    case "ArrowRight":
      return to(row, far ? columns - 1 : column + 1);
    case "ArrowLeft":
      return to(row, far ? 0 : column - 1);
    case "PageDown":
      return to(row + page, column);
    case "PageUp":
      return to(row - page, column);
    case "Home":
      return to(far ? 0 : row, 0);
    case "End":
      return to(far ? rows - 1 : row, columns - 1);
    default:
      return null;
  }
}
