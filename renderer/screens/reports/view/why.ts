import type { Explanation } from "#contract/reports.ts";
import type { Cell } from "#contract/values.ts";

export type ExplainedRow = Explanation["rows"][number];

interface DateFormats {
  month(value: string): string;
  day(value: string): string;
}

/** `product_name` → `Product name`. */
export function columnLabel(name: string): string {
  const words = name.replace(/_key$/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A part of a key as people write it: `202603` of `month_key` is a month, `20260314` a day. */
export function keyText(column: string, value: Cell, format: DateFormats): string {
  if (value === null) return "—";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (column === "month_key" && /^\d{6}$/.test(text)) {
    return format.month(`${text.slice(0, 4)}-${text.slice(4)}`);
  }
  if (column === "date_key" && /^\d{8}$/.test(text)) {
    return format.day(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  }
  if (column === "month" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return format.month(text);
  if (column === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return format.day(text);
  return text;
}
