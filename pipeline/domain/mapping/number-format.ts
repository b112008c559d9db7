import type { ColumnFormat } from "#domain/workspace.ts";
import type { FormatReading } from "./format-reading.ts";
import type { ColumnProfile } from "./profile.ts";

/** In a mixed column one sign must explain this share of the telling values to be taken. */
const CLEAR = 0.95;

/** Decimal sign of a column: `12.50` and `1,234.5` prove the point, `12,50` and `1.234,5` the comma. */
export function inferNumberFormat(column: ColumnProfile, stated?: ColumnFormat): FormatReading {
  const count = (name: "point" | "comma" | "point_or_thousands" | "comma_or_thousands"): number =>
    column.patterns[name] ?? 0;
  const point = count("point");
  const comma = count("comma");
  const unclear = count("point_or_thousands") + count("comma_or_thousands");
  const unclearExamples = [
    column.examples.comma_or_thousands,
    column.examples.point_or_thousands,
  ].filter((text) => text !== undefined);
  const base = {
    header: column.header,
    kind: "number" as const,
    ambiguous: { count: unclear, examples: unclearExamples },
    conflict: point > 0 && comma > 0,
  };
  const known =
    point + comma + unclear + (column.patterns.integer ?? 0) + (column.patterns.excel ?? 0);
  const settle = (format: "point" | "comma", evidence: string): FormatReading => ({
    ...base,
    format,
    evidence,
    refused: column.nonblank - known + (format === "point" ? comma : point),
    options: [],
  });
  const ask = (evidence: string): FormatReading => ({
    ...base,
    format: null,
    evidence,
    refused: 0,
    options: ["point", "comma"],
  });
  if (stated === "point" || stated === "comma") return settle(stated, `You said ${stated}.`);
  const sign = point >= comma ? "point" : "comma";
  const example = column.examples[sign];
  if (base.conflict) {
    const other = column.examples[sign === "point" ? "comma" : "point"];
    const text = `"${example}" has a decimal ${sign}, "${other}" the other sign`;
    const telling = Math.max(point, comma) / (point + comma);
    if (unclear > 0 && telling < CLEAR)
      return ask(`${text}, and "${unclearExamples[0]}" fits both.`);
    return settle(sign, `${text}: what does not fit the decimal ${sign} is set aside.`);
  }
  if (point + comma > 0)
    return settle(sign, `"${example}" can only have a decimal ${sign}, so the whole column has.`);
  if (unclear > 0) {
    return ask(
      `"${unclearExamples[0]}" can be a thousand and more or a number with three decimals, and no value of the column settles it.`,
    );
  }
  const text =
    column.nonblank === 0 ? "There is no number to judge by" : "There are only whole numbers";
  return settle("point", `${text}; decimals will be expected with a point (12.50).`);
}
