import type { JobInfo } from "#contract/host.ts";

export interface LiveNode {
  readonly state: "running" | "done" | "waiting";
  readonly seconds: number | null;
  readonly rows: number | null;
}

/** Node of the graph that a step of a run works on; null for steps of the whole (checking, saving). */
export function nodeOfStep(step: string): string | null {
  if (!step.includes(".")) return null;
  return step.startsWith("bronze.") ? `source:${step.slice("bronze.".length)}` : step;
}

export const isActive = (job: JobInfo): boolean =>
  job.status === "running" || job.status === "stopping";

/** Jobs that move the graph: a run, and a backfill that is not only a preview. */
export function isRun(job: JobInfo): boolean {
  if (job.name === "runs.start") return true;
  return job.name === "runs.backfill" && !isPreview(job.input);
}

function isPreview(input: JobInfo["input"]): boolean {
  return (
    input !== null &&
    typeof input === "object" &&
    !Array.isArray(input) &&
    input["dry_run"] === true
  );
}

/** The run that is under way, if any; the newest where a host lists several. */
export function activeRun(jobs: readonly JobInfo[]): JobInfo | null {
  return jobs.filter((job) => isRun(job) && isActive(job)).at(-1) ?? null;
}

/** What every node is doing: the newest step runs, those before it are done, the others wait. */
export function liveNodes(job: JobInfo, ids: readonly string[]): ReadonlyMap<string, LiveNode> {
  const live = new Map<string, LiveNode>(
    ids.map((id) => [id, { state: "waiting", seconds: null, rows: null }]),
  );
  for (const [index, step] of job.steps.entries()) {
    const id = nodeOfStep(step.step);
    if (id === null || !live.has(id)) continue;
    const newest = index === job.steps.length - 1 && isActive(job);
    live.set(id, {
      state: newest ? "running" : "done",
      seconds: step.seconds,
      rows: step.rows ?? null,
    });
  }
  return live;
}
