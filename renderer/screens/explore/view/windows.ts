/** Rows are asked for in windows of this many, so that scrolling back finds them again. */
export const WINDOW = 200;

/** First rows of the windows that hold `from` up to and without `to`. */
export function windowsOf(from: number, to: number, total: number): readonly number[] {
  const first = Math.floor(Math.max(0, from) / WINDOW) * WINDOW;
  const end = Math.min(to, total);
  const starts: number[] = [];
  for (let start = first; start < end; start += WINDOW) starts.push(start);
  return starts;
}

/** Of a cache of windows, those to forget: the furthest from where a person looks. */
export function windowsToForget(
  known: readonly number[],
  looking: number,
  keep: number,
): readonly number[] {
  const nearestFirst = [...known].sort((a, b) => Math.abs(a - looking) - Math.abs(b - looking));
  return nearestFirst.slice(keep);
}

/** The values that name a row for tracing it, joined as the contract wants them; null when one is missing. */
export function traceKey(
  key: readonly string[],
  columns: readonly { readonly name: string }[],
  row: readonly unknown[],
): string | null {
  if (key.length === 0) return null;
  const parts = key.map((name) => row[columns.findIndex((column) => column.name === name)]);
  return parts.every((part) => part !== null && part !== undefined)
    ? parts.map(String).join("/")
    : null;
}
