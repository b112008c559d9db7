import { randomUUID } from "node:crypto";
import { AppError } from "#domain/errors.ts";
import { callOf, type EngineCall } from "./engine.ts";
import { type EngineOrder, type EngineProcess, portOf } from "./engine-process.ts";
import { connectPort } from "./port.ts";

type Events = AsyncIterator<unknown, unknown, void>;

const isEvents = (value: unknown): value is Events =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

export function engineRestarted(): AppError {
  return new AppError(
    "engine_restarted",
    "The data engine stopped and starts again. Your data is intact; this did not finish.",
    { hint: "Try again.", retryable: true },
  );
}

/** One life of an engine process: its calls end with it, and it ends when a stopped call does not. */
export class Generation {
  readonly #process: EngineProcess;
  readonly #grace: number;
  readonly #client: ReturnType<typeof callOf>;
  readonly #closePort: () => void;
  /** What waits for this process; all of it is let go when it dies. */
  readonly #waiting = new Set<(error: Error) => void>();
  #dead = false;

  constructor(process: EngineProcess, grace: number) {
    this.#process = process;
    this.#grace = grace;
    const { port, close } = portOf(process);
    this.#closePort = close;
    this.#client = callOf(connectPort<object>(port));
  }

  readonly call: EngineCall = async (group, name, input, signal) => {
    const callId = randomUUID();
    const watch = this.#stopOn(signal, callId);
    try {
      const answer = await this.#alive(this.#client(group, name, input, undefined, { callId }));
      if (isEvents(answer)) return this.#following(answer, watch);
      watch.over();
      return answer;
    } catch (error) {
      watch.over();
      throw error;
    }
  };

  /** The process is gone. */
  died(): void {
    this.#dead = true;
    for (const letGo of this.#waiting) letGo(engineRestarted());
    this.#waiting.clear();
    this.#closePort();
  }

  order(order: EngineOrder): void {
    if (!this.#dead) this.#process.send(order);
  }

  kill(): void {
    this.#process.kill();
  }

  /** Asks the engine to stop the call; a call that goes on regardless takes the engine with it. */
  #stopOn(signal: AbortSignal | undefined, callId: string) {
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      if (timer || this.#dead) return;
      this.order({ type: "cancel", call: callId });
      timer = setTimeout(() => this.kill(), this.#grace);
      timer.unref();
    };
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    return {
      stop,
      over: (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
      },
    };
  }

  /** The promise, or the death of the process. Not a race: that would keep every answer until the end. */
  #alive<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#dead) reject(engineRestarted());
      this.#waiting.add(reject);
      const over = (): void => void this.#waiting.delete(reject);
      answer.then(resolve, reject).finally(over);
    });
  }

  async *#following(
    events: Events,
    watch: { stop(): void; over(): void },
  ): AsyncGenerator<unknown, unknown, void> {
    let over = false;
    try {
      for (;;) {
        const next = await this.#alive(events.next());
        over = next.done === true;
        if (next.done) return next.value;
        yield next.value;
      }
    } catch (error) {
      over = true;
      throw error;
    } finally {
      if (over) watch.over();
      else void this.#leave(events, watch);
    }
  }

  /** Nobody listens any more: the job is stopped, and heard out so that one which does not stop is noticed. */
  async #leave(events: Events, watch: { stop(): void; over(): void }): Promise<void> {
    watch.stop();
    try {
      while ((await this.#alive(events.next())).done !== true);
    } catch {
      // Stopped, as asked, or gone with its process.
    }
    watch.over();
  }
}
