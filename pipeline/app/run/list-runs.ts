import type { Handler } from "#app/use-case.ts";
import type { RunResult, RunSummary } from "#contract/runs.ts";
import { runResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import type { RunRecord } from "#ports/journal.ts";
import { secondsBetween } from "./run-types.ts";

/** Runs of this workspace, newest first. */
export const listRuns: Handler<"runs", "list"> =
  (services) =>
  async ({ limit }) =>
    services.journal().runs({ limit }).map(toSummary);

/** A run as lists show it. */
export function toSummary(record: RunRecord): RunSummary {
  const result = resultOf(record);
  return {
    run_id: record.id,
    kind: kindOf(record.purpose),
    status: record.status,
    build_id: record.build_id,
    published: result?.published ?? false,
    started_at: record.started_at,
    finished_at: record.finished_at,
    seconds: record.finished_at ? secondsBetween(record.started_at, record.finished_at) : null,
    quality_score: result?.quality.score ?? null,
    cause: causeOf(record, result),
  };
}

/** What one run printed when it ended. */
export const getRun: Handler<"runs", "get"> =
  (services) =>
  async ({ run_id }) => {
    const record = services.journal().run(run_id);
    const result = record ? resultOf(record) : null;
    if (result) return result;
    throw new AppError("not_found", `There is no result of run ${run_id}.`, {
      hint: "`runs` lists the runs of this workspace.",
    });
  };

function kindOf(purpose: string): "run" | "backfill" | "recheck" {
  return purpose === "backfill" || purpose === "recheck" ? purpose : "run";
}

/** A run that was killed or failed early has no result, only a cause. */
export function resultOf(record: RunRecord): RunResult | null {
  const parsed = runResult.safeParse(record.summary);
  return parsed.success ? parsed.data : null;
}

function causeOf(record: RunRecord, result: RunResult | null): string | null {
  if (result) return result.findings[0]?.text ?? null;
  const { summary } = record;
  if (summary !== null && typeof summary === "object" && "cause" in summary) {
    return String(summary["cause"]);
  }
  return record.status === "interrupted" ? "The program was stopped while it ran." : null;
}
