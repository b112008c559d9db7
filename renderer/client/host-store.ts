import type { QueryClient } from "@tanstack/react-query";
import type { EngineState, HostEvent, JobInfo } from "#contract/host.ts";
import { windowError } from "./errors.ts";
import type { ConsoleClient, OutputOf } from "./types.ts";

export type Connection = "connecting" | "open" | "lost";

/** What the window knows about its host, kept fresh by one stream of events. */
export interface HostSnapshot {
  readonly connection: Connection;
  /** The host answers but does not know this window any more: it was started again. */
  readonly refused: boolean;
  readonly host: OutputOf<"host", "state"> | null;
  readonly engine: EngineState | null;
  /** Oldest first. */
  readonly jobs: readonly JobInfo[];
}

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 5000;

/**
 * Follows `host.events` for as long as the window is open: answers of a group that changed are asked for
 * again, and after a lost connection everything is.
 */
export class HostStore {
  readonly #client: ConsoleClient;
  readonly #queries: QueryClient;
  readonly #listeners = new Set<() => void>();
  readonly #ended = new AbortController();
  #snapshot: HostSnapshot = {
    connection: "connecting",
    refused: false,
    host: null,
    engine: null,
    jobs: [],
  };
  #pause = FIRST_PAUSE;
  #wake: () => void = () => {};

  constructor(client: ConsoleClient, queries: QueryClient) {
    this.#client = client;
    this.#queries = queries;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): HostSnapshot => this.#snapshot;

  /** Tries again at once instead of after the pause. */
  readonly retry = (): void => {
    this.#pause = FIRST_PAUSE;
    this.#wake();
  };

  stop(): void {
    this.#ended.abort();
    this.#wake();
  }

  async follow(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      try {
        await this.#listen();
        this.#set({ connection: "lost", refused: false });
      } catch (error) {
        if (this.#ended.signal.aborted) return;
        this.#set({ connection: "lost", refused: windowError(error).code === "UNAUTHORIZED" });
      }
      await this.#wait();
    }
  }

  /** Knows the job at once, before its first event arrives. */
  seen(job: JobInfo): void {
    const others = this.#snapshot.jobs.filter((each) => each.job_id !== job.job_id);
    const jobs = [...others, job].sort((one, two) => one.started_at.localeCompare(two.started_at));
    this.#set({ jobs });
  }

  async #listen(): Promise<void> {
    const signal = this.#ended.signal;
    const events = await this.#client.host.events({}, { signal });
    const host = await this.#client.host.state({}, { signal });
    const again = this.#snapshot.connection === "lost";
    this.#set({ connection: "open", refused: false, host, engine: host.engine, jobs: host.jobs });
    this.#pause = FIRST_PAUSE;
    if (again) await this.#queries.invalidateQueries();
    for await (const event of events) this.#hear(event);
  }

  #hear(event: HostEvent): void {
    if (event.type === "engine") this.#engine(event.engine);
    else if (event.type === "job") this.seen(event.job);
    else for (const group of event.groups) this.invalidate(group);
  }

  #engine(engine: EngineState): void {
    const was = this.#snapshot.engine;
    this.#set({ engine });
    const back = engine.status === "ready" && was !== null && was.status !== "ready";
    // Answers that failed while it was away are asked for again.
    if (back) {
      void this.#queries.invalidateQueries({
        predicate: (query) => query.state.status === "error",
      });
    }
  }

  invalidate(group: string): void {
    void this.#queries.invalidateQueries({ queryKey: [group] });
  }

  async #wait(): Promise<void> {
    const pause = this.#pause;
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #set(change: Partial<HostSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
