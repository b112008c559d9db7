import type { ColumnFormat } from "#domain/workspace.ts";

/** How the values of one header are written, with the evidence, or why nobody can know. */
export interface FormatReading {
  readonly header: string;
  readonly kind: "date" | "number";
  /** Null when only a person can say. */
  readonly format: ColumnFormat | null;
  /** One or two sentences with examples. */
  readonly evidence: string;
  /** Values that fit two formats. */
  readonly ambiguous: { readonly count: number; readonly examples: readonly string[] };
  /** Both orders or both decimal signs are proven, so the column is mixed. */
  readonly conflict: boolean;
  /** Values that the chosen format refuses. */
  readonly refused: number;
  /** What may be answered when `format` is null. */
  readonly options: readonly ColumnFormat[];
}
