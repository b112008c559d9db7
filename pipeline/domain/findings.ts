/** A defect or remark about a source, with its place. Texts are plain language for non-engineers. */
export interface Finding {
  /** Stable machine name, e.g. `duplicate_header`. */
  readonly kind: string;
  readonly severity: "error" | "warn" | "info";
  /** One sentence: what is there and what it means. */
  readonly text: string;
  /** What to do next. */
  readonly action?: string;
  /** A1 address or range within the table, e.g. `C1` or `A14:F14`. */
  readonly address?: string;
  /** How many cells or rows are concerned. */
  readonly count?: number;
}
