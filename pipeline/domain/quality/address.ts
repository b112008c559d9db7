import { cellAddress } from "#domain/cell-address.ts";

/**
 * Where a cell stands, as people look it up: `orders.csv!F212`.
 * @param file name of the file or tab, without folders.
 * @param column 0-based column of the sheet. @param row row as the spreadsheet numbers it.
 */
export function cellReference(file: string, column: number, row: number): string {
  return `${file}!${cellAddress(column, row)}`;
}

/** Reference to a whole row, where no single cell is to blame: `orders.csv!212:212`. */
export function rowReference(file: string, row: number): string {
  return `${file}!${row}:${row}`;
}

/** Last part of a path of either system: `C:\shop\orders.csv` → `orders.csv`. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
