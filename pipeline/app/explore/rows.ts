import type { Handler } from "#app/use-case.ts";
import { toCell } from "#app/quality/failing.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Kept } from "#ports/read-pool.ts";
import type { SqlSession, SqlTable } from "#ports/warehouse.ts";
import { columnsOf, modelsByTable, requireColumn, traceKey } from "./catalogue.ts";
import { look, once, type Place, placeOf, tableSql } from "./place.ts";
import { type RankedRows, rankedRows } from "./ranking.ts";
import { type Condition, conditionOf } from "./selection.ts";

/** Pages this far down are read directly: only the best rows are kept while the table is read. */
const NEAR = 4000;

interface Page extends Condition {
  readonly table: string;
  /** What tells rows apart that are equal in the sort, so that pages neither overlap nor miss one. */
  readonly tie: string;
  readonly columns: string;
  /** `order by …`, or empty for the order in which the rows lie. */
  readonly order: string;
  readonly limit: number;
  readonly offset: number;
}

/** `explore.rows`: one page of a table; filters and sort look at every row of it. */
export const rows: Handler<"explore", "rows"> = (services) => async (input, call) => {
  const place = await placeOf(services, input.published);
  const models = await modelsByTable(services);
  return look(services, place, call.signal, async (session, kept) => {
    const columns = await columnsOf(session, kept, place, input.table);
    const condition = await conditionOf(session, columns, input);
    if (input.sort) requireColumn(columns, input.sort.column);
    const names = columns.map(({ name }) => `t.${quoteIdentifier(name)}`).join(", ");
    const page: Page = {
      ...condition,
      table: input.table,
      columns: names,
      tie: place.file === null ? names : "t.rowid",
      order: orderSql(input.sort),
      limit: input.limit,
      offset: input.offset,
    };
    const all = place.rows[input.table] ?? 0;
    const total = condition.where === "" ? all : await countRows(session, kept, page);
    const found = await readPage(session, kept, place, page, total);
    return {
      columns: columns.map((column) => ({ ...column })),
      rows: found.rows.map((row) => row.map(toCell)),
      total,
      rows_all: all,
      key: [...traceKey(models.get(input.table))],
    };
  });
};

function orderSql(sort: { readonly column: string; readonly descending: boolean } | undefined) {
  if (!sort) return "";
  const direction = sort.descending ? "desc" : "asc";
  return ` order by ${quoteIdentifier(sort.column)} ${direction} nulls last`;
}

const keyOf = ({ table, where, values, order }: Page): string =>
  JSON.stringify([table, where, values, order]);

async function countRows(session: SqlSession, kept: Kept, page: Page): Promise<number> {
  return once(kept, `count ${keyOf({ ...page, order: "" })}`, async () => {
    const [row] = await session.rows<{ n: string }>(
      `select count(*) as n from ${tableSql(page.table)}${page.where}`,
      page.values,
    );
    return Number(row?.n ?? 0);
  });
}

async function readPage(
  session: SqlSession,
  kept: Kept,
  place: Place,
  page: Page,
  total: number,
): Promise<SqlTable> {
  const { offset, limit } = page;
  if (page.where === "" && page.order === "") return readWhereItLies(session, kept, place, page);
  const direct = place.file === null || offset + limit <= NEAR || offset >= total;
  if (direct) return readDirectly(session, page);
  const { where, order, values } = page;
  const from = `select t.rowid as place from ${tableSql(page.table)} as t${where}`;
  const sql = `${from}${order === "" ? ` order by ${page.tie}` : `${order}, ${page.tie}`}`;
  const ranked = await rankedRows(session, kept, keyOf(page), { sql, values });
  return readRanked(session, page, ranked);
}

/** Without a sort the engine keeps the order in which the rows lie. */
function readDirectly(session: SqlSession, page: Page): Promise<SqlTable> {
  const { columns, table, where, limit, offset, values } = page;
  const order = page.order === "" ? "" : `${page.order}, ${page.tie}`;
  return session.table(
    `select ${columns} from ${tableSql(table)} as t${where}${order} limit ${limit} offset ${offset}`,
    values,
  );
}

/** Without gaps in the numbers of its rows, a page of a table is a range that is found without counting. */
async function readWhereItLies(
  session: SqlSession,
  kept: Kept,
  place: Place,
  page: Page,
): Promise<SqlTable> {
  const { table, columns, limit, offset } = page;
  if (place.file === null || !(await hasNoGaps(session, kept, place, table))) {
    return readDirectly(session, page);
  }
  return session.table(
    `select ${columns} from ${tableSql(table)} as t
where t.rowid between ${offset} and ${offset + limit - 1} order by t.rowid`,
  );
}

async function hasNoGaps(
  session: SqlSession,
  kept: Kept,
  place: Place,
  table: string,
): Promise<boolean> {
  return once(kept, `dense ${table}`, async () => {
    const [row] = await session.rows<{ last: string | null }>(
      `select max(rowid) as last from ${tableSql(table)}`,
    );
    return Number(row?.last ?? -1) + 1 === place.rows[table];
  });
}

async function readRanked(session: SqlSession, page: Page, ranked: RankedRows): Promise<SqlTable> {
  const { columns, table, limit, offset } = page;
  return session.table(
    `select ${columns} from (select place, rowid as number from ${ranked.table}
  where rowid between ${offset} and ${offset + limit - 1}) as r
join ${tableSql(table)} as t on t.rowid = r.place order by r.number`,
  );
}
