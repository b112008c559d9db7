import type { sheets_v4 } from "@googleapis/sheets";
import type { NumberFormat } from "#domain/run/batch.ts";
import { cellAddress } from "#domain/cell-address.ts";

/** What looking at some cells tells beside their values. */
export interface GridFacts {
  /** Row (0-based) → number format types of its cells: `""` for none, undefined where nobody looked. */
  readonly types: ReadonlyMap<number, readonly (string | undefined)[]>;
  /** Column (0-based) → the first number format seen in it. */
  readonly shown: ReadonlyMap<number, NumberFormat>;
  /** 1-based, ascending. */
  readonly hidden_rows: readonly number[];
}

/** Facts of several, perhaps overlapping, ranges of one tab. */
export function gridFacts(grids: readonly sheets_v4.Schema$GridData[]): GridFacts {
  const types = new Map<number, (string | undefined)[]>();
  const shown = new Map<number, NumberFormat>();
  const hidden = new Set<number>();
  for (const { startRow, startColumn, rowData, rowMetadata } of grids) {
    const first = startRow ?? 0;
    for (const [index, { values }] of (rowData ?? []).entries()) {
      const row = types.get(first + index) ?? [];
      for (const [column, cell] of (values ?? []).entries()) {
        const format = formatOf(cell);
        const place = (startColumn ?? 0) + column;
        row[place] = format?.type ?? "";
        if (format && !shown.has(place)) shown.set(place, format);
      }
      types.set(first + index, row);
    }
    for (const [index, facts] of (rowMetadata ?? []).entries()) {
      if (facts.hiddenByUser || facts.hiddenByFilter) hidden.add(first + index + 1);
    }
  }
  return { types, shown, hidden_rows: [...hidden].toSorted((a, b) => a - b) };
}

function formatOf(cell: sheets_v4.Schema$CellData | undefined): NumberFormat | null {
  const { type, pattern } = cell?.effectiveFormat?.numberFormat ?? {};
  return type ? { type, ...(pattern && { pattern }) } : null;
}

/** A block of cells in A1 notation. */
export function blockText(range: sheets_v4.Schema$GridRange): string {
  const from = cellAddress(range.startColumnIndex ?? 0, (range.startRowIndex ?? 0) + 1);
  const to = cellAddress((range.endColumnIndex ?? 1) - 1, range.endRowIndex ?? 1);
  return `${from}:${to}`;
}
