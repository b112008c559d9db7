/** Two numbers below 13 and a year: nobody can know which is the day. */
const DAY_OR_MONTH = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/;
/** Thousands to some, a fraction to others; the apostrophe is how a sheet marks a number kept as text. */
const THOUSANDS = /^\s*'?([-+]?\d{1,3})((?:[.,]\d{3})+)\s*$/;
const MONTHS =
  "January February March April May June July August September October November December";

/**
 * Why a value that could not be read was refused, for the line "How we read it".
 * @param kind what the column holds: dates, numbers, or something else.
 */
export function refusalReason(raw: string, kind: "date" | "number" | null): string {
  const day = DAY_OR_MONTH.exec(raw);
  if (kind === "date" && day) {
    const [first, second] = [Number(day[1]), Number(day[2])];
    if (first <= 12 && second <= 12 && first !== second) {
      return `could be ${date(first, second)} or ${date(second, first)}`;
    }
  }
  const number = THOUSANDS.exec(raw);
  if (kind === "number" && number) {
    const [, head = "", rest = ""] = number;
    const groups = rest.split(/[.,]/).slice(1);
    if (groups.length === 1) return `could be ${head}${groups[0]} or ${head}.${groups[0]}`;
  }
  if (/^#[A-Z/0!?]+$/.test(raw.trim())) return "is an error of its formula";
  if (kind === "date") return "is not a date";
  return kind === "number" ? "is not a number" : "cannot be read";
}

const date = (day: number, month: number): string => `${day} ${MONTHS.split(" ")[month - 1] ?? ""}`;
