/** Numbers as people read them. A value may be exact text such as `"19.9900"`; it is never rounded twice. */

export type Numeric = number | string | null | undefined;
export type Unit = "currency" | "count" | "percent" | "days" | "rating" | "ratio";

export interface Habits {
  readonly locale: string;
  readonly currency: string;
  readonly timeZone: string;
}

export const MISSING = "—";
/** Wider than the hyphen `Intl` writes in some languages. */
const MINUS = "−";
const THIN = "\u202F";

function given(value: Numeric): value is number | string {
  if (value === null || value === undefined || value === "") return false;
  return Number.isFinite(Number(value));
}

const known = new Map<string, Intl.NumberFormat>();

/** Making one takes longer than a hundred uses, and a grid writes thousands of numbers a second. */
function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const kept = known.get(key) ?? new Intl.NumberFormat(locale, options);
  known.set(key, kept);
  return kept;
}

function write(value: number | string, habits: Habits, options: Intl.NumberFormatOptions): string {
  const format = formatOf(habits.locale, options);
  return format.format(value as Intl.StringNumericLiteral).replace("-", MINUS);
}

/** Exact, with grouping: `12,300`. Zero is `0`, missing is `—`. */
export function formatCount(value: Numeric, habits: Habits): string {
  return given(value) ? write(value, habits, { maximumFractionDigits: 0 }) : MISSING;
}

export function formatDecimal(value: Numeric, habits: Habits, digits = 2): string {
  if (!given(value)) return MISSING;
  return write(value, habits, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `€412,300.00`; `digits: 0` for whole units. */
export function formatMoney(value: Numeric, habits: Habits, digits?: number): string {
  if (!given(value)) return MISSING;
  const digitOptions =
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return write(value, habits, {
    style: "currency",
    currency: habits.currency,
    currencyDisplay: "narrowSymbol",
    ...digitOptions,
  });
}

/** Percent given as 0 to 100. Never rounded up to 100 or down to 0. */
export function formatPercent(value: Numeric, habits: Habits, digits = 1): string {
  if (!given(value)) return MISSING;
  const number = Number(value);
  const step = 10 ** -digits;
  let shown = number;
  if (number < 100 && number > 100 - step / 2) shown = 100 - step;
  else if (number > 0 && number < step / 2) shown = step;
  const text = write(shown, habits, { minimumFractionDigits: 0, maximumFractionDigits: digits });
  return `${text}${habits.locale.startsWith("de") ? THIN : ""}%`;
}

/** Three significant digits for a headline: `€1.24M`, `12.3K`. Exact numbers belong in its title. */
export function formatCompact(value: Numeric, habits: Habits, unit: Unit = "count"): string {
  if (!given(value)) return MISSING;
  if (unit === "percent") return formatPercent(value, habits);
  if (unit === "days" || unit === "rating" || unit === "ratio") {
    return formatUnit(value, unit, habits);
  }
  const number = Number(value);
  if (Math.abs(number) < 1000) {
    // Zero is "€0": cents would pretend to an exactness it does not need.
    if (unit === "currency") return formatMoney(value, habits, number === 0 ? 0 : undefined);
    return formatCount(value, habits);
  }
  const money: Intl.NumberFormatOptions =
    unit === "currency"
      ? { style: "currency", currency: habits.currency, currencyDisplay: "narrowSymbol" }
      : {};
  return write(number, habits, {
    notation: "compact",
    maximumSignificantDigits: 3,
    minimumSignificantDigits: 3,
    ...money,
  });
}

const DAYS: Record<string, readonly [one: string, many: string]> = {
  en: ["day", "days"],
  de: ["Tag", "Tage"],
};

/** A value with its unit, exact. */
export function formatUnit(value: Numeric, unit: Unit, habits: Habits): string {
  if (!given(value)) return MISSING;
  switch (unit) {
    case "currency":
      return formatMoney(value, habits);
    case "percent":
      return formatPercent(value, habits);
    case "days": {
      const [one, many] = DAYS[habits.locale.slice(0, 2)] ?? DAYS["en"]!;
      const text = write(value, habits, { maximumFractionDigits: 1 });
      return `${text} ${Number(value) === 1 ? one : many}`;
    }
    case "rating":
      return `${write(value, habits, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ★`;
    case "ratio":
      return formatDecimal(value, habits);
    default:
      return formatCount(value, habits);
  }
}

/** A change with its sign and unit: `+€9,483.00`, `−2`; rates change in points. */
export function formatDelta(value: Numeric, unit: Unit, habits: Habits): string {
  if (!given(value)) return MISSING;
  const number = Number(value);
  const sign = number > 0 ? "+" : number < 0 ? MINUS : "";
  const size = typeof value === "string" ? value.replace(/^[-−]/, "") : Math.abs(value);
  if (unit === "percent") {
    const points = habits.locale.startsWith("de") ? "Punkte" : "points";
    return `${sign}${write(size, habits, { maximumFractionDigits: 1 })} ${points}`;
  }
  return `${sign}${formatUnit(size, unit, habits)}`;
}

/** A change in percent with its sign: `−2.3%`. */
export function formatChange(percent: Numeric, habits: Habits): string {
  if (!given(percent)) return MISSING;
  const number = Number(percent);
  const sign = number > 0 ? "+" : number < 0 ? MINUS : "";
  const size = write(Math.abs(number), habits, { maximumFractionDigits: 1 });
  return `${sign}${size}${habits.locale.startsWith("de") ? THIN : ""}%`;
}

/** A share; few cases are counted instead: `3 of 14`. */
export function formatShare(part: number, whole: number, habits: Habits): string {
  if (whole === 0) return MISSING;
  if (whole >= 20) return formatPercent((100 * part) / whole, habits);
  const of = habits.locale.startsWith("de") ? "von" : "of";
  return `${formatCount(part, habits)} ${of} ${formatCount(whole, habits)}`;
}

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

export function formatBytes(value: Numeric, habits: Habits): string {
  if (!given(value)) return MISSING;
  let size = Number(value);
  let step = 0;
  while (size >= 1000 && step < UNITS.length - 1) {
    size /= 1000;
    step += 1;
  }
  const digits = step === 0 || size >= 100 ? 0 : 1;
  return `${write(size, habits, { maximumFractionDigits: digits })} ${UNITS[step]}`;
}

/** `0.4 s`, `48 s`, `3 min 05 s`. */
export function formatSeconds(value: Numeric, habits: Habits): string {
  if (!given(value)) return MISSING;
  const seconds = Number(value);
  if (seconds < 9.95) return `${write(seconds, habits, { maximumFractionDigits: 1 })} s`;
  if (seconds < 59.5) return `${write(Math.round(seconds), habits, {})} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
