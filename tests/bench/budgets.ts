/** Every budget of a run in one place: what is measured, what it must not exceed, what we aim for. */
export interface Budget {
  readonly name: string;
  readonly must: number;
  readonly aim: number;
  readonly unit: "ratio" | "s" | "GB" | "ms" | "share";
  /** Scale (1 is about 100,000 order lines) at which it is judged; all scales when missing. */
  readonly scale?: number;
}

export const BUDGETS = {
  over_script: {
    name: "full run over the hand-written script",
    must: 1.35,
    aim: 1.15,
    unit: "ratio",
    scale: 10,
  },
  over_copy: { name: "full run over F2", must: 6, aim: 5, unit: "ratio", scale: 10 },
  over_copy_large: { name: "full run over F2", must: 6.5, aim: 5.6, unit: "ratio", scale: 100 },
  changed_in_place: {
    name: "1 % changed in place over the full run",
    must: 0.3,
    aim: 0.2,
    unit: "ratio",
    scale: 10,
  },
  appended: {
    name: "1 % in a new file over the full run",
    must: 0.12,
    aim: 0.06,
    unit: "ratio",
    scale: 10,
  },
  unchanged: {
    name: "nothing changed, beyond the fixed cost, over the full run",
    must: 0.02,
    aim: 0,
    unit: "ratio",
    scale: 10,
  },
  checks_share: {
    name: "checks' share of the full run",
    must: 0.12,
    aim: 0.08,
    unit: "share",
    scale: 10,
  },
  growth_large: {
    name: "time at 10M over time at 1M",
    must: 10.5,
    aim: 9.5,
    unit: "ratio",
    scale: 100,
  },
  memory_large: { name: "peak memory, 1 GB limit", must: 2, aim: 1.6, unit: "GB", scale: 100 },
  fixed_cost: { name: "run on a nearly empty workspace", must: 0.7, aim: 0.4, unit: "s" },
  preview: { name: "first 1,000 rows of fact_sales", must: 50, aim: 20, unit: "ms" },
  report: { name: "slowest report query", must: 300, aim: 100, unit: "ms", scale: 10 },
} as const satisfies Readonly<Record<string, Budget>>;
export type BudgetName = keyof typeof BUDGETS;

/** Budgets of PERFORMANCE that this bench cannot measure, and why. */
export const NOT_MEASURED = [
  "main-loop gap during a preview (there is no window in this version)",
] as const;
