import type { ColumnFilter } from "#contract/explore.ts";
import type { Cell } from "#contract/values.ts";

export type ColumnKind = "number" | "date" | "time" | "yes_no" | "text";
export type Operator = ColumnFilter["operator"];

/** What a column holds, for how it is shown and asked about. */
export function kindOf(type: string): ColumnKind {
  const upper = type.toUpperCase();
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT|REAL)\b/.test(upper)) {
    return upper.includes("[") ? "text" : "number";
  }
  if (upper === "DATE") return "date";
  if (upper.startsWith("TIMESTAMP")) return "time";
  return upper === "BOOLEAN" ? "yes_no" : "text";
}

/** The type in a person's word; the engine's own word stays in the details. */
export function operatorsOf(kind: ColumnKind): readonly Operator[] {
  switch (kind) {
    case "number":
    case "date":
    case "time":
      return ["is", "is_not", "at_least", "at_most", "is_empty", "is_filled"];
    case "yes_no":
      return ["is", "is_empty", "is_filled"];
    default:
      return ["contains", "is", "is_not", "is_empty", "is_filled"];
  }
}

export function needsValue(operator: Operator): boolean {
  return operator !== "is_empty" && operator !== "is_filled";
}

/** Keys and codes are names, not amounts: no grouping of their digits. */
export function isIdentifier(name: string): boolean {
  return /(^|_)(key|id|number|code|year|month|quarter|day|week|step|rank|version)$/.test(name);
}

/** A cell as text; null is told apart by who draws it. */
export function plainText(value: Cell): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Width in pixels that fits a column's name and its first values, within reason. */
export function columnWidth(name: string, type: string, sample: readonly Cell[]): number {
  const longest = sample.reduce<number>(
    (length, value) => Math.max(length, Math.min(40, plainText(value).length)),
    0,
  );
  const minimum = kindOf(type) === "text" ? 120 : 104;
  return Math.min(320, Math.max(minimum, name.length * 7.5 + 48, longest * 7.6 + 24));
}

/** The fixed number of decimals a column's values are shown with, from its type. */
export function decimalsOf(type: string): number | null {
  const scale = /^DECIMAL\(\d+,\s*(\d+)\)/i.exec(type)?.[1];
  return scale === undefined ? null : Number(scale);
}
