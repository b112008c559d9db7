import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import { heldThere } from "#domain/snowflake/held.ts";
import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import type { RunRecord } from "#ports/journal.ts";
import type { RunLog } from "#ports/log.ts";
import type { Progress } from "#ports/progress.ts";
import { onNewestLake } from "#app/lake/lake.ts";
import { fenced } from "#app/lease/fenced.ts";
import { LeaseKeeper } from "#app/lease/keeper.ts";
import { publishBuild } from "#app/publish/publish.ts";
import { targetOf } from "#app/snowflake/target.ts";
import { runOnce } from "./run-once.ts";
import { secondsBetween } from "./run-types.ts";
import type { RunRequest } from "./run-types.ts";

export type { RunRequest };

/** `run`: sources to a closed build, and on request to a published version. One at a time per workspace. */
export const startRun: Handler<"runs", "start"> = (services) => async (input, call) => {
  if (input.target === "snowflake") await targetOf(services);
  const request = { full: input.full, publish: input.publish, purpose: "run" } as const;
  const away = input.target === "snowflake";
  const here = away ? { ...call, progress: share(call.progress, 0, 0.3) } : call;
  const result = await executeRun(services, request, here);
  if (!away || result.status === "failed") return result;
  const there = { ...call, progress: share(call.progress, 0.3, 1) };
  return bringToTarget(services, { ...input, result }, there);
};

