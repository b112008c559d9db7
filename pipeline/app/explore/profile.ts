import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { TableProfile } from "#contract/explore.ts";
import type { JsonValue } from "#domain/json.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { type Column, columnsOf } from "./catalogue.ts";
import { look, type Place, placeOf, tableSql } from "./place.ts";
import {
  binEdges,
  countsSql,
  frequentSql,
  scaleOf,
  type Summary,
  summarySql,
} from "./profile-sql.ts";

type ColumnProfile = TableProfile["columns"][number];

/** Above this, distinct values are estimated: counting them exactly would keep them all in memory. */
const EXACT_ROWS = 1_000_000;
/** Rows among which the frequent values of a larger table are looked for; they are counted over all rows. */
const SAMPLED_ROWS = 200_000;
const TOP = 5;
/** Profiles remembered per workspace: closed data never changes. */
const REMEMBERED = 60;

const remembered = new WeakMap<Services, Map<string, TableProfile>>();

/** `explore.profile`: every column over all rows, in few looks at the table. */
export const profile: Handler<"explore", "profile"> = (services) => async (input, call) => {
  const place = await placeOf(services, input.published);
  const known = remembered.get(services) ?? new Map<string, TableProfile>();
  remembered.set(services, known);
  const key = `${place.key} ${input.table}`;
  const before = known.get(key);
  if (before) return before;
  const found = await look(services, place, call.signal, async (session, kept) => {
    const columns = await columnsOf(session, kept, place, input.table);
    return profileTable(session, place, input.table, columns);
  });
  known.set(key, found);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return found;
};

async function profileTable(
  session: SqlSession,
  place: Place,
  table: string,
  columns: readonly Column[],
): Promise<TableProfile> {
  const from = tableSql(table);
  const all = place.rows[table] ?? 0;
  const share = Math.min(1, SAMPLED_ROWS / Math.max(1, all));
  const [row = {}] = await session.rows(summarySql(from, columns, all <= EXACT_ROWS));
  const [frequent = {}] = await session.rows(frequentSql(from, columns, share));
  const summaries = columns.map((_, i) => summaryOf({ ...row, ...frequent }, i, share < 1));
  const second = countsSql(from, columns, summaries);
  const [counts = {}] = second === null ? [] : await session.rows(second);
  const rows = Number(row["rows"] ?? 0);
  return {
    table,
    columns: columns.map((column, i) =>
      columnProfile(column, summaries[i] as Summary, counts, i, rows),
    ),
  };
}

type Row = Record<string, JsonValue>;

function summaryOf(row: Row, i: number, large: boolean): Summary {
  const text = (name: string): string | null => {
    const value = row[`${name}_${i}`];
    return value === null || value === undefined ? null : String(value);
  };
  const frequent = row[`frequent_${i}`];
  const mean = text("mean");
  const filled = Number(text("filled") ?? 0);
  const distinct = Number(text("distinct") ?? 0);
  // Of keys no value is more frequent than others; looking for one in millions of rows says nothing.
  const told = Array.isArray(frequent) && !(large && distinct > filled / 2);
  return {
    filled,
    distinct,
    min: text("min"),
    max: text("max"),
    mean: mean === null || !Number.isFinite(Number(mean)) ? null : Number(mean),
    frequent: told ? frequent.filter((one) => one !== null).map(String) : [],
  };
}

/** A map of the engine, however it is written as JSON: entries of key and value. */
function entriesOf(value: JsonValue | undefined): [string, number][] {
  if (!Array.isArray(value)) return [];
  return (value as { key: JsonValue; value: JsonValue }[])
    .filter(({ key }) => key !== null)
    .map(({ key, value: count }) => [String(key), Number(count)]);
}

function columnProfile(
  column: Column,
  summary: Summary,
  counts: Row,
  i: number,
  rows: number,
): ColumnProfile {
  const { filled, distinct, min, max, mean } = summary;
  const scale = scaleOf(column, summary);
  const bins = new Map(entriesOf(counts[`bins_${i}`]));
  const top = entriesOf(counts[`top_${i}`])
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, TOP);
  return {
    ...column,
    rows,
    filled,
    distinct: Math.min(distinct, filled),
    min,
    max,
    mean,
    histogram: scale
      ? Array.from({ length: scale.bins }, (_, bin) => {
          const [from, to] = binEdges(column, scale, bin);
          return { from, to, rows: bins.get(String(bin)) ?? 0 };
        })
      : [],
    top: top.map(([value, count]) => ({ value, rows: count })),
  };
}
