import { AppError } from "#domain/errors.ts";
import { type ErrorValue, errorValue } from "#contract/errors.ts";
import type { EngineState } from "#contract/host.ts";
import type { Engine, EngineCall } from "./engine.ts";
import { engineNews, type EngineProcess } from "./engine-process.ts";
import { Generation } from "./generation.ts";

/** Patience in milliseconds. */
export interface Patience {
  /** Until a started process says that it is ready. */
  readonly ready: number;
  /** Until a stopped call must have ended, and a closing process must be gone. */
  readonly grace: number;
  /** Before the first, second, … start after a death. */
  readonly backoff: readonly number[];
  /** Deaths older than this are forgiven. */
  readonly forgive: number;
}
export const PATIENCE: Patience = {
  ready: 60_000,
  grace: 5000,
  backoff: [100, 1000, 4000],
  forgive: 60_000,
};

interface Waiter {
  resolve(generation: Generation): void;
  reject(error: Error): void;
}

const stopped = (): AppError =>
  new AppError("cancelled", "Stopped. Published reports and earlier data are unchanged.");

/** Keeps one engine process alive: starts it, notices its death, starts it again, and knows when to give up. */
export class Supervisor implements Engine {
  readonly #launch: () => EngineProcess;
  readonly #patience: Patience;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #waiters = new Set<Waiter>();
  #state: EngineState = { status: "starting", generation: 0, error: null };
  #current: Generation | null = null;
  #ready = false;
  #deaths: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closing: (() => void) | null = null;

  constructor(launch: () => EngineProcess, patience: Partial<Patience> = {}) {
    this.#launch = launch;
    this.#patience = { ...PATIENCE, ...patience };
    this.#start();
  }

  readonly call: EngineCall = async (group, name, input, signal) => {
    const generation = await this.#whenReady(signal);
    return await generation.call(group, name, input, signal);
  };

  state(): EngineState {
    return this.#state;
  }

  watch(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async restart(): Promise<EngineState> {
    if (this.#state.status === "failed" && !this.#closing) {
      this.#deaths = [];
      this.#start();
    }
    await this.#whenReady(undefined).catch(() => undefined);
    return this.#state;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    const gone = new Promise<void>((resolve) => (this.#closing = resolve));
    clearTimeout(this.#timer);
    this.#letGo(new AppError("cancelled", "The console is closing."));
    const current = this.#current;
    if (!current) return;
    current.order({ type: "close" });
    this.#timer = setTimeout(() => current.kill(), this.#patience.grace);
    await gone;
    clearTimeout(this.#timer);
  }

  #start(): void {
    const generation = this.#state.generation + 1;
    const status = generation === 1 ? "starting" : "restarting";
    this.#change({ status, generation, error: status === "starting" ? null : this.#state.error });
    let process: EngineProcess;
    try {
      process = this.#launch();
    } catch (error) {
      this.#fail(errorValue(error));
      return;
    }
    const current = new Generation(process, this.#patience.grace);
    this.#current = current;
    this.#timer = setTimeout(() => current.kill(), this.#patience.ready);
    process.onMessage((message) => {
      const news = engineNews.safeParse(message);
      if (!news.success || this.#current !== current) return;
      if (news.data.type === "ready") this.#isReady(current);
      else this.#refused(current, news.data.error as ErrorValue);
    });
    process.onExit((said) => this.#died(current, said));
  }

  #isReady(current: Generation): void {
    clearTimeout(this.#timer);
    this.#ready = true;
    this.#change({ ...this.#state, status: "ready", error: null });
    for (const { resolve } of this.#waiters) resolve(current);
    this.#waiters.clear();
  }

  /** It said itself why it cannot start: trying again would not help. */
  #refused(current: Generation, error: ErrorValue): void {
    this.#current = null;
    current.kill();
    this.#fail(error);
  }

  #died(generation: Generation, said: string): void {
    generation.died();
    this.#closing?.();
    if (this.#closing || this.#current !== generation) return;
    clearTimeout(this.#timer);
    const wasReady = this.#ready;
    this.#current = null;
    this.#ready = false;
    const now = performance.now();
    const { backoff, forgive } = this.#patience;
    this.#deaths = [...this.#deaths.filter((at) => now - at < forgive), now];
    const error = deathNotice(wasReady, said);
    const wait = backoff[this.#deaths.length - 1];
    if (wait === undefined) {
      this.#fail(error);
      return;
    }
    this.#change({ ...this.#state, status: "restarting", error });
    this.#timer = setTimeout(() => this.#start(), wait);
  }

  #fail(error: ErrorValue): void {
    clearTimeout(this.#timer);
    this.#ready = false;
    this.#change({ ...this.#state, status: "failed", error });
    this.#letGo(failed(this.#state));
  }

  #letGo(error: Error): void {
    for (const { reject } of this.#waiters) reject(error);
    this.#waiters.clear();
  }

  #change(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #whenReady(signal: AbortSignal | undefined): Promise<Generation> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted || this.#closing) reject(stopped());
      else if (this.#ready && this.#current) resolve(this.#current);
      else if (this.#state.status === "failed") reject(failed(this.#state));
      else {
        const leave = (): void => {
          this.#waiters.delete(waiter);
          reject(stopped());
        };
        const waiter: Waiter = {
          resolve: (generation) => (
            signal?.removeEventListener("abort", leave),
            resolve(generation)
          ),
          reject: (error) => (signal?.removeEventListener("abort", leave), reject(error)),
        };
        signal?.addEventListener("abort", leave, { once: true });
        this.#waiters.add(waiter);
      }
    });
  }
}

function deathNotice(wasReady: boolean, said: string): ErrorValue {
  return {
    code: "engine_restarted",
    message: wasReady
      ? "The data engine stopped unexpectedly. Your data is intact."
      : "The data engine did not start. Your data is intact.",
    hint: "Start it again. If it stops again, run `medallion doctor` in a terminal.",
    retryable: true,
    details: said === "" ? null : { said },
  };
}

/** What every call gets while there is no engine. */
function failed({ error }: EngineState): AppError {
  const { code, message, hint, retryable, details } = error as ErrorValue;
  return new AppError(code, message, { ...(hint !== null && { hint }), retryable, details });
}
