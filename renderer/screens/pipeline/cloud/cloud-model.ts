import type { JobInfo } from "#contract/host.ts";
import type { OutputOf } from "#renderer/client/types.ts";

export type Last = NonNullable<OutputOf<"target", "last">["last"]>;
export type Verdict = Last["result"]["verdicts"][number];

/** A run that also goes to Snowflake. */
export function isCloudRun(job: JobInfo): boolean {
  const { name, input } = job;
  if (name !== "runs.start" || input === null || typeof input !== "object") return false;
  return !Array.isArray(input) && input["target"] === "snowflake";
}

/** Why the newest run there came to nothing; null when it did not, or a newer one reached Snowflake. */
export function failureOf(jobs: readonly JobInfo[], last: Last | null): JobInfo["error"] {
  const job = jobs.findLast(isCloudRun);
  if (job?.status !== "failed") return null;
  const reached = last?.finished_at ?? "";
  return reached >= job.started_at ? null : job.error;
}

/** What differs first, then by name. */
export function inOrder(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.toSorted(
    (one, other) =>
      Number(one.identical) - Number(other.identical) || one.table.localeCompare(other.table),
  );
}

export type Hero =
  | { readonly text: "none" | "not_compared" }
  | { readonly text: "same"; readonly all: number }
  | { readonly text: "differ"; readonly all: number; readonly differing: number };

/** The one sentence about the tables on Snowflake. */
export function heroOf(last: Last | null): Hero {
  if (last === null) return { text: "none" };
  const { verdicts } = last.result;
  if (verdicts.length === 0) return { text: "not_compared" };
  const differing = verdicts.filter(({ identical }) => !identical).length;
  return differing === 0
    ? { text: "same", all: verdicts.length }
    : { text: "differ", all: verdicts.length, differing };
}