/** Loaded on first use: who stays on this computer does not wait for it. */
async function bringToTarget(
  services: Services,
  { result, publish, verify }: { result: RunResult; publish: boolean; verify: boolean },
  call: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<RunResult> {
  const { runOnSnowflake } = await import("#app/snowflake/run.ts");
  const { keepOnTarget } = await import("#app/snowflake/spend.ts");
  const lock = await services.locks.acquire("run", { purpose: "run" });
  // Another computer on the same lake would take this one's draft and open loads for those of a run that died.
  const lease = services.leases.shared ? await takeLease(services, lock) : null;
  try {
    const during = lease ? { ...lease.during(call), check: lease.check } : call;
    const snowflake = await runOnSnowflake(services, { publish, verify }, during);
    const findings = [...result.findings, ...heldThere(snowflake)];
    const whole = { ...result, findings, snowflake };
    keepOnTarget(services, result.run_id, whole);
    return whole;
  } catch (error) {
    // The run on this computer is done; its history says what happened to the rest.
    const missed = notThere(error);
    if (missed !== null) {
      const findings = [...result.findings, missed];
      keepOnTarget(services, result.run_id, { ...result, findings });
    }
    throw error;
  } finally {
    await lease?.release();
    lock.release();
  }
}

async function takeLease(services: Services, lock: { release(): void }): Promise<LeaseKeeper> {
  try {
    return await LeaseKeeper.take(services, "run");
  } catch (error) {
    lock.release();
    throw error;
  }
}

function notThere(error: unknown): RunResult["findings"][number] | null {
  if (!(error instanceof AppError) || error.code === "cancelled") return null;
  const text = `It did not get to Snowflake: ${error.message}`;
  return { kind: "target", severity: "error", text, ...(error.hint && { action: error.hint }) };
}

/** A part of the way, as a part of the whole way. */
function share(progress: Progress, from: number, to: number): Progress {
  return (event) => {
    const { fraction } = event;
    progress({ ...event, fraction: fraction === null ? null : from + (to - from) * fraction });
  };
}

/** Takes the lock, journals the run, and leaves no debris whichever way it ends. */
export async function executeRun(
  services: Services,
  request: RunRequest,
  call: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<RunResult> {
  if (!services.leases.shared || request.leased) return underLock(services, request, call);
  const lease = await LeaseKeeper.take(services, request.purpose);
  try {
    return await onNewestLake(services, lease, call, () =>
      underLock(fenced(services, lease), request, lease.during(call)),
    );
  } finally {
    await lease.release();
  }
}

async function underLock(
  services: Services,
  request: RunRequest,
  call: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<RunResult> {
  const lock = await services.locks.acquire("run", { purpose: request.purpose });
  try {
    await cleanUp(services);
    const record = services.journal().startRun({
      started_at: services.clock.now().toISOString(),
      pid: services.pid,
      purpose: request.purpose,
      after: await lastRunInLake(services),
    });
    const log = services.logs.open(record.id);
    try {
      return await journalled(services, request, call, record, log);
    } finally {
      await log.close();
    }
  } finally {
    lock.release();
  }
}

async function journalled(
  services: Services,
  request: RunRequest,
  call: { readonly signal: AbortSignal; readonly progress: Progress },
  record: RunRecord,
  log: RunLog,
): Promise<RunResult> {
  log.info("run started", { run: record.id, full: request.full, purpose: request.purpose });
  const { signal } = call;
  const progress = withSteps(log, call.progress);
  try {
    let result = await runOnce({ services, request, record, log, signal, progress });
    await services.keepModels?.();
    if (request.publish && (await mayPublish(services, result))) {
      result = await publishAfterRun(services, result, { signal, progress });
    }
    finish(services, record, result);
    log.info("run finished", { status: result.status, seconds: result.seconds });
    return result;
  } catch (error) {
    const cancelled = error instanceof AppError && error.code === "cancelled";
    log.error(cancelled ? "run cancelled" : "run failed", { error });
    noteFailure(services, record, cancelled ? "cancelled" : "failed", error);
    throw error;
  } finally {
    await cleanUp(services);
  }
}

/** Notes the first event of every step: steps follow one another, so each lasts until the next begins. */
function withSteps(log: RunLog, progress: Progress): Progress {
  let current = "";
  return (event) => {
    if (event.step !== current) log.info("step", { step: event.step, label: event.label });
    current = event.step;
    progress(event);
  };
}

/** Nothing new does not release a held build: that takes a person and a reason. */
async function mayPublish(services: Services, result: RunResult): Promise<boolean> {
  if (result.status === "failed" || result.status === "held") return false;
  return (await services.builds.newest())?.status !== "held";
}

/** What stopped the run, e.g. a full disk, may also stop the journal; it must not hide behind that. */
function noteFailure(
  services: Services,
  record: RunRecord,
  status: "cancelled" | "failed",
  error: unknown,
): void {
  try {
    services.journal().finishRun(record.id, {
      finished_at: services.clock.now().toISOString(),
      status,
      build_id: null,
      summary: { cause: error instanceof Error ? error.message : String(error) },
    });
  } catch {
    // The next run finds it unfinished and calls it interrupted.
  }
}

async function publishAfterRun(
  services: Services,
  result: RunResult,
  call: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<RunResult> {
  call.progress({ step: "publish", label: "Publishing", fraction: 0.93 });
  const { changed } = await publishBuild(services, null, call.signal);
  const finished = services.clock.now().toISOString();
  return {
    ...result,
    published: changed || result.status === "unchanged",
    finished_at: finished,
    seconds: secondsBetween(result.started_at, finished),
  };
}

function finish(services: Services, record: RunRecord, result: RunResult): void {
  services.journal().finishRun(record.id, {
    finished_at: result.finished_at,
    status: result.status,
    build_id: result.build_id,
    summary: JSON.parse(JSON.stringify(result)),
  });
}

/** What a killed run may have left: files without a manifest, which never counted for anything. */
async function cleanUp(services: Services): Promise<void> {
  await services.bronze.cleanUp();
  await services.builds.cleanUp();
  await services.files.clearScratch(services.limits().temporary_folder);
}

/**
 * Numbers go on where the lake ends, even if the journal was lost. Key files count too: a run may give numbers
 * without a new batch, and a second file of its name would take them back.
 */
export async function lastRunInLake(services: Services): Promise<number> {
  const workspace = await services.workspaces.open(services.directory);
  const newest = await services.builds.newest();
  let last = newest?.run ?? 0;
  for (const source of workspace.sources) {
    const batches = await services.bronze.batches(source.id);
    last = Math.max(last, ...batches.map((batch) => batch.run));
  }
  for (const { name } of KEY_DIMENSIONS) {
    const runs = (await services.keys.files(name)).map(runOfKeys);
    last = Math.max(last, ...runs);
  }
  return last;
}

/** `…/r000012.parquet` → 12. */
function runOfKeys(path: string): number {
  return Number(/r(\d+)\.parquet$/.exec(path)?.[1] ?? 0);
}
