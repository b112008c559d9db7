import type { EntityName } from "#domain/entities.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { ColumnFormat, Mapping } from "#domain/workspace.ts";

/**
 * When the thing a row tells about happened. Stock counts are left out: today's list replacing yesterday's is
 * what they are for.
 */
const HAPPENED: readonly (readonly [EntityName, string])[] = [
  ["orders", "ordered_at"],
  ["payments", "paid_at"],
  ["shipments", "shipped_at"],
  ["reviews", "reviewed_at"],
  ["customers", "signed_up_at"],
];

/** The column of a source that says from when its rows are. */
export interface DateColumn {
  readonly headers: readonly string[];
  readonly format: ColumnFormat;
  /** Zone of times without offset. */
  readonly time_zone: string;
  /** Zone in which a day is named to people. */
  readonly local_zone: string;
}

/** The first mapped date of a source, or null when it has none. */
export function dateColumn(
  mapping: Mapping,
  time_zone: string | undefined,
  local_zone: string,
): DateColumn | null {
  for (const [entity, column] of HAPPENED) {
    const headers = mapping.entities[entity]?.columns[column] ?? [];
    const [first] = headers;
    if (first === undefined) continue;
    const format = mapping.formats[first] ?? "iso";
    return { headers, format, time_zone: time_zone ?? local_zone, local_zone };
  }
  return null;
}

/** A select of `moment` (UTC) and `day` (local) of each row of a relation that has the headers; needs the macros. */
export function momentsSql(relation: string, column: DateColumn): string {
  const cells = column.headers.map((header) => `nullif(${quoteIdentifier(header)}, '')`);
  const text = cells.length === 1 ? cells[0] : `nullif(concat_ws(' ', ${cells.join(", ")}), '')`;
  const [format, zone, local] = [column.format, column.time_zone, column.local_zone].map(
    quoteLiteral,
  );
  return `select moment, local_date_of(moment, v, ${format}, ${zone}, ${local}) as day
from (select v, parse_timestamp(v, ${format}, ${zone}) as moment from (select ${text} as v from (${relation})))
where moment is not null`;
}

/** From when a snapshot's rows were and are, as local days `YYYY-MM-DD`. */
export interface LaterStart {
  readonly before: string;
  readonly now: string;
}
