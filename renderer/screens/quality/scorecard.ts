import type { CheckResult } from "#contract/quality.ts";

export type Status = CheckResult["status"];
export type Dimension = CheckResult["dimension"];
/** In the order of the scorecard. */
export const DIMENSIONS: readonly Dimension[] = [
  "completeness",
  "accuracy",
  "consistency",
  "uniqueness",
  "timeliness",
  "volume",
  "schema",
];

/** Worst first. What does not apply says nothing, so anything else outranks it; a skipped check outranks a pass. */
const WORST: readonly Status[] = ["failed", "warned", "skipped", "passed", "not_applicable"];

export function worstOf(statuses: readonly Status[]): Status {
  return WORST.find((status) => statuses.includes(status)) ?? "not_applicable";
}

export const asksForPerson = (check: CheckResult): boolean =>
  check.status === "failed" || check.status === "warned" || check.status === "skipped";

/** What is wrong most: failed before warned before skipped, then more rows, then the larger share. */
export function worstFirst(checks: readonly CheckResult[]): readonly CheckResult[] {
  const share = (check: CheckResult): number => check.rows_failed / Math.max(1, check.rows_checked);
  return checks.toSorted(
    (one, other) =>
      WORST.indexOf(one.status) - WORST.indexOf(other.status) ||
      other.rows_failed - one.rows_failed ||
      share(other) - share(one) ||
      one.name.localeCompare(other.name),
  );
}

export interface ScoreCell {
  readonly dimension: Dimension;
  readonly status: Status;
  readonly checks: number;
  readonly passed: number;
  /** Sum over its checks: a row that fails two counts twice. */
  readonly rows_failed: number;
  /** Checks that ask for a person, worst first. */
  readonly open: readonly CheckResult[];
}
export interface ScoreRow {
  readonly table: string;
  readonly label: string;
  readonly status: Status;
  /** One of its checks asks for a person. */
  readonly asks: boolean;
  readonly checks: number;
  /** One per dimension; null where no check is defined. */
  readonly cells: readonly (ScoreCell | null)[];
}
export interface ScoreGroup {
  readonly layer: string;
  readonly rows: readonly ScoreRow[];
  /** Every check of these tables passed or does not apply: one line says so. */
  readonly clear: boolean;
  readonly checks: number;
  readonly passed: number;
}

const failedRows = (checks: readonly CheckResult[]): number =>
  checks.reduce((sum, check) => sum + check.rows_failed, 0);

function cellOf(dimension: Dimension, checks: readonly CheckResult[]): ScoreCell | null {
  if (checks.length === 0) return null;
  const open = worstFirst(checks.filter(asksForPerson));
  return {
    dimension,
    status: worstOf(checks.map((check) => check.status)),
    checks: checks.length,
    passed: checks.filter((check) => check.status === "passed").length,
    rows_failed: failedRows(open),
    open,
  };
}

function rowOf(table: string, checks: readonly CheckResult[]): ScoreRow {
  return {
    table,
    label: checks[0]?.label ?? table,
    status: worstOf(checks.map((check) => check.status)),
    asks: checks.some(asksForPerson),
    checks: checks.length,
    cells: DIMENSIONS.map((dimension) =>
      cellOf(
        dimension,
        checks.filter((check) => check.dimension === dimension),
      ),
    ),
  };
}

const LAYERS = ["silver", "gold", "marts", "reports"];
const layerOf = (table: string): string => table.split(".", 1)[0] ?? table;
const layerRank = (layer: string): number =>
  (LAYERS.indexOf(layer) + LAYERS.length + 1) % (LAYERS.length + 1);

/** Tables against dimensions, grouped by layer in the order of the flow; tables keep the order of the answer. */
export function scorecard(checks: readonly CheckResult[]): readonly ScoreGroup[] {
  const groups = [...Map.groupBy(checks, (check) => layerOf(check.table))];
  return groups
    .toSorted(([one], [other]) => layerRank(one) - layerRank(other))
    .map(([layer, own]) => {
      const rows = [...Map.groupBy(own, (check) => check.table)].map(([table, of]) =>
        rowOf(table, of),
      );
      return {
        layer,
        rows,
        clear: !own.some(asksForPerson),
        checks: own.length,
        passed: own.filter((check) => check.status === "passed").length,
      };
    });
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where an arrow key leads in a grid of `rows` × `columns`; null where it leads out. */
export function moveInGrid(at: Place, key: string, rows: number, columns: number): Place | null {
  const last = { row: rows - 1, column: columns - 1 };
  const to: Record<string, Place> = {
    ArrowUp: { ...at, row: at.row - 1 },
    ArrowDown: { ...at, row: at.row + 1 },
    ArrowLeft: { ...at, column: at.column - 1 },
    ArrowRight: { ...at, column: at.column + 1 },
    Home: { ...at, column: 0 },
    End: { ...at, column: last.column },
    PageUp: { ...at, row: 0 },
    PageDown: { ...at, row: last.row },
  };
  const next = to[key];
  if (!next || next.row < 0 || next.column < 0) return null;
  return next.row > last.row || next.column > last.column ? null : next;
}
