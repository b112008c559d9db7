/** A cell as `UNFORMATTED_VALUE` gives it. */
export type SheetValue = string | number | boolean | null | undefined;

/** Text that is thousands to some and a fraction to others. */
const THOUSANDS = /^\s*[-+]?\d{1,3}(?:[.,]\d{3})+\s*$/;

/**
 * A value as the text bronze keeps: numbers with a point and all their digits, never `1e+21`; booleans as
 * `TRUE` and `FALSE`; an empty cell as nothing. Numbers that somebody typed as text get the apostrophe that a
 * sheet shows for them where they would mean something else among real numbers, so that nobody misreads them.
 * @param comma the sheet's decimal sign is a comma.
 */
export function cellText(value: SheetValue, comma = false): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return comma && THOUSANDS.test(value) ? `'${value}` : value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return numberText(value);
}

/** Whether a spreadsheet of this locale, e.g. `de_DE`, writes decimals with a comma. */
export function hasDecimalComma(locale: string): boolean {
  try {
    const parts = new Intl.NumberFormat(locale.replaceAll("_", "-")).formatToParts(1.5);
    return parts.find(({ type }) => type === "decimal")?.value === ",";
  } catch {
    // Unknown to this computer: be careful.
    return true;
  }
}

function numberText(value: number): string {
  const text = String(value);
  const size = Math.abs(value);
  // Only beyond these does JavaScript write an exponent.
  if (size < 1e21 && (size >= 1e-6 || size === 0)) return text;
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", first = "", rest = "", power = "0"] = match;
  const exponent = Number(power);
  const digits = first + rest;
  if (exponent >= 0) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
}

/** What a reader of CSV would take for something else. */
const MISREAD = /[",\r\n]|^\s|\s$/;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** One record of the copy: every field that could be misread is quoted; a missing cell is nothing at all. */
export function csvRecord(values: readonly SheetValue[], width: number, comma = false): string {
  let line = "";
  for (let column = 0; column < width; column += 1) {
    if (column > 0) line += ",";
    const value = values[column];
    const text = cellText(value, comma);
    if (text === null) continue;
    line += typeof value === "string" && MISREAD.test(text) ? quoted(text) : text;
  }
  // A record of one empty field would be an empty line, which some readers skip.
  return width === 1 && line === "" ? '""\n' : `${line}\n`;
}
