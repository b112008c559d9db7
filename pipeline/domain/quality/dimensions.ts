/** What a check is about. The order is the order of the scorecard. */
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

/** error: keeps bad rows or a bad table from being published; warn: says so and goes on. */
export type Severity = "error" | "warn";
