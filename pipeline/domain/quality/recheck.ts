/** What became of a row that was looked up again in its source. */
export type Recheck =
  /** The cells to blame differ, everything else is as stored. */
  | "changed"
  /** Nothing differs. */
  | "same"
  /** Other cells differ: it is another row, or more was edited than this can take over. */
  | "elsewhere"
  /** The source ends before it. */
  | "gone";

const blank = (cell: string | null | undefined): string => (cell ?? "").trim();

/**
 * Compares a stored row with what stands in its place now. Missing and empty cells are the same thing, as in
 * the row's hash.
 * @param blamed headers of the cells that the broken rules point at.
 * @param now header → cell, or null beyond the end of the source.
 */
export function compareRow(
  headers: readonly string[],
  blamed: ReadonlySet<string>,
  stored: Readonly<Record<string, string | null>>,
  now: Readonly<Record<string, string | null>> | null,
): Recheck {
  if (now === null) return "gone";
  const differing = headers.filter((header) => blank(stored[header]) !== blank(now[header]));
  if (differing.length === 0) return "same";
  return differing.every((header) => blamed.has(header)) ? "changed" : "elsewhere";
}

/** True if the header row is the one that was stored; trailing blank cells do not count. */
export function sameHeader(stored: readonly string[], now: readonly string[]): boolean {
  const trimmed = (cells: readonly string[]): string =>
    JSON.stringify(cells.slice(0, cells.findLastIndex((cell) => blank(cell) !== "") + 1));
  return trimmed(stored) === trimmed(now);
}
