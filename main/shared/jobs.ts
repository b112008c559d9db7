import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "#domain/errors.ts";
import { errorValue } from "#contract/errors.ts";
import type { JOB_NAMES, JobInfo } from "#contract/host.ts";
import type { progressEvent } from "#contract/values.ts";
import type { EngineCall } from "./engine.ts";

export type JobName = (typeof JOB_NAMES)[number];
type JobStatus = JobInfo["status"];
type Json = JobInfo["input"];
type JobEvents = AsyncIterator<z.infer<typeof progressEvent>, unknown, void>;

/** Ended jobs that are remembered. */
const REMEMBERED = 50;

interface Job {
  info: JobInfo;
  readonly stop: AbortController;
  /** When each step was first heard of, in milliseconds. */
  readonly began: Map<string, number>;
}

const isRunning = (job: Job): boolean =>
  job.info.status === "running" || job.info.status === "stopping";

/** The jobs of this host. They belong to the host: a window that closes leaves them running. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #going = new Set<Promise<void>>();
  readonly #call: EngineCall;
  readonly #changed: (info: JobInfo) => void;

  constructor(call: EngineCall, changed: (info: JobInfo) => void) {
    this.#call = call;
    this.#changed = changed;
  }

  /** Newest first. */
  list(): JobInfo[] {
    return [...this.#jobs.values()].map((job) => job.info).toReversed();
  }

  start(name: JobName, input: Json): string {
    const job: Job = {
      info: {
        job_id: randomUUID(),
        name,
        input,
        status: "running",
        started_at: new Date().toISOString(),
        finished_at: null,
        steps: [],
        result: null,
        error: null,
      },
      stop: new AbortController(),
      began: new Map(),
    };
    this.#jobs.set(job.info.job_id, job);
    this.#forgetOld();
    this.#update(job, {});
    const going = this.#run(job).finally(() => this.#going.delete(going));
    this.#going.add(going);
    return job.info.job_id;
  }

  /** Asks a job to stop. A job that already ended stays as it ended. */
  stop(jobId: string): JobStatus {
    const job = this.#jobs.get(jobId);
    if (!job) {
      throw new AppError("not_found", "This job is not known here any more.", {
        hint: "Its run, if it was one, is in the run history.",
      });
    }
    if (job.info.status === "running") {
      this.#update(job, { status: "stopping" });
      job.stop.abort(new DOMException("The person stopped it.", "AbortError"));
    }
    return job.info.status;
  }

  /** A job that changes what windows show is going on. */
  busy(): boolean {
    return [...this.#jobs.values()].some(
      (job) => isRunning(job) && job.info.name !== "explore.export",
    );
  }

  /** Stops everything and waits until it has ended. */
  async stopAll(): Promise<void> {
    for (const job of this.#jobs.values()) if (isRunning(job)) this.stop(job.info.job_id);
    await Promise.all(this.#going);
  }

  async #run(job: Job): Promise<void> {
    try {
      const [group = "", name = ""] = job.info.name.split(".");
      const { signal } = job.stop;
      const events = (await this.#call(group, name, job.info.input, signal)) as JobEvents;
      const result = await this.#follow(job, events);
      this.#end(job, { status: "succeeded", result: (result ?? null) as Json });
    } catch (error) {
      const value = errorValue(error);
      const stopped = job.stop.signal.aborted || value.code === "cancelled";
      this.#end(job, { status: stopped ? "cancelled" : "failed", error: value });
    }
  }

  async #follow(job: Job, events: JobEvents): Promise<unknown> {
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      const now = performance.now();
      const { step } = next.value;
      if (!job.began.has(step)) job.began.set(step, now);
      const seconds = (now - job.began.get(step)!) / 1000;
      const seen = { ...next.value, seconds };
      const known = job.info.steps.some((other) => other.step === step);
      this.#update(job, {
        steps: known
          ? job.info.steps.map((other) => (other.step === step ? seen : other))
          : [...stepsUntil(job, now), seen],
      });
    }
  }

  #end(job: Job, parts: Partial<JobInfo>): void {
    this.#update(job, { ...parts, finished_at: new Date().toISOString() });
  }

  #update(job: Job, parts: Partial<JobInfo>): void {
    job.info = { ...job.info, ...parts };
    this.#changed(job.info);
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.values()].filter((job) => !isRunning(job));
    const extra = ended.slice(0, Math.max(0, ended.length - REMEMBERED));
    for (const job of extra) this.#jobs.delete(job.info.job_id);
  }
}

/** The steps so far, the newest of them ended now: the next one begins. */
function stepsUntil(job: Job, now: number): JobInfo["steps"] {
  const last = job.info.steps.at(-1);
  if (!last) return [];
  const seconds = (now - (job.began.get(last.step) ?? now)) / 1000;
  return [...job.info.steps.slice(0, -1), { ...last, seconds }];
}
