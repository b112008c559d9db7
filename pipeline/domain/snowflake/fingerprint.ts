import { quoteIdentifier } from "#domain/sql-text.ts";
import { snowflakeName } from "./names.ts";

export interface FingerprintColumn {
  readonly name: string;
  /** As DuckDB describes it, e.g. `DECIMAL(18,4)`. */
  readonly type: string;
}

type Engine = "duckdb" | "snowflake";

/** Columns that only one of the engines fills, or writes in its own notation. */
const LEFT_OUT = new Set(["_address", "_raw", "_reasons"]);

export function comparable(columns: readonly FingerprintColumn[]): readonly FingerprintColumn[] {
  return columns.filter(({ name, type }) => !LEFT_OUT.has(name) && !type.endsWith("[]"));
}

/**
 * Rows and an order-independent checksum of a table: the sum of twelve hexadecimal digits of the md5 of every row's
 * text. Both engines write the text alike: null, length and value of every column; doubles to four decimals.
 */
export function fingerprintSql(
  table: string,
  columns: readonly FingerprintColumn[],
  engine: Engine,
): string {
  const digits = `left(md5(${rowText(columns, engine)}), 12)`;
  const part =
    engine === "duckdb" ? `('0x' || ${digits})::bigint` : `to_number(${digits}, 'XXXXXXXXXXXX')`;
  return `select count(*) as row_count, cast(coalesce(sum(${part}), 0) as varchar) as checksum from ${table}`;
}

/** Key and checksum of every row, for telling which rows differ. */
export function rowsSql(
  table: string,
  columns: readonly FingerprintColumn[],
  key: readonly string[],
  engine: Engine,
): string {
  const keys = columns.filter(({ name }) => key.includes(name));
  return `select ${rowText(keys, engine)} as row_key, md5(${rowText(columns, engine)}) as row_hash from ${table}`;
}

/** The text of a row's key as people write it: `5:A-1001|1:2` is `A-1001, 2`. What is no such text stays as it is. */
export function readableKey(text: string): string {
  const letters = [...text];
  const parts: string[] = [];
  let at = 0;
  while (at < letters.length) {
    const length = /^(?:-|(\d+):)/.exec(letters.slice(at, at + 12).join(""));
    if (!length) return text;
    const from = at + length[0].length;
    at = from + Number(length[1] ?? 0);
    parts.push(length[1] === undefined ? "—" : letters.slice(from, at).join(""));
    if (at < letters.length && letters[at] !== "|") return text;
    at += 1;
  }
  return parts.join(", ");
}

function rowText(columns: readonly FingerprintColumn[], engine: Engine): string {
  const parts = columns.map((column) => {
    const text = cellText(column, engine);
    return `coalesce(cast(length(${text}) as varchar) || ':' || ${text}, '-')`;
  });
  return parts.length === 0 ? "''" : parts.join(" || '|' || ");
}

function cellText({ name, type }: FingerprintColumn, engine: Engine): string {
  const duckdb = engine === "duckdb";
  const cell = duckdb ? quoteIdentifier(name) : snowflakeName(name);
  const number = duckdb ? "decimal" : "number";
  if (type === "VARCHAR") return cell;
  if (type === "BOOLEAN") return `case when ${cell} then '1' when not ${cell} then '0' end`;
  if (type === "DATE") {
    return duckdb ? `strftime(${cell}, '%Y-%m-%d')` : `to_varchar(${cell}, 'YYYY-MM-DD')`;
  }
  if (type === "TIMESTAMP") {
    return duckdb
      ? `strftime(${cell}, '%Y-%m-%d %H:%M:%S.%f')`
      : `to_varchar(${cell}, 'YYYY-MM-DD HH24:MI:SS.FF6')`;
  }
  if (type === "DOUBLE") return `cast(cast(round(${cell}, 4) as ${number}(38, 4)) as varchar)`;
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimal) return `cast(cast(${cell} as ${number}(${decimal[1]}, ${decimal[2]})) as varchar)`;
  return `cast(cast(${cell} as ${number}(38, 0)) as varchar)`;
}
