import type { Calendar } from "#contract/pipeline.ts";

const DAY = 86_400_000;
export type DayState = "fine" | "late" | "missing" | "none";

export interface EventDay {
  readonly day: string;
  readonly rows: number;
  readonly state: DayState;
  /** Rows that came more than two days after it. */
  readonly late: number;
}
export interface Arrival {
  readonly arrived: string;
  readonly rows: number;
  /** Aligned with the event days; 0 where nothing of that day came. */
  readonly cells: readonly number[];
}
export interface CalendarView {
  readonly days: readonly EventDay[];
  /** Newest first. */
  readonly arrivals: readonly Arrival[];
  readonly most: number;
  readonly missing: readonly EventDay[];
  readonly late: readonly EventDay[];
}

export const dayAt = (day: string, offset: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + offset * DAY).toISOString().slice(0, 10);

/** Every day of the window, oldest first, with what came of it and when. */
export function calendarView(calendar: Calendar, count: number): CalendarView {
  const { until } = calendar;
  if (until === null) return { days: [], arrivals: [], most: 0, missing: [], late: [] };
  const missing = new Set(calendar.missing);
  const late = new Map(calendar.late.map((one) => [one.day, one.rows]));
  const names = Array.from({ length: count }, (_, index) => dayAt(until, index + 1 - count));
  const position = new Map(names.map((day, index) => [day, index]));
  const sums = names.map(() => 0);
  const byArrival = new Map<string, number[]>();
  for (const { arrived, event, rows } of calendar.cells) {
    const at = position.get(event);
    if (at === undefined) continue;
    sums[at] = (sums[at] ?? 0) + rows;
    const cells = byArrival.get(arrived) ?? names.map(() => 0);
    cells[at] = (cells[at] ?? 0) + rows;
    byArrival.set(arrived, cells);
  }
  const days = names.map((day, index): EventDay => {
    const rows = sums[index] ?? 0;
    const came = late.get(day) ?? 0;
    const empty = rows === 0 ? "none" : "fine";
    return { day, rows, late: came, state: missing.has(day) ? "missing" : came ? "late" : empty };
  });
  const arrivals = [...byArrival]
    .map(([arrived, cells]) => ({ arrived, cells, rows: cells.reduce((a, b) => a + b, 0) }))
    .toSorted((one, other) => other.arrived.localeCompare(one.arrived));
  return {
    days,
    arrivals,
    most: Math.max(0, ...arrivals.flatMap((one) => one.cells)),
    missing: days.filter((one) => one.state === "missing"),
    late: days.filter((one) => one.state === "late"),
  };
}

/** Step 1 to 5 of the ramp; 0 for nothing. */
export function rampStep(rows: number, most: number): number {
  if (rows <= 0 || most <= 0) return 0;
  return Math.min(5, Math.max(1, Math.ceil((rows / most) * 5)));
}
