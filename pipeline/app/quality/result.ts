import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { CheckResult as CheckView } from "#contract/quality.ts";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import { type CheckResult, rowsSeen, summarise } from "#domain/quality/results.ts";
import { fillText, findingSentence } from "#domain/quality/sentences.ts";
import type { RunRecord } from "#ports/journal.ts";

/** @throws AppError `not_found` if that run, or any run, has no recorded checks. */
export function checkedRun(services: Services, run_id: string | undefined): RunRecord {
  const journal = services.journal();
  if (run_id !== undefined && !journal.run(run_id)) {
    throw new AppError("not_found", `There is no run ${run_id}.`, {
      hint: "Leave the run out to see the newest one.",
    });
  }
  const run = run_id === undefined ? journal.latestCheckedRun() : journal.run(run_id);
  if (run) return run;
  throw new AppError("not_found", "Nothing has been checked in this workspace yet.", {
    hint: "Start a run: it checks everything.",
  });
}

type Example = CheckView["examples"][number];

const text = (value: JsonValue | undefined): string =>
  value === null || value === undefined ? "" : String(value);

/** The named columns of a failing row are its key; lineage and value have names of their own. */
function toExample(row: CheckResult["examples"][number]): Example {
  const key = Object.entries(row)
    .filter(([name]) => !name.startsWith("_"))
    .map(([, value]) => text(value));
  const value = row["_value"] ?? null;
  return {
    address: typeof row["_address"] === "string" ? row["_address"] : null,
    key: key.filter((part) => part !== "").join(" / "),
    value: value !== null && typeof value === "object" ? JSON.stringify(value) : value,
  };
}

/** A stored result as the contract shows it. */
export function toView(result: CheckResult): CheckView {
  const { check, table, label, column, dimension, severity, status, owner, since } = result;
  const { rows_checked, rows_failed, examples } = result;
  return {
    name: check,
    table,
    label,
    column,
    dimension,
    severity,
    status,
    rows_checked,
    rows_failed,
    says: findingSentence(result),
    todo: status === "passed" || status === "not_applicable" ? null : fillText(result.todo, {}),
    owner,
    since,
    examples: examples.map(toExample),
  };
}

/** What the checks of a run found; without `run_id` of the newest run that checked. */
export const result: Handler<"quality", "result"> = (services) => async (input) => {
  const run = checkedRun(services, input.run_id);
  const results = services.journal().checks(run.id);
  const finished_at = run.finished_at ?? run.started_at;
  const { score, checks, passed, warned, failed, skipped, not_applicable } = summarise(
    results,
    finished_at,
  );
  return {
    run_id: run.id,
    build_id: run.build_id,
    finished_at,
    summary: { score, checks, passed, warned, failed, skipped, not_applicable },
    rows_checked: rowsSeen(results),
    checks: results.map(toView),
  };
};
