/** Scales of charts: round numbers, at most five lines, bars from zero. */

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** The axis does not start at zero, and has to say so. */
  readonly cut: boolean;
}

const ROUND = [1, 2, 2.5, 5, 10];

/** The smallest round step that needs at most `lines` lines. */
function stepFor(span: number, lines: number): number {
  const rough = span / lines;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = ROUND.find((each) => each * magnitude >= rough * (1 - 1e-9)) ?? 10;
  return factor * magnitude;
}

/** Floating sums such as 0.30000000000000004 become 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

export interface AxisWish {
  /** Always from zero, as bars must. A line may be cut when it hardly moves. */
  readonly zero: boolean;
  readonly lines?: number;
  /** Whole numbers only, for counts. */
  readonly whole?: boolean;
  readonly max?: number;
}

/** An axis that holds all values; nulls are gaps. Without a value it is 0 to 1. */
export function axisFor(values: readonly (number | null)[], wish: AxisWish): Axis {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const high = Math.max(0, ...known);
  const low = Math.min(...known, Number.POSITIVE_INFINITY);
  if (known.length === 0 || (high === 0 && low === 0)) {
    return { min: 0, max: wish.max ?? 1, ticks: [0], cut: false };
  }
  const cut = !wish.zero && low > 0 && low > high * 0.5;
  const from = cut ? low : Math.min(0, low);
  const to = wish.max ?? high;
  const lines = (wish.lines ?? 5) - 1;
  let step = stepFor(Math.max(to - from, Math.abs(to) * 1e-6 || 1e-6), lines);
  if (wish.whole) step = Math.max(1, Math.ceil(step));
  for (;;) {
    const min = tidy(Math.floor(from / step) * step);
    const max = tidy(Math.ceil(to / step - 1e-9) * step);
    const count = Math.round((max - min) / step);
    if (count <= lines) {
      const ticks = Array.from({ length: count + 1 }, (_, index) => tidy(min + index * step));
      return { min, max, ticks, cut: cut && min > 0 };
    }
    step = stepFor(step * 1.01 * lines, lines);
  }
}

/** Where a value stands on an axis, 0 to 1. */
export function share(value: number, axis: Pick<Axis, "min" | "max">): number {
  if (axis.max === axis.min) return 0;
  return Math.min(1, Math.max(0, (value - axis.min) / (axis.max - axis.min)));
}

/** Moves labels apart that would overlap, as little as possible; the order stays. Pixels from the top. */
export function spread(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const places = order.map(({ place }) => place);
  for (let at = 1; at < places.length; at += 1) {
    places[at] = Math.max(places[at]!, places[at - 1]! + gap);
  }
  let limit = height;
  for (let at = places.length - 1; at >= 0; at -= 1) {
    places[at] = Math.min(places[at]!, limit);
    limit = places[at]! - gap;
  }
  const result = wanted.map(() => 0);
  for (const [at, { index }] of order.entries()) result[index] = places[at]!;
  return result;
}

/** Which ticks of a time axis are written, so that none touches the next; first and last always. */
export function everyNth(count: number, width: number, labelWidth: number): number {
  const fit = Math.max(1, Math.floor(width / labelWidth));
  return Math.max(1, Math.ceil(count / fit));
}

/** Step 1 to 5 of the colour ramp; 0 for nothing. */
export function rampStep(value: number | null, max: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (value === null || value <= 0 || max <= 0) return 0;
  return Math.min(5, Math.max(1, Math.ceil((value / max) * 5))) as 1 | 2 | 3 | 4 | 5;
}
