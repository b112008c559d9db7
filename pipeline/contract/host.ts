import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { contractErrors } from "./errors.ts";
import { command, type ProcedureMeta, query } from "./procedure.ts";
import { instant, progressEvent } from "./values.ts";

const nothing = z.object({}).default({});

/** An error as data, e.g. why the engine cannot start. */
export const errorShape = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
  retryable: z.boolean(),
  details: z.unknown(),
});

/** The process that holds DuckDB. `generation` grows with every start. */
export const engineState = z.object({
  status: z.enum(["starting", "ready", "restarting", "failed"]),
  generation: z.number().int().nonnegative(),
  /** Why it is not ready; null while all is well. */
  error: errorShape.nullable(),
});
export type EngineState = z.infer<typeof engineState>;

/** Jobs of the contract that may outlive the window that started them. */
export const JOB_NAMES = [
  "runs.start",
  "runs.backfill",
  "quarantine.recheck",
  "publishing.publish",
  "explore.export",
  "accounts.signIn",
  "night.run",
] as const;

/** A job of this host: running, or ended since the host started (the newest 50). */
export const jobInfo = z.object({
  job_id: z.string(),
  name: z.enum(JOB_NAMES),
  input: z.json(),
  status: z.enum(["running", "stopping", "succeeded", "failed", "cancelled"]),
  started_at: instant,
  finished_at: instant.nullable(),
  /** Newest event of each step, in the order the steps began. */
  steps: z.array(progressEvent.extend({ seconds: z.number().nonnegative() })),
  /** The job's result once it succeeded. */
  result: z.json().nullable(),
  error: errorShape.nullable(),
});
export type JobInfo = z.infer<typeof jobInfo>;

export const hostState = z.object({
  kind: z.enum(["web", "electron", "cli"]),
  version: z.string(),
  /** Name of the workspace folder and where it is. */
  workspace: z.object({ name: z.string(), directory: z.string(), exists: z.boolean() }),
  engine: engineState,
  jobs: z.array(jobInfo),
});

/** What a window hears without asking. `changed` names the groups whose answers may be stale. */
export const hostEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("engine"), engine: engineState }),
  z.object({ type: z.literal("job"), job: jobInfo }),
  z.object({ type: z.literal("changed"), groups: z.array(z.string()) }),
]);
export type HostEvent = z.infer<typeof hostEvent>;

const stream = oc
  .$meta<ProcedureMeta>({})
  .errors(contractErrors)
  .meta({ kind: "stream" })
  .input(nothing)
  .output(eventIterator(hostEvent));

/** How late the host's event loop was, in milliseconds; measured from the first question on. */
export const hostLag = z.object({
  p50_ms: z.number().nonnegative(),
  p99_ms: z.number().nonnegative(),
  max_ms: z.number().nonnegative(),
  ticks: z.number().int().nonnegative(),
});

/** Answered by the host itself, also while no engine runs. */
export const hostContract = {
  state: query(nothing, hostState),
  events: stream,
  start: command(
    z.object({ name: z.enum(JOB_NAMES), input: z.json() }),
    z.object({ job_id: z.string() }),
  ),
  /** Asks a job to stop; it answers at once, the job ends within seconds. */
  stop: command(z.object({ job_id: z.string() }), z.object({ status: jobInfo.shape.status })),
  /** Starts the engine again after it failed. */
  restart: command(nothing, engineState),
  lag: query(z.object({ reset: z.boolean().default(false) }), hostLag),
};
