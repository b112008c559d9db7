import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CheckSql } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import { failingRowsSql, ruleRows } from "#domain/quality/failing-sql.ts";
import type { JsonValue } from "#domain/json.ts";
import type { CheckResult, Outcome } from "#domain/quality/results.ts";
import { LINEAGE } from "#domain/entities.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import { AppError } from "#domain/errors.ts";

const EXAMPLES = 5;

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Lineage columns of every table, asked once: a question per failing check would cost more than most checks. */
export type Lineage = ReadonlyMap<string, readonly string[]>;

export async function readLineage(sql: CheckSql): Promise<Lineage> {
  const rows = await sql.rows(`select schema_name || '.' || table_name as name,
  list(distinct column_name)::varchar[]::json::varchar as columns
from duckdb_columns() where column_name in (${LINEAGE.map(quoteLiteral).join(", ")}) group by 1`);
  return new Map(
    rows.map(({ name, columns }) => {
      const present = new Set(JSON.parse(String(columns)) as string[]);
      return [String(name), LINEAGE.filter((column) => present.has(column))];
    }),
  );
}

const plain = (value: unknown): JsonValue =>
  typeof value === "bigint" ? String(value) : (value as JsonValue);

async function examplesOf(sql: CheckSql, select: string): Promise<CheckResult["examples"]> {
  const first = await sql.rows(`select * from (${select}) limit ${EXAMPLES}`);
  return first.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
}

type Kept = Pick<Outcome, "failing" | "examples">;

/** Rows that break a row rule stay where parsing put them: set aside, or flagged in silver. */
async function ruleRowsOf(
  sql: CheckSql,
  check: Check & { kind: "row_rule" },
  lineage: Lineage,
): Promise<Kept> {
  const { table } = ruleRows(check);
  const select = failingRowsSql(check, lineage.get(table) ?? []) ?? "";
  return { failing: { in: "build", table, sql: select }, examples: await examplesOf(sql, select) };
}

/** Where failing rows are kept, and which columns of theirs say where they came from. */
export interface Keeping {
  readonly lineage: Lineage;
  readonly folder: string;
}

/**
 * Writes the failing rows of a check that is not a row rule into the build's folder and counts them; without any
 * there is no file. Null for a check that is not about rows.
 */
export async function copyFailingRows(
  sql: CheckSql,
  check: Check,
  { lineage, folder }: Keeping,
): Promise<{ readonly rows: number; readonly kept: Kept } | null> {
  const columns = check.kind === "table_rule" ? [] : (lineage.get(check.table) ?? []);
  const select = failingRowsSql(check, columns);
  if (select === null) return null;
  await mkdir(folder, { recursive: true });
  const file = `${check.id}.parquet`;
  const path = join(folder, file);
  const read = `from read_parquet(${quoteLiteral(path)})`;
  await sql.run(
    `copy (${select}) to ${quoteLiteral(path)} (format parquet, compression zstd, compression_level 1)`,
  );
  const [count] = await sql.rows(`select count(*) as n ${read}`);
  const rows = Number(count?.["n"] ?? 0);
  if (rows === 0) {
    await rm(path);
    return { rows, kept: {} };
  }
  await syncToDisk(path);
  return { rows, kept: { failing: { in: "file", file }, examples: await examplesOf(sql, read) } };
}

/**
 * Keeps all failing rows of a check and adds to its outcome where they are. If they cannot be written the
 * verdict stands and the reason says so.
 */
export async function keepFailingRows(
  sql: CheckSql,
  check: Check,
  outcome: Outcome,
  keeping: Keeping,
): Promise<Outcome> {
  try {
    if (check.kind === "row_rule") {
      return { ...outcome, ...(await ruleRowsOf(sql, check, keeping.lineage)) };
    }
    return { ...outcome, ...(await copyFailingRows(sql, check, keeping))?.kept };
  } catch (error) {
    if (error instanceof AppError && error.code === "cancelled") throw error;
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const reason = [outcome.reason, `Its rows could not be kept: ${line}`]
      .filter(Boolean)
      .join(" ");
    return { ...outcome, reason };
  }
}
