import type { Progress, ProgressEvent } from "#ports/progress.ts";

/** Least time between two progress events that leave the process, in milliseconds. */
const PACE = 100;

/**
 * Turns a job that reports through a callback into the stream the contract speaks: progress events, then
 * the result. Events between two reads collapse into the newest one, a new step is never swallowed, and
 * the last event always arrives. Leaving the stream early aborts the job and waits for it to let go.
 */
export async function* stream<Result>(
  job: (progress: Progress, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent, Result, void> {
  const left = new AbortController();
  const waiting = new Waiting();
  const combined = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  let ended = false;
  const outcome = job((event) => waiting.put(event), combined).finally(() => {
    ended = true;
    waiting.wake();
  });
  outcome.catch(() => {});
  try {
    let last = -PACE;
    while (!ended) {
      await waiting.some();
      const pause = last + PACE - performance.now();
      if (pause > 0 && !ended) await Promise.race([sleep(pause), outcome.catch(() => {})]);
      for (const event of waiting.take()) yield event;
      last = performance.now();
    }
    yield* waiting.take();
    return await outcome;
  } finally {
    if (!ended) {
      left.abort(new DOMException("The caller stopped listening.", "AbortError"));
      await outcome.catch(() => {});
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** The newest event of each step since the last read, in the order the steps began. */
class Waiting {
  readonly #events = new Map<string, ProgressEvent>();
  #awake: () => void = () => {};
  #ready: Promise<void> = this.#rearm();

  #rearm(): Promise<void> {
    return new Promise((resolve) => (this.#awake = resolve));
  }

  put(event: ProgressEvent): void {
    this.#events.set(event.step, event);
    this.#awake();
  }

  wake(): void {
    this.#awake();
  }

  some(): Promise<void> {
    return this.#ready;
  }

  take(): ProgressEvent[] {
    const events = [...this.#events.values()];
    this.#events.clear();
    this.#ready = this.#rearm();
    return events;
  }
}
