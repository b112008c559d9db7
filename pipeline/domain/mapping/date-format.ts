import type { ColumnFormat } from "#domain/workspace.ts";
import type { FormatReading } from "./format-reading.ts";
import { eightDigitDates, type ColumnProfile } from "./profile.ts";

/** A few odd values do not stop a column of clear ones; they are set aside and stated. */
const FEW = 0.05;

/** Day order of a column: `13/05/2024` proves day first, `05/13/2024` month first. */
export function inferDateFormat(column: ColumnProfile, stated?: ColumnFormat): FormatReading {
  const facts = dateFacts(column);
  const base = {
    header: column.header,
    kind: "date" as const,
    ambiguous: { count: facts.both, examples: facts.bothExamples },
    conflict: facts.dayFirst > 0 && facts.monthFirst > 0,
  };
  const settle = (format: ColumnFormat, evidence: string): FormatReading => ({
    ...base,
    format,
    evidence,
    refused: refusedBy(format, facts),
    options: [],
  });
  if (stated) return settle(stated, `You said ${stated}.`);
  if (base.conflict) return settle("iso", conflictText(column, facts));
  if (facts.dayFirst > 0) {
    return settle("dmy", `"${facts.dayExample}" can only be day first, so the whole column is.`);
  }
  if (facts.monthFirst > 0) {
    return settle(
      "mdy",
      `"${facts.monthExample}" can only be month first, so the whole column is.`,
    );
  }
  if (facts.both > 0) {
    const example = facts.bothExamples[0] ?? "";
    if (facts.iso > 0 && facts.both + facts.same <= FEW * facts.total) {
      return settle(
        "iso",
        `Almost all values are written year first; ${facts.both} like "${example}" fit two orders and are set aside.`,
      );
    }
    return {
      ...base,
      format: null,
      evidence: `"${example}" can be day first or month first, and no value of the column settles it.`,
      refused: 0,
      options: ["dmy", "mdy"],
    };
  }
  return settle(...plainFormat(facts));
}

interface DateFacts {
  readonly total: number;
  readonly iso: number;
  readonly excel: number;
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly both: number;
  readonly same: number;
  readonly dayExample: string | null;
  readonly monthExample: string | null;
  readonly bothExamples: readonly string[];
}

function dateFacts(column: ColumnProfile): DateFacts {
  const { patterns, day_month: order } = column;
  const count = (
    name: "iso_date" | "iso_datetime" | "iso_offset" | "excel" | "named_month",
  ): number => patterns[name] ?? 0;
  // `24/11/05` may be year first. Without a first part up to 12 anywhere, two-digit years prove no day.
  const onlyHighFirst = order.second_above_12 + order.both + order.same === 0;
  const yearFirst =
    order.short_year > 0 && order.short_year === order.first_above_12 && onlyHighFirst;
  return {
    total: column.nonblank,
    // Months written as words and eight digits are read the same under every format.
    iso:
      count("iso_date") +
      count("iso_datetime") +
      count("iso_offset") +
      count("named_month") +
      eightDigitDates(column),
    excel: count("excel"),
    dayFirst: yearFirst ? 0 : order.first_above_12,
    monthFirst: order.second_above_12,
    both: order.both + (yearFirst ? order.first_above_12 : 0),
    same: order.same,
    dayExample: order.first_example,
    monthExample: order.second_example,
    bothExamples: [yearFirst ? order.first_example : order.both_example].filter(
      (text) => text !== null,
    ),
  };
}

function conflictText(column: ColumnProfile, facts: DateFacts): string {
  const others = facts.dayFirst + facts.monthFirst + facts.both + facts.same;
  return `"${facts.dayExample}" is day first, "${facts.monthExample}" is month first: "${column.header}" mixes both orders, so its ${others} values that are not written year first are set aside until one order is stated.`;
}

function plainFormat(facts: DateFacts): [ColumnFormat, string] {
  if (facts.excel > 0) return ["excel", "The values are day numbers of a spreadsheet."];
  if (facts.same > 0)
    return ["dmy", "Day and month are the same in every value, so the order does not matter."];
  if (facts.iso > 0) return ["iso", "The values are dates that can be read one way only."];
  return ["iso", "There is no date to judge by; dates will be expected year first (2024-12-31)."];
}

/** How many values of the column the format cannot explain. */
function refusedBy(format: ColumnFormat, facts: DateFacts): number {
  const dates =
    facts.iso + facts.excel + facts.dayFirst + facts.monthFirst + facts.both + facts.same;
  const others = facts.total - dates;
  const readable: Partial<Record<ColumnFormat, number>> = {
    dmy: facts.iso + facts.dayFirst + facts.both + facts.same,
    mdy: facts.iso + facts.monthFirst + facts.both + facts.same,
    excel: facts.iso + facts.excel,
    iso: facts.iso,
  };
  return others + dates - (readable[format] ?? 0);
}
