/** A cell as `UNFORMATTED_VALUE` gives it. */
export type SheetValue = string | number | boolean | null | undefined;

/**
 * A value as the text bronze keeps: numbers with a point and all their digits, never `1e+21`; booleans as
 * `TRUE` and `FALSE`; an empty cell as nothing.
 */
export function cellText(value: SheetValue): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return numberText(value);
}

function numberText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", first = "", rest = "", power = "0"] = match;
  const exponent = Number(power);
  const digits = first + rest;
  if (exponent >= 0) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
}

/** One record of the copy: every field that could be misread is quoted; a missing cell is nothing at all. */
export function csvRecord(values: readonly SheetValue[], width: number): string {
  let line = "";
  for (let column = 0; column < width; column += 1) {
    if (column > 0) line += ",";
    const text = cellText(values[column]);
    if (text === null) continue;
    line += /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  // A record of one empty field would be an empty line, which some readers skip.
  return width === 1 && line === "" ? '""\n' : `${line}\n`;
}
