import type { EntityColumn } from "#domain/entities.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import { inferDateFormat } from "./date-format.ts";
import type { FormatReading } from "./format-reading.ts";
import { inferNumberFormat } from "./number-format.ts";
import type { ColumnProfile } from "./profile.ts";

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
  const { declared } = column;
  if (stated === undefined && declared !== undefined && FORMATS[kind].includes(declared)) {
    const told = inferFormat(column, kind, declared);
    return { ...told, evidence: "The sheet says how these cells are meant; nothing was guessed." };
  }
  return kind === "date" ? inferDateFormat(column, stated) : inferNumberFormat(column, stated);
}

/** Formats that make sense for a kind of column. */
export const FORMATS: Readonly<Record<"date" | "number", readonly ColumnFormat[]>> = {
  date: ["iso", "dmy", "mdy", "excel"],
  number: ["point", "comma"],
};
