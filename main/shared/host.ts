import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { AnyRouter } from "@orpc/server";
import { ORPCError } from "@orpc/contract";
import type { EngineState, HostEvent, hostState, JobInfo } from "#contract/host.ts";
import type { z } from "zod";
import { Answers } from "./answers.ts";
import type { Engine } from "./engine.ts";
import { Broadcast } from "./events.ts";
import { createHostRouter } from "./host-router.ts";
import { procedureOf } from "./kind.ts";
import { type JobName, Jobs } from "./jobs.ts";
import { type Lag, LagMeter } from "./lag.ts";
import { ALL_GROUPS, staleAfter } from "./stale.ts";
import { WorkspaceWatch } from "./workspace-watch.ts";

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

export interface ConsoleHost extends Host {
  /** Bind it to a transport: `serveOnPort`, HTTP, or a client in this process. */
  readonly router: AnyRouter;
  close(): Promise<void>;
}

const VERSION = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  }
).version;

/** Refuses what the job would refuse, before there is a job. */
async function checkInput(jobName: JobName, input: unknown): Promise<void> {
  const [group = "", name = ""] = jobName.split(".");
  const schema = procedureOf(group, name)?.["~orpc"].inputSchema;
  const checked = await schema?.["~standard"].validate(input);
  if (checked?.issues) throw new ORPCError("BAD_REQUEST", { data: { issues: checked.issues } });
}

function tellStale(jobName: JobName, tell: Host["tell"]): void {
  const [group = "", name = ""] = jobName.split(".");
  const groups = [...staleAfter(group, name)];
  if (groups.length > 0) tell({ type: "changed", groups });
}

function workspaceOf(directory: string): HostState["workspace"] {
  const exists = existsSync(join(directory, "workspace.json"));
  return { name: basename(directory), directory, exists };
}

/** The host of a workspace: one engine, the jobs of all windows, and what windows are told. */
export function createHost(options: {
  readonly kind: HostState["kind"];
  readonly directory: string;
  readonly engine: Engine;
}): ConsoleHost {
  const { kind, directory, engine } = options;
  const broadcast = new Broadcast();
  const lag = new LagMeter();
  const all: HostEvent = { type: "changed", groups: [...ALL_GROUPS] };
  const watch = new WorkspaceWatch(directory, () => {
    // While a run of ours goes on, its own end tells.
    if (!jobs.busy()) broadcast.send(all);
  });
  const tell = (event: HostEvent): void => {
    if (event.type === "changed") watch.forget();
    broadcast.send(event);
  };
  const jobs = new Jobs(engine.call, (job) => {
    tell({ type: "job", job });
    if (job.finished_at !== null) tellStale(job.name, tell);
  });
  const unwatch = engine.watch((state) => {
    tell({ type: "engine", engine: state });
    // What the engine before it left behind has been put in order by the new one.
    if (state.status === "ready") tell(all);
  });
  const host: Host = {
    tell,
    state: () => ({
      kind,
      version: VERSION,
      workspace: workspaceOf(directory),
      engine: engine.state(),
      jobs: jobs.list(),
    }),
    events: (signal) =>
      broadcast.listen(
        [
          { type: "engine", engine: engine.state() },
          ...jobs.list().map((job): HostEvent => ({ type: "job", job })),
        ],
        signal,
      ),
    start: async (name, input) => {
      await checkInput(name, input);
      return jobs.start(name, input);
    },
    stop: (jobId) => jobs.stop(jobId),
    restart: () => engine.restart(),
    lag: (reset) => lag.read(reset),
  };
  return {
    ...host,
    router: createHostRouter(host, engine, new Answers()),
    close: async () => {
      watch.close();
      lag.close();
      await jobs.stopAll();
      unwatch();
      await engine.close();
    },
  };
}
