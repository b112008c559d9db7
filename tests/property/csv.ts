import type { Table } from "./shop.ts";

const plain = (cell: string) => /^[^",\r\n]*$/.test(cell);

/** Comma-separated text of a table; the tests' own writer, so that who writes is not who reads. */
export function csvText({ headers, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    cells.map((c) => (plain(c) ? c : `"${c.replaceAll('"', '""')}"`)).join(",");
  return [headers, ...rows.map((row) => headers.map((h) => row[h] ?? ""))]
    .map((cells) => `${line(cells)}\n`)
    .join("");
}
