import type { Cell } from "#contract/values.ts";

export interface RowCell {
  /** Header of the source; a column of the table where nothing is mapped. */
  readonly name: string;
  readonly raw: Cell;
  /** Undefined where the header is not used, null where it could not be read. */
  readonly typed: Cell | undefined;
  readonly broken: boolean;
}

interface Row {
  readonly entity: string;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly typed: Readonly<Record<string, Cell>>;
  readonly reasons: readonly { readonly column: string | null }[];
}
interface Mapped {
  readonly entity: string;
  readonly column: string;
  readonly headers: readonly string[];
}

/** What the source wrote beside how it was read, in the order of the source; broken cells first. */
export function rowCells(row: Row, mapping: readonly Mapped[]): readonly RowCell[] {
  const own = mapping.filter((one) => one.entity === row.entity);
  const columnOf = new Map(own.flatMap((one) => one.headers.map((header) => [header, one.column])));
  const blamed = new Set(row.reasons.map((reason) => reason.column));
  const shown = new Set<string>();
  const lines = Object.entries(row.cells).map(([name, raw]): RowCell => {
    const column = columnOf.get(name);
    if (column !== undefined) shown.add(column);
    return {
      name,
      raw,
      typed: column === undefined ? undefined : (row.typed[column] ?? null),
      broken: column !== undefined && blamed.has(column),
    };
  });
  // Defaults, and columns put together without a header of their own.
  const rest = Object.entries(row.typed)
    .filter(([column]) => !shown.has(column))
    .map(([name, typed]): RowCell => ({ name, raw: null, typed, broken: blamed.has(name) }));
  const all = [...lines, ...rest];
  return [...all.filter((line) => line.broken), ...all.filter((line) => !line.broken)];
}
