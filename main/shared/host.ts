import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { AnyRouter } from "@orpc/server";
import { ORPCError } from "@orpc/contract";
import type { EngineState, HostEvent, JobInfo } from "#contract/host.ts";
import { Answers } from "./answers.ts";
import type { Engine } from "./engine.ts";
import { Broadcast } from "./events.ts";
import type { Host, HostState } from "./host-answers.ts";
import { createHostRouter } from "./host-router.ts";
import { procedureOf } from "./kind.ts";
import { type JobName, Jobs } from "./jobs.ts";
import { type Lag, LagMeter } from "./lag.ts";
import { type DueAnswer, NightWatch } from "./night-watch.ts";
import { ALL_GROUPS, staleAfter } from "./stale.ts";
import { WorkspaceWatch } from "./workspace-watch.ts";

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

export interface HostOptions {
  readonly kind: HostState["kind"];
  readonly directory: string;
  readonly engine: Engine;
}

/** The host of a workspace: one engine, the jobs of all windows, and what windows are told. */
export class ConsoleHost implements Host {
  /** Bind it to a transport: `serveOnPort`, HTTP, or a client in this process. */
  readonly router: AnyRouter;
  readonly #options: HostOptions;
  readonly #broadcast = new Broadcast();
  readonly #lag = new LagMeter();
  readonly #watch: WorkspaceWatch;
  readonly #jobs: Jobs;
  readonly #unwatch: () => void;
  readonly #nights: NightWatch;

  constructor(options: HostOptions) {
    this.#options = options;
    const { engine, directory } = options;
    this.#jobs = new Jobs(engine.call, (job) => this.#jobChanged(job));
    this.#watch = new WorkspaceWatch(directory, () => {
      // While a run of ours goes on, its own end tells.
      if (!this.#jobs.busy()) this.#broadcast.send(everything());
    });
    this.#unwatch = engine.watch((state) => {
      this.tell({ type: "engine", engine: state });
      // What the engine before it left behind has been put in order by the new one.
      if (state.status === "ready") this.tell(everything());
    });
    this.#nights = new NightWatch({
      ask: async () => (await engine.call("night", "due", {}, undefined)) as DueAnswer,
      start: () => void this.#jobs.start("night.run", { scheduled: true }),
      now: () => Date.now(),
    });
    this.router = createHostRouter(this, engine, new Answers());
  }

  state(): HostState {
    const { kind, directory, engine } = this.#options;
    const exists = existsSync(join(directory, "workspace.json"));
    return {
      kind,
      version: VERSION,
      workspace: { name: basename(directory), directory, exists },
      engine: engine.state(),
      jobs: this.#jobs.list(),
    };
  }

  events(signal: AbortSignal | undefined): AsyncGenerator<HostEvent, void, void> {
    const engine = this.#options.engine.state();
    const jobs = this.#jobs.list().map((job): HostEvent => ({ type: "job", job }));
    return this.#broadcast.listen([{ type: "engine", engine }, ...jobs], signal);
  }

  async start(name: JobName, input: JobInfo["input"]): Promise<string> {
    await checkInput(name, input);
    return this.#jobs.start(name, input);
  }

  stop(jobId: string): JobInfo["status"] {
    return this.#jobs.stop(jobId);
  }

  async restart(): Promise<EngineState> {
    return await this.#options.engine.restart();
  }

  lag(reset: boolean): Lag {
    return this.#lag.read(reset);
  }

  readonly tell = (event: HostEvent): void => {
    if (event.type === "changed") this.#watch.forget();
    this.#broadcast.send(event);
  };

  /** Ends what is going on in good order, then the engine. */
  async close(): Promise<void> {
    this.#nights.close();
    this.#watch.close();
    this.#lag.close();
    await this.#jobs.stopAll();
    this.#unwatch();
    await this.#options.engine.close();
  }

  #jobChanged(job: JobInfo): void {
    this.tell({ type: "job", job });
    if (job.finished_at === null) return;
    const [group = "", name = ""] = job.name.split(".");
    const groups = [...staleAfter(group, name)];
    if (groups.length > 0) this.tell({ type: "changed", groups });
  }
}

const everything = (): HostEvent => ({ type: "changed", groups: [...ALL_GROUPS] });

export function createHost(options: HostOptions): ConsoleHost {
  return new ConsoleHost(options);
}
