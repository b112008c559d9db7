import { BUDGETS, type Budget, type BudgetName } from "./budgets.ts";

/** Columns aligned: the first to the left, the others to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? "").length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

export const fixed = (value: number, digits = 2): string =>
  Number.isFinite(value) ? value.toFixed(digits) : "–";

/** `true` when a measured value keeps its budget at this scale; undefined when it is not judged there. */
export function isMet(name: BudgetName, value: number, scale: number): boolean | undefined {
  const budget: Budget = BUDGETS[name];
  if (budget.scale !== undefined && budget.scale !== scale) return undefined;
  return value <= budget.must;
}

/** One row of the table of budgets. */
export function budgetRow(name: BudgetName, value: number, scale: number): readonly string[] {
  const budget: Budget = BUDGETS[name];
  const met = isMet(name, value, scale);
  const judged = met === undefined ? `judged at scale ${budget.scale}` : met ? "yes" : "NO";
  const verdict = met && value <= budget.aim ? "yes, aim too" : judged;
  const unit = budget.unit === "ratio" || budget.unit === "share" ? "" : ` ${budget.unit}`;
  const show = (number: number): string => `${fixed(number, number < 0.1 ? 3 : 2)}${unit}`;
  return [budget.name, show(value), show(budget.must), show(budget.aim), verdict];
}
