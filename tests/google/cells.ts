/**
 * One model of a spreadsheet's cells, from which every way of asking for values is rendered. Facts are from
 * Google's documentation: serial numbers count days since 1899-12-30, UNFORMATTED_VALUE gives numbers and
 * booleans as such, errors arrive as their text, and trailing empty cells and rows are left out.
 */
export type NumberFormatType =
  "NUMBER" | "PERCENT" | "CURRENCY" | "DATE" | "TIME" | "DATE_TIME" | "TEXT";

export interface NumberFormat {
  readonly type: NumberFormatType;
  readonly pattern?: string;
}

export type ErrorType = "REF" | "N_A" | "DIVIDE_BY_ZERO" | "VALUE" | "NAME" | "NUM" | "LOADING";

/** What stands in a cell; `null` is an empty one. */
export type Cell =
  | null
  | { readonly text: string }
  | { readonly number: number; readonly format?: NumberFormat }
  | { readonly boolean: boolean }
  | { readonly error: ErrorType }
  | { readonly formula: string; readonly value: Exclude<Cell, { formula: string }> };

export type RenderOption = "FORMATTED_VALUE" | "UNFORMATTED_VALUE" | "FORMULA";
export type DateOption = "SERIAL_NUMBER" | "FORMATTED_STRING";
export type Rendered = string | number | boolean;

const ERROR_TEXTS: Readonly<Record<ErrorType, string>> = {
  REF: "#REF!",
  N_A: "#N/A",
  DIVIDE_BY_ZERO: "#DIV/0!",
  VALUE: "#VALUE!",
  NAME: "#NAME?",
  NUM: "#NUM!",
  LOADING: "Loading...",
};

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

/** @param text `2024-12-01` or `2024-12-01 10:30:00`, meant as wall-clock time of the spreadsheet. */
export function serial(text: string): number {
  const [day, time = "00:00:00"] = text.split(/[ T]/);
  const milliseconds = Date.parse(`${day}T${time}Z`) - EPOCH;
  return Math.round((milliseconds / DAY) * 1e10) / 1e10;
}

export function date(text: string, pattern?: string): Cell {
  const type = text.length > 10 ? "DATE_TIME" : "DATE";
  return { number: serial(text), format: { type, ...(pattern !== undefined && { pattern }) } };
}
export const text = (value: string): Cell => ({ text: value });
export const number = (value: number, format?: NumberFormat): Cell =>
  format ? { number: value, format } : { number: value };
export const money = (value: number): Cell => number(value, { type: "CURRENCY" });

/** Whatever JavaScript value as the cell a person would get by typing it. */
export function cell(value: string | number | boolean | null | Cell): Cell {
  if (value === null || typeof value === "object") return value;
  if (typeof value === "number") return { number: value };
  if (typeof value === "boolean") return { boolean: value };
  return value === "" ? null : { text: value };
}

/** The cell's own value: what a formula comes to. */
export function settled(of: Cell): Exclude<Cell, { formula: string }> {
  return of !== null && "formula" in of ? of.value : of;
}

export function formatOf(of: Cell): NumberFormat | undefined {
  const value = settled(of);
  return value !== null && "number" in value ? value.format : undefined;
}

/** A cell as `values.get` gives it; an empty one is `""`. */
export function render(
  of: Cell,
  option: RenderOption,
  dates: DateOption,
  locale: string,
): Rendered {
  if (of !== null && "formula" in of && option === "FORMULA") return of.formula;
  const value = settled(of);
  if (value === null) return "";
  if ("text" in value) return value.text;
  if ("error" in value) return ERROR_TEXTS[value.error];
  if ("boolean" in value) {
    return option === "FORMATTED_VALUE" ? String(value.boolean).toUpperCase() : value.boolean;
  }
  const isDate = ["DATE", "DATE_TIME", "TIME"].includes(value.format?.type ?? "");
  if (option !== "FORMATTED_VALUE" && !(isDate && dates === "FORMATTED_STRING")) {
    return value.number;
  }
  return formatted(value.number, value.format, locale);
}

/** Close to what people see; lossy, which is why nobody should ingest it. */
function formatted(value: number, format: NumberFormat | undefined, locale: string): string {
  const language = locale.replace("_", "-");
  switch (format?.type) {
    case "DATE":
    case "DATE_TIME":
    case "TIME":
      return dateText(value, format.type, language);
    case "CURRENCY":
      return new Intl.NumberFormat(language, { style: "currency", currency: currencyOf(language) })
        .format(value)
        .replace(/[\u00a0\u202f]/g, " ");
    case "PERCENT":
      return new Intl.NumberFormat(language, { style: "percent" }).format(value);
    default:
      return new Intl.NumberFormat(language, {
        maximumFractionDigits: 10,
        useGrouping: false,
      }).format(value);
  }
}

const CURRENCIES: Readonly<Record<string, string>> = {
  US: "USD",
  GB: "GBP",
  CH: "CHF",
  JP: "JPY",
  IN: "INR",
};

function currencyOf(language: string): string {
  return CURRENCIES[language.split("-")[1] ?? ""] ?? "EUR";
}

function dateText(value: number, type: NumberFormatType, language: string): string {
  const at = new Date(EPOCH + Math.round(value * DAY));
  const options: Intl.DateTimeFormatOptions = {
    timeZone: "UTC",
    ...(type !== "TIME" && { year: "numeric", month: "numeric", day: "numeric" }),
    ...(type !== "DATE" && { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  };
  return new Intl.DateTimeFormat(language, options).format(at).replace(/[\u00a0\u202f]/g, " ");
}
