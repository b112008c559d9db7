import type { EntityColumn, EntityName } from "#domain/entities.ts";
import {
  dateShare,
  dayNumberShare,
  eightDigitDates,
  numberShare,
  share,
  type ColumnProfile,
} from "./profile.ts";

/** How well the values fit a column: multiplies the confidence taken from the name. */
export interface Fit {
  readonly factor: number;
  /** Said to the user when it lowers or supports the proposal. */
  readonly reason?: string;
}

const percent = (value: number): string => `${Math.floor(value * 100)} %`;
const example = (column: ColumnProfile): string => {
  const value = column.samples[0]?.value;
  return value === undefined ? "" : ` (e.g. "${value.slice(0, 40)}")`;
};
const unfit = (factor: number, reason: string): Fit => ({ factor, reason });

/** Judges the values of a source column as candidates for `target`. */
export function fitValues(entity: EntityName, target: EntityColumn, column: ColumnProfile): Fit {
  if (column.nonblank === 0) return unfit(0.6, "The column is empty so far.");
  switch (target.type) {
    case "timestamp":
    case "date":
      return fitDate(column);
    case "amount":
    case "quantity":
    case "integer":
      return fitNumber(entity, target, column);
    case "key":
      return fitKey(target, column);
    case "boolean":
      return fitBoolean(column);
    case "text":
      return fitText(target, column);
  }
}

function fitDate(column: ColumnProfile): Fit {
  const dates = dateShare(column);
  if (dates >= 0.9) return { factor: 1, reason: "The values are dates." };
  if (dayNumberShare(column) >= 0.9)
    return { factor: 0.98, reason: "The values are spreadsheet day numbers." };
  if (eightDigitDates(column) >= 0.9 * column.nonblank) {
    return { factor: 0.98, reason: "The values are dates of eight digits." };
  }
  if (dates >= 0.5) return { factor: 0.97, reason: `${percent(dates)} of the values are dates.` };
  return unfit(0.2, `Only ${percent(dates)} of the values are dates${example(column)}.`);
}

function fitNumber(entity: EntityName, target: EntityColumn, column: ColumnProfile): Fit {
  const numbers = numberShare(column);
  if (numbers < 0.5) {
    const dates =
      dateShare(column) > 0.5 ? "they are dates" : `only ${percent(numbers)} are numbers`;
    return unfit(0.2, `The values do not look like numbers: ${dates}${example(column)}.`);
  }
  if (entity === "reviews" && target.name === "rating") {
    const range = column.number_range;
    if (range && (range.max > 10 || range.min < 0) && !mostlyRatings(column)) {
      return unfit(0.3, `The values go up to ${range.max}, which is unusual for a rating.`);
    }
  }
  if (target.type === "quantity" && dayNumberShare(column) === 1) {
    return unfit(0.7, "The values are unusually large for a quantity.");
  }
  if (numbers < 0.9)
    return { factor: 0.96, reason: `${percent(numbers)} of the values are numbers.` };
  return { factor: 1 };
}

/** At least half of the rows hold one of a few frequent values from 0 to 10: a stray 11 changes nothing. */
function mostlyRatings(column: ColumnProfile): boolean {
  const fitting = column.samples.filter(({ value }) => Number(value) >= 0 && Number(value) <= 10);
  return fitting.reduce((sum, { count }) => sum + count, 0) >= 0.5 * column.nonblank;
}

function fitKey(target: EntityColumn, column: ColumnProfile): Fit {
  if (dateShare(column) > 0.5) return unfit(0.2, `The values are dates${example(column)}.`);
  if (share(column, "point", "comma") > 0.5)
    return unfit(0.3, `The values are amounts${example(column)}.`);
  if (share(column, "boolean") > 0.5) return unfit(0.2, "The values only say yes or no.");
  if (column.max_length > 200) return unfit(0.4, "The values are long texts.");
  const email = share(column, "email");
  if (email > 0.5 && target.name !== "customer_id")
    return unfit(0.2, "The values are e-mail addresses.");
  if (column.distinct === 1 && column.nonblank > 4) {
    return unfit(0.5, `Every row has the same value${example(column)}.`);
  }
  return { factor: 1 };
}

function fitBoolean(column: ColumnProfile): Fit {
  if (share(column, "boolean") >= 0.8) return { factor: 1, reason: "The values say yes or no." };
  if (column.distinct <= 2) return { factor: 0.98 };
  return unfit(0.4, `The values do not say yes or no${example(column)}.`);
}

function fitText(target: EntityColumn, column: ColumnProfile): Fit {
  const email = share(column, "email");
  if (target.name === "email") {
    return email > 0.5
      ? { factor: 1, reason: "The values are e-mail addresses." }
      : unfit(0.3, `Only ${percent(email)} of the values are e-mail addresses${example(column)}.`);
  }
  if (email > 0.5) return unfit(0.2, "The values are e-mail addresses.");
  if (dateShare(column) > 0.5) return unfit(0.2, `The values are dates${example(column)}.`);
  if (share(column, "point", "comma") > 0.5)
    return unfit(0.3, `The values are amounts${example(column)}.`);
  if (target.name === "currency" && column.max_length > 12) {
    return unfit(0.3, `The values are no currencies${example(column)}.`);
  }
  const grouped = [
    "status",
    "channel",
    "currency",
    "segment",
    "gender",
    "method",
    "shipping_method",
  ];
  if (grouped.includes(target.name) && column.distinct > 60) {
    return unfit(0.6, `It has ${column.distinct} different values, many for "${target.name}".`);
  }
  return { factor: 1 };
}
