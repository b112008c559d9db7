import {
  comparable,
  type FingerprintColumn,
  fingerprintSql,
  readableKey,
  rowsSql,
} from "#domain/snowflake/fingerprint.ts";
import { snowflakeName } from "#domain/snowflake/names.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { CloudContext } from "./context.ts";

/** How a table on Snowflake compares with the same table of the build on this computer. */
export interface TableVerdict {
  readonly table: string;
  readonly rows: number;
  readonly cloud_rows: number;
  readonly identical: boolean;
  /** Keys of rows that differ or are on one side only, twenty at most. */
  readonly differing: string[];
}

const COMPARED = ["silver", "superseded", "quarantine", "gold", "marts", "reports"];
/** Tables up to this size are looked through row by row when they differ. */
const LOOKED_THROUGH = 1_000_000;

/** Compares every table of the build with Snowflake's closed one: rows, and a checksum that no order changes. */
export async function verifyCloud(context: CloudContext): Promise<TableVerdict[]> {
  const tables = Object.keys(context.build.rows)
    .filter((table) => COMPARED.includes(table.split(".")[0] as string))
    .sort();
  const verdicts: TableVerdict[] = [];
  for (const [index, table] of tables.entries()) {
    context.progress({
      step: "snowflake.verify",
      label: `Comparing ${table}`,
      fraction: 0.9 + (0.1 * index) / tables.length,
    });
    verdicts.push(await verify(context, table));
  }
  return verdicts;
}

async function verify(context: CloudContext, table: string): Promise<TableVerdict> {
  const { local, cloud, databases } = context;
  const [schema, name] = table.split(".") as [string, string];
  const here = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const there = `${databases.closed}.${schema}.${snowflakeName(name)}`;
  const described = await local.table(`select * from ${here}`, [], 1);
  const columns = comparable(described.columns);
  const [ours] = await local.rows(fingerprintSql(here, columns, "duckdb"));
  const [theirs] = await cloud.rows(fingerprintSql(there, columns, "snowflake"));
  const rows = Number(ours?.["row_count"]);
  const cloudRows = Number(theirs?.["row_count"]);
  const identical = rows === cloudRows && ours?.["checksum"] === theirs?.["checksum"];
  const small = Math.max(rows, cloudRows) <= LOOKED_THROUGH;
  const differing =
    identical || !small ? [] : await differences(context, { here, there, columns, table });
  return { table, rows, cloud_rows: cloudRows, identical, differing };
}

async function differences(
  { local, cloud, catalogue }: CloudContext,
  {
    here,
    there,
    columns,
    table,
  }: {
    here: string;
    there: string;
    columns: readonly FingerprintColumn[];
    table: string;
  },
): Promise<string[]> {
  const model = catalogue.models.find((one) => one.table === table);
  const key = model?.key ?? ["_source_id", "_row_hash", "_occurrence"];
  const ours = await local.rows<{ row_key: string; row_hash: string }>(
    rowsSql(here, columns, key, "duckdb"),
  );
  const left = new Map(ours.map((row) => [`${row.row_key} ${row.row_hash}`, row.row_key]));
  const differing = new Set<string>();
  for (const row of await cloud.rows(rowsSql(there, columns, key, "snowflake"))) {
    const whole = `${String(row["row_key"])} ${String(row["row_hash"])}`;
    if (!left.delete(whole)) differing.add(String(row["row_key"]));
  }
  for (const one of left.values()) differing.add(one);
  return [...differing].slice(0, 20).map(readableKey);
}
