import type { Cell, Table } from "#contract/values.ts";
import type { SourceSummary } from "#contract/sources.ts";

/** Where a cell stands today, in words, and what leads there. */
export interface CellPlace {
  /** `orders.csv!F212`; null where only the row is known. */
  readonly address: string | null;
  readonly file: string;
  readonly row: string | null;
  readonly source: string;
  /** Opens in the browser: the sheet itself. */
  readonly link: string | null;
  /** Full path of the file, for the clipboard. */
  readonly path: string | null;
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** `orders.csv!F212` → `orders.csv`, `F212`; a sheet's own name may hold an exclamation mark. */
export function splitAddress(address: string): { readonly file: string; readonly cell: string } {
  const at = address.lastIndexOf("!");
  return at < 0
    ? { file: address, cell: "" }
    : { file: address.slice(0, at), cell: address.slice(at + 1) };
}

function pathOf(source: SourceSummary | undefined, file: string): string | null {
  if (!source || !("path" in source.origin)) return null;
  const { kind, path } = source.origin;
  if (kind !== "folder") return path;
  const separator = path.includes("\\") ? "\\" : "/";
  return file === "" ? path : `${path.replace(/[\\/]$/, "")}${separator}${file}`;
}

function linkOf(source: SourceSummary | undefined, cell: string): string | null {
  const origin: Readonly<Record<string, unknown>> | undefined = source?.origin;
  const url = origin?.["url"];
  if (typeof url !== "string" || !url.startsWith("https://")) return null;
  if (cell === "") return url;
  const [page, fragment = ""] = url.split("#", 2);
  const sheet = fragment.split("&").filter((part) => part.startsWith("gid="));
  return `${page}#${[...sheet, `range=${encodeURIComponent(cell)}`].join("&")}`;
}

/** The place of a cell by its address, or of a row by its number where no address is known. */
export function placeOf(
  at: { readonly address: string | null; readonly source_id: string; readonly row: string | null },
  sources: readonly SourceSummary[],
): CellPlace | null {
  const source = sources.find((one) => one.id === at.source_id);
  const { file, cell } = splitAddress(at.address ?? "");
  const path = pathOf(source, file);
  const name = source?.name ?? at.source_id;
  const shown = file || (path && source?.origin.kind !== "folder" ? fileName(path) : name);
  if (at.address === null && at.row === null) return null;
  const range = cell === "" && at.row !== null ? `${at.row}:${at.row}` : cell;
  return {
    address: at.address,
    file: shown,
    row: at.row,
    source: name,
    path,
    link: linkOf(source, range),
  };
}

/** Names of the columns every failing row may carry beside its own. */
const LINEAGE = ["_source_id", "_batch_id", "_ingested_at", "_row", "_row_hash", "_occurrence"];
const HIDDEN = new Set([...LINEAGE, "_address", "_value"]);

export interface FailingRow {
  /** Shown columns, in the order of `shownColumns`. */
  readonly cells: readonly Cell[];
  readonly value: Cell;
  readonly address: string | null;
  readonly source_id: string | null;
  readonly row: string | null;
  readonly row_hash: string | null;
  readonly occurrence: string | null;
}

export const shownColumns = (columns: Table["columns"]): readonly string[] =>
  columns.map((column) => column.name).filter((name) => !HIDDEN.has(name));

export const hasValue = (columns: Table["columns"]): boolean =>
  columns.some((column) => column.name === "_value");

const textOf = (value: Cell | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Rows of a page of failing rows, their own columns apart from where they come from. */
export function failingRows(table: Table): readonly FailingRow[] {
  const at = new Map(table.columns.map((column, index) => [column.name, index]));
  const shown = shownColumns(table.columns).map((name) => at.get(name) ?? -1);
  return table.rows.map((row) => {
    const cell = (name: string): Cell | undefined => row[at.get(name) ?? -1];
    return {
      cells: shown.map((index) => row[index] ?? null),
      value: cell("_value") ?? null,
      address: textOf(cell("_address")),
      source_id: textOf(cell("_source_id")),
      row: textOf(cell("_row")),
      row_hash: textOf(cell("_row_hash")),
      occurrence: textOf(cell("_occurrence")),
    };
  });
}

/** How the quarantine names a failing row; null where the row is not one of a source. */
export function asideId(entity: string, row: FailingRow): string | null {
  const { source_id, row_hash, occurrence } = row;
  if (source_id === null || row_hash === null || occurrence === null) return null;
  return `${entity}:${source_id}:${row_hash}:${occurrence}`;
}

/** Which page holds a row, and where in it: lists are asked for page by page. */
export const PAGE = 200;
export const pageOf = (index: number): { readonly offset: number; readonly within: number } => ({
  offset: Math.floor(index / PAGE) * PAGE,
  within: index % PAGE,
});
