import type { Cell } from "#contract/values.ts";

/** Shown for a missing value. */
const MISSING = "—";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

/** A whole or decimal number with thousands separated and a true minus, exact for decimal text. */
export function number(value: number | bigint | string): string {
  const text = typeof value === "string" ? groupDecimal(value) : grouped.format(value);
  return text.replace("-", "−");
}

/** `1234567.8900` → `1,234,567.8900`; anything that is no decimal number stays as it is. */
function groupDecimal(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  return `${match[1]}${match[2]!.replaceAll(/\B(?=(\d{3})+$)/g, ",")}${match[3] ?? ""}`;
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `48 s`, `3 min 20 s`, `0.4 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function cellText(value: Cell): string {
  if (value === null) return MISSING;
  if (typeof value === "string") return value;
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "number" ? String(value).replace("-", "−") : String(value);
}

const SYMBOLS: Readonly<Record<string, string>> = { EUR: "€", USD: "$", GBP: "£", JPY: "¥" };

/** A KPI with its unit, e.g. `€412,300.00`, `96.4 %`, `3.2 days`. */
export function kpiText(value: Cell, unit: string, currency: string): string {
  if (value === null) return MISSING;
  const amount = Number(value);
  if (!Number.isFinite(amount)) return cellText(value);
  const digits = (count: number): string =>
    Math.abs(amount)
      .toLocaleString("en-US", { minimumFractionDigits: count, maximumFractionDigits: count })
      .replace(/^/, amount < 0 ? "−" : "");
  switch (unit) {
    case "currency": {
      const symbol = SYMBOLS[currency];
      const text = digits(2);
      return symbol ? text.replace(/^(−?)/, `$1${symbol}`) : `${text} ${currency}`;
    }
    case "count":
      return digits(Number.isInteger(amount) ? 0 : 1);
    case "percent":
      return `${digits(1)} %`;
    case "days":
      return `${digits(1)} days`;
    default:
      return digits(2);
  }
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longer cells are cut in the middle. */
  readonly width?: number;
}

/** Characters a terminal gives one column; control characters and escapes are made visible first. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (control) =>
    control === "\n" ? "↵" : control === "\t" ? " " : "\u{FFFD}",
  );
}

function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}

/** A plain table with aligned columns, for a terminal. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) =>
    columns.map((column, index) => shorten(printable(row[index] ?? ""), column.width ?? 48)),
  );
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, row[index]!.length), column.title.length),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) =>
        columns[index]!.align === "right"
          ? text.padStart(widths[index]!)
          : text.padEnd(widths[index]!),
      )
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...cells.map(line),
  ].join("\n");
}
