import type { Cell } from "#contract/values.ts";
import { decimalsOf, isIdentifier, kindOf, plainText } from "./columns.ts";

interface NumberFormats {
  count(value: string | number): string;
  decimal(value: string | number, digits?: number): string;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Values of one column line up: fixed decimals, keys without grouping, yes and no. Exact, never rounded. */
export function cellText(
  value: Cell,
  column: Column,
  format: NumberFormats,
  words: { readonly yes: string; readonly no: string },
): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  const text = plainText(value);
  if (kindOf(column.type) !== "number" || isIdentifier(column.name)) return text;
  if (typeof value !== "number" && typeof value !== "string") return text;
  const scale = decimalsOf(column.type);
  // Amounts are kept with four decimals and mostly written with two.
  if (scale !== null) {
    const digits = /\.\d*?[1-9]\d*$/.exec(text)?.[0].replace(/0+$/, "").length ?? 1;
    return format.decimal(value, Math.min(scale, Math.max(2, digits - 1)));
  }
  if (/^-?\d+$/.test(text)) return format.count(value);
  return text;
}
