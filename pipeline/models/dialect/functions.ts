import { refuse } from "./tree.ts";

/** A call as Snowflake SQL, from its arguments as Snowflake SQL. */
type Writer = (argument: readonly string[]) => string;

const call =
  (name: string): Writer =>
  (a) =>
    `${name}(${a.join(", ")})`;
const same = (...names: string[]): [string, Writer][] => names.map((name) => [name, call(name)]);
const infix = (sign: string): Writer =>
  function write(a) {
    if (a.length === 1 && (sign === "-" || sign === "+")) return `(${sign}${a[0]})`;
    return `(${a.join(` ${sign} `)})`;
  };

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * Scalar functions and operators of our models, and what they are on Snowflake. What is not here is refused.
 * Where the two differ in meaning, the Snowflake text says what DuckDB does.
 */
const SCALAR: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ...["+", "-", "*", "%", "||"].map((sign): [string, Writer] => [sign, infix(sign)]),
  ["~~", infix("like")],
  ["!~~", infix("not like")],
  ["&", call("bitand")],
  // Division of numbers is exact to six digits there and a double here.
  ["/", ([a, b]) => `(cast(${a} as double) / ${divisor(b as string)})`],
  ["//", ([a, b]) => `cast(trunc(${a} / ${wholeDivisor(b as string)}) as integer)`],
  ...same(
    ...["abs", "floor", "round", "nullif", "coalesce", "bitand"],
    ...[
      "lower",
      "upper",
      "trim",
      "replace",
      "translate",
      "left",
      "right",
      "length",
      "contains",
      "chr",
      "md5",
    ],
    ...["year", "quarter", "month", "day", "last_day", "date_trunc", "datediff", "dateadd"],
    // Only bodies written for Snowflake use these.
    ...[
      "convert_timezone",
      "to_date",
      "try_to_date",
      "to_timestamp_ntz",
      "try_to_decimal",
      "to_decimal",
    ],
    ...["octet_length", "substr", "regexp_like"],
  ),
  ["strlen", call("octet_length")],
  ["starts_with", call("startswith")],
  ["prefix", call("startswith")],
  ["suffix", call("endswith")],
  ["ends_with", call("endswith")],
  // One null makes Snowflake's own answer null.
  ["greatest", call("greatest_ignore_nulls")],
  ["least", call("least_ignore_nulls")],
  // Null is nothing to DuckDB's concat, and everything to Snowflake's.
  ["concat", (a) => `concat(${a.map((x) => `coalesce(${x}, '')`).join(", ")})`],
  [
    "concat_ws",
    ([sign, ...a]) => `array_to_string(array_construct_compact(${a.join(", ")}), ${sign})`,
  ],
  ["make_date", call("date_from_parts")],
  // Snowflake's own names of months and days are cut to three letters.
  ["monthname", ([a]) => `to_varchar(${a}, 'MMMM')`],
  [
    "dayname",
    ([a]) =>
      `decode(dayofweekiso(${a}), ${WEEKDAYS.map((day, i) => `${i + 1}, '${day}'`).join(", ")})`,
  ],
  ["isoyear", call("yearofweekiso")],
  ["weekofyear", call("weekiso")],
  ["isodow", call("dayofweekiso")],
  ["strftime", ([a, format]) => `to_varchar(${a}, ${timeFormat(format as string)})`],
]);

/** Aggregates and window functions that mean the same on both. */
const AGGREGATES = new Set(
  "count count_star count_if sum min max max_by min_by row_number rank".split(" "),
);

export function writeScalar(name: string, argument: readonly string[]): string {
  const write = SCALAR.get(name);
  if (!write) throw refuse(`The function ${name}`);
  return write(argument);
}

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name) || name === "avg";
}

/** @param argument the arguments as SQL, `distinct` in front where it was. */
export function writeAggregate(name: string, argument: string): string {
  if (name === "count_star" || (name === "count" && argument === "")) return "count(*)";
  // The mean of numbers is a number of six more digits there and a double here.
  if (name === "avg") return `avg(cast(${argument} as double))`;
  return `${name}(${argument})`;
}

function divisor(text: string): string {
  return /^[1-9]\d*$/.test(text) ? text : `nullif(cast(${text} as double), 0)`;
}

/** A quotient has six decimals, so only what divides a million leaves nothing to be rounded up. */
function wholeDivisor(text: string): string {
  if (/^\d+$/.test(text) && 1_000_000 % Number(text) === 0) return text;
  throw refuse(`Whole division by ${text}`);
}

function timeFormat(text: string): string {
  if (text === "'%Y-%m-%d'") return "'YYYY-MM-DD'";
  throw refuse(`The time format ${text}`);
}
