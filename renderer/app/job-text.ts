import type { JobInfo } from "#contract/host.ts";

/** Key of a job's name in the catalogue. */
export const JOB_TEXTS = {
  "runs.start": "states.job_runs_start",
  "runs.backfill": "states.job_runs_backfill",
  "quarantine.recheck": "states.job_quarantine_recheck",
  "publishing.publish": "states.job_publishing_publish",
  "explore.export": "states.job_explore_export",
  "accounts.signIn": "states.job_accounts_sign_in",
  "night.run": "states.job_night_run",
} as const satisfies Readonly<Record<JobInfo["name"], string>>;

/** The screen that shows a job and how it ended. */
export const JOB_SCREENS = {
  "runs.start": "/pipeline",
  "runs.backfill": "/pipeline",
  "quarantine.recheck": "/quality",
  "publishing.publish": "/reports",
  "explore.export": "/explore",
  "accounts.signIn": "/sources",
  "night.run": "/schedule",
} as const satisfies Readonly<Record<JobInfo["name"], string>>;

export interface StepFigures {
  readonly rows: number | null;
  /** Rows a second; null until it says something. */
  readonly rate: number | null;
  /** 0 to 1; null where nobody knows. */
  readonly fraction: number | null;
  /** Seconds; null in the first three, and where nobody knows. */
  readonly left: number | null;
}

/** What the run bar says about the newest step. Nothing is invented: no fraction, no time left. */
export function stepFigures(step: JobInfo["steps"][number]): StepFigures {
  const { seconds, fraction } = step;
  const rows = step.rows ?? null;
  const rate = rows !== null && rows > 0 && seconds >= 1 ? rows / seconds : null;
  const known = fraction !== null && fraction > 0.02 && fraction < 1 && seconds >= 3;
  const left = known ? (seconds * (1 - fraction)) / fraction : null;
  return { rows, rate, fraction, left };
}
