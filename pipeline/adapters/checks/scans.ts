import type { CheckSql } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import { appliesSql, fusedScanSql } from "#domain/quality/check-sql.ts";
import { inParallel } from "#domain/in-parallel.ts";
import { ownError } from "./questions.ts";

/** What the scan of a table found for one check. */
export interface Scanned {
  readonly checked: number;
  readonly failed: number;
  readonly measured: number | null;
}
export type Scans = ReadonlyMap<string, Scanned | Error>;

const number = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

const needsScan = (check: Check): boolean =>
  check.kind !== "row_rule" && check.kind !== "columns_as_declared" && appliesSql(check) === null;

/** Reads every table once for all of its checks. */
export async function scanAll(
  connections: readonly CheckSql[],
  checks: readonly Check[],
  asOf: string,
): Promise<Scans> {
  const byTable = Map.groupBy(checks.filter(needsScan), (check) => check.table);
  const found = await inParallel(connections, [...byTable], (sql, [table, group]) =>
    scanTable(sql, table, group, asOf),
  );
  return new Map(found.flat());
}

/** One scan for all checks of a table; if that fails, one each, so that only the broken check is lost. */
async function scanTable(
  sql: CheckSql,
  table: string,
  checks: readonly Check[],
  asOf: string,
): Promise<[string, Scanned | Error][]> {
  try {
    return await scan(sql, table, checks, asOf);
  } catch (error) {
    const problem = ownError(error);
    if (checks.length === 1) return checks.map((check) => [check.id, problem]);
    const each: [string, Scanned | Error][] = [];
    for (const check of checks) each.push(...(await scanTable(sql, table, [check], asOf)));
    return each;
  }
}

async function scan(
  sql: CheckSql,
  table: string,
  checks: readonly Check[],
  asOf: string,
): Promise<[string, Scanned][]> {
  const [row = {}] = await sql.rows(fusedScanSql(table, checks, asOf));
  return checks.map((check, index) => [
    check.id,
    {
      checked: number(row[`c${index}`]) ?? 0,
      failed: number(row[`f${index}`]) ?? 0,
      measured: number(row[`m${index}`]),
    },
  ]);
}
