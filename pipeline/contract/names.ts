/** Closed lists of words that cross the contract. */
export const LAYERS = ["bronze", "silver", "gold", "marts", "reports"] as const;

export const DIMENSIONS = [
  "completeness",
  "accuracy",
  "consistency",
  "uniqueness",
  "timeliness",
  "volume",
  "schema",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const CHECK_STATES = ["passed", "warned", "failed", "skipped", "not_applicable"] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** How a run may end. `interrupted` is journalled by the next start; `running` is only ever listed. */
export const RUN_STATES = ["succeeded", "held", "failed", "cancelled", "unchanged"] as const;
export type RunState = (typeof RUN_STATES)[number];

export const COLUMN_FORMATS = ["iso", "dmy", "mdy", "excel", "point", "comma"] as const;
export const KPI_UNITS = ["currency", "count", "percent", "days", "rating", "ratio"] as const;
