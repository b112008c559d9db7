import { createHash } from "node:crypto";
import type { CheckEvaluator, CheckSql, EvaluationInput } from "#ports/checks.ts";
import { learnBand } from "#domain/quality/band.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import { appliesSql, failedCountSql, suspicionSql } from "#domain/quality/check-sql.ts";
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
import { copyFailingRows, keepFailingRows, type Lineage, readLineage } from "./failing-rows.ts";
import { inParallel } from "#domain/in-parallel.ts";
import { type Answers, ask, askTogether, ownError, type Question } from "./questions.ts";
import { scanAll, type Scanned, type Scans } from "./scans.ts";

/** Up to so many rows, planning a query costs more than running it. */
const SMALL = 50_000;

/** What all checks of one evaluation share. */
interface Evaluation {
  readonly input: EvaluationInput;
  readonly scans: Scans;
  readonly answers: Answers;
  readonly lineage: Lineage;
}

const isSmall = (check: Check, { rows }: EvaluationInput): boolean =>
  (rows[check.table] ?? Number.POSITIVE_INFINITY) <= SMALL;

function missingEntities(check: Check, input: EvaluationInput): readonly string[] {
  return check.needs.filter((name) => !(input.connected as ReadonlySet<string>).has(name));
}

/** What checks of small tables ask beyond the scan of their table. */
function questionsOf(checks: readonly Check[], input: EvaluationInput): readonly Question[] {
  return checks.flatMap((check) => {
    if (!isSmall(check, input)) return [];
    const [applies, failed] = [appliesSql(check), failedCountSql(check)];
    return [
      ...(applies === null ? [] : [{ name: `${check.id} applies`, select: applies }]),
      ...(failed === null ? [] : [{ name: `${check.id} failed`, select: failed }]),
    ];
  });
}

async function answer(
  { answers }: Evaluation,
  sql: CheckSql,
  { name, select }: Question,
): Promise<number> {
  const known = answers.get(name);
  if (known instanceof Error) throw known;
  return known ?? (await ask(sql, select));
}

async function scannedOrApplied(
  evaluation: Evaluation,
  sql: CheckSql,
  check: Check,
): Promise<Scanned> {
  const select = appliesSql(check);
  if (select !== null) {
    const checked = await answer(evaluation, sql, { name: `${check.id} applies`, select });
    return { checked, failed: 0, measured: null };
  }
  const scanned = evaluation.scans.get(check.id);
  if (scanned instanceof Error) throw scanned;
  if (!scanned) throw new Error(`${check.table} was not read`);
  return scanned;
}

async function countFailed(
  evaluation: Evaluation,
  sql: CheckSql,
  check: Check,
  scanned: Scanned,
): Promise<Outcome> {
  const select = failedCountSql(check);
  if (select === null || scanned.checked === 0) {
    return judgeRows(check, scanned.checked, scanned.failed);
  }
  const known = evaluation.answers.has(`${check.id} failed`);
  const suspicion = known ? null : suspicionSql(check);
  if (suspicion !== null && (await ask(sql, suspicion)) === 0) {
    return judgeRows(check, scanned.checked, 0);
  }
  const copied = known ? null : await copyExpected(evaluation, sql, check);
  if (copied) return { ...judgeRows(check, scanned.checked, copied.rows), ...copied.kept };
  const failed = await answer(evaluation, sql, { name: `${check.id} failed`, select });
  return judgeRows(check, scanned.checked, failed);
}

/** Rules and references of sources' rows break now and then; keys of the star schema and uniqueness hardly ever do. */
function isExpectedToFail(check: Check, { previous }: EvaluationInput): boolean {
  if (check.kind === "table_rule") return true;
  const before = previous.get(check.id);
  if (before) return before.rows_failed > 0;
  return check.kind === "relationships" && check.layer === "silver";
}

/** Where failing rows are to be expected, keeping them tells their number: one query instead of two. */
async function copyExpected(
  { input, lineage }: Evaluation,
  sql: CheckSql,
  check: Check,
): ReturnType<typeof copyFailingRows> {
  if (!isExpectedToFail(check, input)) return null;
  try {
    return await copyFailingRows(sql, check, { lineage, folder: input.folder });
  } catch (error) {
    // Counting them says whether the query or the folder is at fault.
    ownError(error);
    return null;
  }
}

async function judge(evaluation: Evaluation, sql: CheckSql, check: Check): Promise<Outcome> {
  const { input } = evaluation;
  const missing = missingEntities(check, input);
  if (missing.length > 0) {
    return { status: "not_applicable", reason: `Not connected: ${missing.join(", ")}.` };
  }
  const entity = check.model as Parameters<typeof input.entities.get>[0];
  if (check.kind === "row_rule") {
    return judgeRowRule(check, input.entities.get(entity), input.quarantine_limit);
  }
  if (check.kind === "columns_as_declared") return judgeColumns(check, input.columns.get(entity));
  const scanned = await scannedOrApplied(evaluation, sql, check);
  if (check.kind === "freshness") return judgeFreshness(check, scanned.checked, scanned.measured);
  if (check.kind === "row_count_band") {
    const band = learnBand(input.history.get(check.id) ?? [], input.as_of);
    return judgeBand(check, scanned.checked, band);
  }
  return countFailed(evaluation, sql, check, scanned);
}

async function outcomeOf(evaluation: Evaluation, sql: CheckSql, check: Check): Promise<Outcome> {
  try {
    const outcome = await judge(evaluation, sql, check);
    const { input, lineage } = evaluation;
    return (outcome.rows_failed ?? 0) > 0 && !outcome.failing
      ? await keepFailingRows(sql, check, outcome, { lineage, folder: input.folder })
      : outcome;
  } catch (error) {
    const [line = ""] = ownError(error).message.split("\n");
    return { status: "skipped", reason: `The check could not run: ${line}` };
  }
}

function fingerprintOf(check: Check): string {
  return createHash("sha256").update(JSON.stringify(check)).digest("hex").slice(0, 16);
}

/** Reads every table once and asks the small questions together. */
async function prepare(
  connections: readonly CheckSql[],
  checks: readonly Check[],
  input: EvaluationInput,
): Promise<Evaluation> {
  const applicable = checks.filter((check) => missingEntities(check, input).length === 0);
  const scans = await scanAll(connections, applicable, input.as_of);
  const answers = await askTogether(connections, questionsOf(applicable, input));
  const lineage = connections[0] ? await readLineage(connections[0]) : new Map();
  return { input, scans, answers, lineage };
}

/** Checks on a DuckDB build: one scan per table, then one query per uniqueness, reference and table rule. */
export const duckdbChecks: CheckEvaluator = {
  countBroken,
  async evaluate(connections, input) {
    const defined = input.checks.map((check) => ({ check, fingerprint: fingerprintOf(check) }));
    const carried = new Map<string, Outcome>();
    for (const { check, fingerprint } of defined) {
      const outcome = await carriedOutcome(connections[0], check, fingerprint, input);
      if (outcome) carried.set(check.id, outcome);
    }
    const fresh = input.checks.filter((check) => !carried.has(check.id));
    const evaluation = await prepare(connections, fresh, input);
    const outcomes = await inParallel(connections, defined, async (sql, { check, fingerprint }) => {
      const outcome = carried.get(check.id) ?? (await outcomeOf(evaluation, sql, check));
      return toResult(check, outcome, input.previous.get(check.id), input.checked_at, fingerprint);
    });
    return summarise(outcomes, input.checked_at);
  },
};
