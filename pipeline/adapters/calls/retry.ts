/** Waits and clock of a client, so that tests can let an hour pass in a millisecond. */
export interface Timing {
  now(): number;
  /** @throws the signal's reason when it is aborted meanwhile. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** 0 up to 1. */
  random(): number;
}

export const realTiming: Timing = {
  now: () => performance.now(),
  random: Math.random,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, milliseconds);
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

export interface RetryLimits {
  /** First wait at most, in milliseconds; doubles with every try. */
  readonly first: number;
  /** No single wait is longer, but for what `Retry-After` asks. */
  readonly longest: number;
  /** From the first try on, after which the last error is final. */
  readonly deadline: number;
}

/** Google's advice, fit for others: up to 64 seconds. Six minutes outlast a storm of refused minutes. */
export const SERVICE_RETRY: RetryLimits = { first: 1000, longest: 64_000, deadline: 360_000 };

/** What an error says about trying again. */
export interface Verdict {
  readonly transient: boolean;
  /** Milliseconds the service asked us to wait. */
  readonly retryAfter?: number;
}

/**
 * Tries until it works, the error is not transient, or the deadline would pass. Waits are random between 0
 * and the doubling bound ("full jitter"), so that many clients do not come back together.
 * @throws the last error, or the signal's reason.
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  judge: (error: unknown) => Verdict,
  timing: Timing,
  signal?: AbortSignal,
  limits: RetryLimits = SERVICE_RETRY,
): Promise<T> {
  const start = timing.now();
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const verdict = judge(error);
      if (!verdict.transient) throw error;
      const bound = Math.min(limits.longest, limits.first * 2 ** tries);
      const wait = Math.max(timing.random() * bound, verdict.retryAfter ?? 0);
      if (timing.now() + wait - start > limits.deadline) throw error;
      await timing.sleep(wait, signal);
    }
  }
}
