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
import { ALL_GROUPS, staleAfter } from "./stale.ts";

export type HostState = z.infer<typeof hostState>;

/** What a window's host answers itself, also while no engine runs. */
export interface Host {
  state(): HostState;
  events(signal: AbortSignal | undefined): AsyncGenerator<HostEvent, void, void>;
  /** @returns the id of the job. */
  start(name: JobName, input: JobInfo["input"]): Promise<string>;
  stop(jobId: string): JobInfo["status"];
  restart(): Promise<EngineState>;
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

/** The host of a workspace: one engine, the jobs of all windows, and what windows are told. */
export function createHost(options: {
  readonly kind: HostState["kind"];
  readonly directory: string;
  readonly engine: Engine;
}): ConsoleHost {
  const { kind, directory, engine } = options;
  const broadcast = new Broadcast();
  const tell = (event: HostEvent): void => broadcast.send(event);
  const jobs = new Jobs(engine.call, (job) => {
    tell({ type: "job", job });
    if (job.finished_at === null) return;
    const [group = "", name = ""] = job.name.split(".");
    const groups = [...staleAfter(group, name)];
    if (groups.length > 0) tell({ type: "changed", groups });
  });
  const unwatch = engine.watch((state) => {
    tell({ type: "engine", engine: state });
    // What the engine before it left behind has been put in order by the new one.
    if (state.status === "ready") tell({ type: "changed", groups: [...ALL_GROUPS] });
  });
  const host: Host = {
    tell,
    state: () => ({
      kind,
      version: VERSION,
      workspace: {
        name: basename(directory),
        directory,
        exists: existsSync(join(directory, "workspace.json")),
      },
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
  };
  return {
    ...host,
    router: createHostRouter(host, engine, new Answers()),
    close: async () => {
      jobs.stopAll();
      unwatch();
      await engine.close();
    },
  };
}
