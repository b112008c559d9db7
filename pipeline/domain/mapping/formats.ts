import type { EntityColumn } from "#domain/entities.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import { inferDateFormat } from "./date-format.ts";
import { inferNumberFormat } from "./number-format.ts";
import type { ColumnProfile } from "./profile.ts";

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

/** The kind of format a column type needs, or null when it is read the same everywhere. */
export function formatKind(type: EntityColumn["type"]): "date" | "number" | null {
  if (type === "timestamp" || type === "date") return "date";
  if (type === "amount" || type === "quantity" || type === "integer") return "number";
  return null;
}

/**
 * Finds out from all values of a column how they are written. One value that only one format explains
 * settles the column; without one it is asked, never guessed.
 * @param stated what the user said; it wins, and values it cannot explain are counted as refused.
 */
export function inferFormat(
  column: ColumnProfile,
  kind: "date" | "number",
  stated?: ColumnFormat,
): FormatReading {
  return kind === "date" ? inferDateFormat(column, stated) : inferNumberFormat(column, stated);
}

/** Formats that make sense for a kind of column. */
export const FORMATS: Readonly<Record<"date" | "number", readonly ColumnFormat[]>> = {
  date: ["iso", "dmy", "mdy", "excel"],
  number: ["point", "comma"],
};
