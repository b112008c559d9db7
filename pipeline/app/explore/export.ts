import { openResult } from "#app/reports/open-result.ts";
import { refusal, requireOneSelect } from "#app/reports/query.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import type { ExportInput } from "#contract/explore.ts";
import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { SqlSession, SqlValue } from "#ports/warehouse.ts";
import { type Column, columnsOf } from "./catalogue.ts";
import { safeCsvSql } from "./csv.ts";
import { placeOf, tableSql } from "./place.ts";
import { conditionOf } from "./selection.ts";

const OPTIONS = {
  csv: "(format csv, header true)",
  parquet: "(format parquet, compression zstd)",
} as const;

/** What is taken away. */
interface Selected {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  readonly columns: readonly Column[];
}

/** `explore.export`: the rows of a table, or of a query, as a file under `exports/`. */
export const exportRows: Handler<"explore", "export"> = (services) => async (input, call) => {
  if ((input.sql === undefined) === (input.rows === undefined)) {
    throw new AppError("usage", "Say either which table or which query is exported.", {
      hint: "Give one of the two.",
    });
  }
  const { format } = input;
  const draft = await services.exports.draft(fileName(services, input));
  try {
    call.progress({ step: "export", label: "Writing the file", fraction: null });
    const rows = await writeRows(services, input, draft.path, call);
    const file = await draft.commit();
    call.progress({ step: "export", label: `${format.toUpperCase()} written`, fraction: 1, rows });
    return { ...file, rows };
  } catch (error) {
    throw error instanceof SqlRefused ? refusal(error) : error;
  } finally {
    await draft.discard();
  }
};

/** `gold.fact_sales-2026-11-21.csv` */
function fileName(services: Services, { rows, format }: ExportInput): string {
  const what = rows === undefined ? "query" : rows.table;
  return `${what}-${services.clock.now().toISOString().slice(0, 10)}.${format}`;
}

/** The engine may write this one file and touch no other. */
async function writeRows(
  services: Services,
  input: ExportInput,
  path: string,
  { signal }: Call,
): Promise<number> {
  const published = input.rows?.published ?? input.published;
  const { session } = await openResult(services, published, signal, [path]);
  try {
    const { sql, values, columns } = await selectOf(services, session, input);
    const safe = input.format === "csv" ? safeCsvSql(sql, columns) : sql;
    const target = `${quoteLiteral(path)} ${OPTIONS[input.format]}`;
    return await session.run(`copy (${safe}\n) to ${target}`, values);
  } finally {
    await session.close();
  }
}

async function selectOf(
  services: Services,
  session: SqlSession,
  input: ExportInput,
): Promise<Selected> {
  if (input.rows === undefined) return selectOfQuery(session, input.sql ?? "");
  const { table, published } = input.rows;
  const place = await placeOf(services, published);
  const columns = await columnsOf(session, new Map(), place, table);
  const { where, values } = await conditionOf(session, columns, input.rows);
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  return { sql: `select ${names} from ${tableSql(table)} as t${where}`, values, columns };
}

async function selectOfQuery(session: SqlSession, sql: string): Promise<Selected> {
  await requireOneSelect(session, sql);
  const text = sql.replace(/[;\s]+$/, "");
  const described = await session.rows<{ column_name: string; column_type: string }>(
    `describe (${text}\n)`,
  );
  const columns = described.map((row) => ({ name: row.column_name, type: row.column_type }));
  return { sql: text, values: [], columns };
}
