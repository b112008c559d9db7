import type { z } from "zod";
import type { EngineState, HostEvent, hostState, JobInfo } from "#contract/host.ts";
import type { JobName } from "./jobs.ts";
import type { Lag } from "./lag.ts";

export type HostState = z.infer<typeof hostState>;

/** What a window's host answers itself, also while no engine runs. */
export interface Host {
  state(): HostState;
  events(signal: AbortSignal | undefined): AsyncGenerator<HostEvent, void, void>;
  /** @returns the id of the job. */
  start(name: JobName, input: JobInfo["input"]): Promise<string>;
  stop(jobId: string): JobInfo["status"];
  restart(): Promise<EngineState>;
  lag(reset: boolean): Lag;
  readonly tell: (event: HostEvent) => void;
}
