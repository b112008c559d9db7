/** One past value of something that is measured at every run, such as a row count. */
export interface Measurement {
  /** `YYYY-MM-DD`, the build's date. */
  readonly as_of: string;
  readonly value: number;
}

/** Past runs needed before a band says anything. */
export const RUNS_TO_LEARN = 7;
/** Older runs say little about today. */
const WINDOW = 30;
/** Never narrower than this, so that small or very regular tables do not cry wolf. */
const FLOOR = { rows: 20, share: 0.1 };
/** Half-width in (robust) standard deviations of what past runs scattered around their trend. */
const DEVIATIONS = 4;
const MAD_TO_DEVIATION = 1.4826;

export type Band =
  | { readonly state: "learning"; readonly runs: number }
  | {
      readonly state: "learned";
      readonly expected: number;
      readonly low: number;
      readonly high: number;
    };

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const dayNumber = (date: string): number =>
  Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000;

/** Median of the slopes between all pairs of points (Theil–Sen): a third of them may be wild. */
function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

/**
 * Learns where today's value should lie from past runs: a robust straight line through the newest 30
 * values, as wide as they scatter, at least ±20 rows or ±10 %. Values of `asOf` itself and later are left out,
 * so that today never vouches for today. Fewer than seven: still learning.
 */
export function learnBand(history: readonly Measurement[], asOf: string): Band {
  const today = dayNumber(asOf);
  const points = history
    .map(({ as_of, value }) => ({ x: dayNumber(as_of), y: value }))
    .filter(({ x }) => x < today)
    .toSorted((a, b) => a.x - b.x)
    .slice(-WINDOW);
  if (points.length < RUNS_TO_LEARN) return { state: "learning", runs: points.length };
  const perDay = slope(points);
  const start = median(points.map(({ x, y }) => y - perDay * x));
  const expected = Math.max(0, start + perDay * today);
  const scatter = median(points.map(({ x, y }) => Math.abs(y - start - perDay * x)));
  const width = Math.max(
    FLOOR.rows,
    FLOOR.share * expected,
    DEVIATIONS * MAD_TO_DEVIATION * scatter,
  );
  // A table that always had rows and now has none is outside however small it is.
  const lowest = points.every(({ y }) => y > 0) ? 1 : 0;
  return {
    state: "learned",
    expected: Math.round(expected),
    low: Math.max(lowest, Math.floor(expected - width)),
    high: Math.ceil(expected + width),
  };
}
