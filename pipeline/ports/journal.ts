import type { JsonValue } from "#domain/json.ts";
import type { CheckResult } from "#domain/quality/results.ts";

export const RUN_STATUSES = [
  "running",
  "succeeded",
  "held",
  "failed",
  "cancelled",
  "unchanged",
  "interrupted",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunRecord {
  /** Strictly increasing, never reused. */
  readonly number: number;
  /** The number as it names files and batches, e.g. `r000012`. */
  readonly id: string;
  /** ISO instant, UTC. */
  readonly started_at: string;
  /** Null while it runs, and for a run that was killed. */
  readonly finished_at: string | null;
  readonly status: RunStatus;
  readonly pid: number;
  /** What was asked for, e.g. `run`, `backfill`. */
  readonly purpose: string;
  /** Null if the run closed no build. */
  readonly build_id: string | null;
  /** What `run --json` prints; null until the run ends. */
  readonly summary: JsonValue;
}

export interface RunStart {
  readonly started_at: string;
  readonly pid: number;
  readonly purpose: string;
  /** Highest run number seen in the lake, so that numbers go on after a lost journal. */
  readonly after: number;
}

export interface RunEnd {
  readonly finished_at: string;
  readonly status: Exclude<RunStatus, "running" | "interrupted">;
  readonly build_id: string | null;
  readonly summary: JsonValue;
}

export interface Publication {
  readonly action: "publish" | "rollback";
  readonly version: number;
  readonly build_id: string;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
}

/** Somebody's written reason to publish a held build. */
export interface Approval {
  readonly build_id: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

export const CHANGE_AREAS = [
  "source",
  "mapping",
  "schedule",
  "alerts",
  "settings",
  "waiver",
] as const;
export type ChangeArea = (typeof CHANGE_AREAS)[number];

export interface NewChange {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: string;
  readonly area: ChangeArea;
  /** What was changed, in one sentence. */
  readonly text: string;
  /** What an undo needs to know; null for what cannot be undone. */
  readonly undo: JsonValue;
  /** Number of the change that this one took back. */
  readonly undoes: number | null;
}

/** A change of configuration; `number` orders all of a workspace. */
export interface Change extends NewChange {
  readonly number: number;
}

/** A check as one past run found it, without its texts. */
export interface CheckHistoryEntry {
  readonly run_id: string;
  readonly started_at: string;
  readonly as_of: string;
  readonly check_id: string;
  readonly status: CheckResult["status"];
  readonly rows_checked: number;
  readonly rows_failed: number;
  /** What a learned band looks at, e.g. a row count; null for other checks. */
  readonly measured: number | null;
  readonly since: string | null;
}

export interface Page {
  readonly limit: number;
  readonly offset?: number;
}

/**
 * What happened, run by run: `state.sqlite`. Several processes may use it at once; every call is one
 * durable transaction of a few milliseconds. The journal is an account, not the truth: builds, batches
 * and versions exist by their manifests, and a lost journal loses history only.
 * Every method may throw AppError: `corrupt` for a damaged file, `locked` if another process keeps it
 * busy for seconds, `disk_full` and `read_only`.
 */
export interface Journal {
  /** Call it with the run lock held: whatever still says `running` is then dead and becomes `interrupted`. */
  startRun(start: RunStart): RunRecord;
  /** The same without a new run; again with the run lock held. */
  interruptRuns(): void;
  /** @throws AppError `not_found` for an unknown run. */
  finishRun(run_id: string, end: RunEnd): void;
  run(run_id: string): RunRecord | null;
  /** Newest first. */
  runs(page: Page): readonly RunRecord[];

  /** Replaces what this run had recorded. @throws AppError `not_found` for an unknown run. */
  recordChecks(run_id: string, as_of: string, results: readonly CheckResult[]): void;
  checks(run_id: string): readonly CheckResult[];
  /** The newest run with recorded checks, or null. */
  latestCheckedRun(): RunRecord | null;
  /** One check over runs, newest first. */
  checkHistory(check_id: string, page: Page): readonly CheckHistoryEntry[];
  /** Measured values of all learned checks of the newest `runs` checked runs, oldest first. */
  measurements(runs: number): readonly CheckHistoryEntry[];

  /** Recording the same publication twice keeps one, so that the log can be completed at every start. */
  recordPublication(publication: Publication): void;
  /** Newest first. */
  publications(page: Page): readonly Publication[];
  recordApproval(approval: Approval): void;
  /** Appends to the history of configuration changes. */
  recordChange(change: NewChange): Change;
  /** Newest first. */
  changes(page: Page): readonly Change[];
  change(number: number): Change | null;
  /** Oldest first. */
  approvals(build_id: string): readonly Approval[];
  close(): void;
}
