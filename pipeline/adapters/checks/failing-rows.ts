import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { CheckSql } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import { quoteTable } from "#domain/quality/check-sql.ts";
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

async function lineageOf(sql: CheckSql, table: string): Promise<readonly string[]> {
  const rows = await sql.rows(`select column_name from (describe ${quoteTable(table)})`);
  const names = new Set(rows.map((row) => String(row["column_name"])));
  return LINEAGE.filter((name) => names.has(name));
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
async function ruleRowsOf(sql: CheckSql, check: Check & { kind: "row_rule" }): Promise<Kept> {
  const { table } = ruleRows(check);
  const select = failingRowsSql(check, await lineageOf(sql, table)) ?? "";
  return { failing: { in: "build", table, sql: select }, examples: await examplesOf(sql, select) };
}

async function writeRows(sql: CheckSql, check: Check, folder: string): Promise<Kept> {
  if (check.kind === "row_rule") return ruleRowsOf(sql, check);
  const lineage = check.kind === "table_rule" ? [] : await lineageOf(sql, check.table);
  const select = failingRowsSql(check, lineage);
  if (select === null) return {};
  await mkdir(folder, { recursive: true });
  const file = `${check.id}.parquet`;
  const path = join(folder, file);
  await sql.run(`copy (${select}) to ${quoteLiteral(path)} (format parquet, compression zstd)`);
  await syncToDisk(path);
  const examples = await examplesOf(sql, `from read_parquet(${quoteLiteral(path)})`);
  return { failing: { in: "file", file }, examples };
}

/**
 * Keeps all failing rows of a check and adds to its outcome where they are. If they cannot be written the
 * verdict stands and the reason says so.
 */
export async function keepFailingRows(
  sql: CheckSql,
  check: Check,
  outcome: Outcome,
  folder: string,
): Promise<Outcome> {
  try {
    return { ...outcome, ...(await writeRows(sql, check, folder)) };
  } catch (error) {
    if (error instanceof AppError && error.code === "cancelled") throw error;
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const reason = [outcome.reason, `Its rows could not be kept: ${line}`]
      .filter(Boolean)
      .join(" ");
    return { ...outcome, reason };
  }
}
