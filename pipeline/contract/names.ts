/** Closed lists of words that cross the contract and are not the domain's own. */

/** How a run may end. A journal also knows `running` and `interrupted`. */
export const RUN_STATES = ["succeeded", "held", "failed", "cancelled", "unchanged"] as const;
export type RunState = (typeof RUN_STATES)[number];

export const COLUMN_FORMATS = ["iso", "dmy", "mdy", "excel", "point", "comma"] as const;
export const KPI_UNITS = ["currency", "count", "percent", "days", "rating", "ratio"] as const;
