import { createHash } from "node:crypto";
import type { CheckEvaluator, CheckSql, EvaluationInput } from "#ports/checks.ts";
import { learnBand } from "#domain/quality/band.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import {
  appliesSql,
  failedCountSql,
  fusedScanSql,
  suspicionSql,
} from "#domain/quality/check-sql.ts";
import { AppError } from "#domain/errors.ts";
import {
  judgeBand,
  judgeColumns,
  judgeFreshness,
  judgeRowRule,
  judgeRows,
} from "#domain/quality/judge.ts";
import { type Outcome, summarise, toResult } from "#domain/quality/results.ts";
import { carriedOutcome } from "./carry.ts";
import { countBroken } from "./count-broken.ts";
import { keepFailingRows } from "./failing-rows.ts";
import { inParallel } from "./parallel.ts";

/** What the scan of a table found for one check. */
interface Scanned {
  readonly checked: number;
  readonly failed: number;
  readonly measured: number | null;
}
type Scans = ReadonlyMap<string, Scanned | Error>;

const number = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Cancelling ends the evaluation; every other error ends one check only. */
function asCheckError(error: unknown): Error {
  if (error instanceof AppError && error.code === "cancelled") throw error;
  return error instanceof Error ? error : new Error(String(error));
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
    const problem = asCheckError(error);
    if (checks.length === 1) return checks.map((check) => [check.id, problem]);
    const each: [string, Scanned | Error][] = [];
    for (const check of checks) each.push(...(await scanTable(sql, table, [check], asOf)));
    return each;
  }
}

const needsScan = (check: Check): boolean =>
  check.kind !== "row_rule" && check.kind !== "columns_as_declared" && appliesSql(check) === null;

async function scanAll(
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

async function countFailed(sql: CheckSql, check: Check, scanned: Scanned): Promise<Outcome> {
  const query = failedCountSql(check);
  if (query === null || scanned.checked === 0) {
    return judgeRows(check, scanned.checked, scanned.failed);
  }
  const suspicion = suspicionSql(check);
  const suspected = suspicion === null || (await countOf(sql, suspicion)) > 0;
  return judgeRows(check, scanned.checked, suspected ? await countOf(sql, query) : 0);
}

async function countOf(sql: CheckSql, query: string): Promise<number> {
  const [row] = await sql.rows(query);
  return number(row?.["failed"]) ?? 0;
}

async function scannedOrApplied(sql: CheckSql, check: Check, scans: Scans): Promise<Scanned> {
  const applies = appliesSql(check);
  if (applies !== null) {
    const [row] = await sql.rows(applies);
    return { checked: number(row?.["checked"]) ?? 0, failed: 0, measured: null };
  }
  const scanned = scans.get(check.id);
  if (scanned instanceof Error) throw scanned;
  if (!scanned) throw new Error(`${check.table} was not read`);
  return scanned;
}

async function judge(
  sql: CheckSql,
  check: Check,
  scans: Scans,
  input: EvaluationInput,
): Promise<Outcome> {
  const missing = check.needs.filter((name) => !(input.connected as ReadonlySet<string>).has(name));
  if (missing.length > 0) {
    return { status: "not_applicable", reason: `Not connected: ${missing.join(", ")}.` };
  }
  const entity = check.model as Parameters<typeof input.entities.get>[0];
  if (check.kind === "row_rule") {
    return judgeRowRule(check, input.entities.get(entity), input.quarantine_limit);
  }
  if (check.kind === "columns_as_declared") return judgeColumns(check, input.columns.get(entity));
  const scanned = await scannedOrApplied(sql, check, scans);
  if (check.kind === "freshness") return judgeFreshness(check, scanned.checked, scanned.measured);
  if (check.kind === "row_count_band") {
    const band = learnBand(input.history.get(check.id) ?? [], input.as_of);
    return judgeBand(check, scanned.checked, band);
  }
  return countFailed(sql, check, scanned);
}

async function outcomeOf(
  sql: CheckSql,
  check: Check,
  scans: Scans,
  input: EvaluationInput,
): Promise<Outcome> {
  try {
    const outcome = await judge(sql, check, scans, input);
    return (outcome.rows_failed ?? 0) > 0
      ? await keepFailingRows(sql, check, outcome, input.folder)
      : outcome;
  } catch (error) {
    const [line = ""] = asCheckError(error).message.split("\n");
    return { status: "skipped", reason: `The check could not run: ${line}` };
  }
}

function fingerprintOf(check: Check): string {
  return createHash("sha256").update(JSON.stringify(check)).digest("hex").slice(0, 16);
}

/** Checks on a DuckDB build: one scan per table, then one query per uniqueness, reference and table rule. */
export const duckdbChecks: CheckEvaluator = {
  countBroken,
  async evaluate(connections, input) {
    const defined = input.checks.map((check) => ({ check, fingerprint: fingerprintOf(check) }));
    const carried = new Map<string, Outcome>();
    for (const { check, fingerprint } of defined) {
      const outcome = carriedOutcome(connections[0], check, fingerprint, input);
      if (outcome) carried.set(check.id, outcome);
    }
    const fresh = input.checks.filter((check) => !carried.has(check.id));
    const scans = await scanAll(connections, fresh, input.as_of);
    const outcomes = await inParallel(connections, defined, async (sql, { check, fingerprint }) => {
      const outcome = carried.get(check.id) ?? (await outcomeOf(sql, check, scans, input));
      return toResult(check, outcome, input.previous.get(check.id), input.checked_at, fingerprint);
    });
    return summarise(outcomes, input.checked_at);
  },
};
