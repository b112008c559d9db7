import type { Timing } from "./retry.ts";

/**
 * A bucket of permits that refills evenly: at most `perMinute` calls in any minute, and no more than
 * `burst` at once. Calls queue in order.
 */
export class TokenBucket {
  readonly #perMinute: number;
  readonly #burst: number;
  readonly #timing: Timing;
  #permits: number;
  #filledAt: number;
  #queue: Promise<void> = Promise.resolve();

  constructor(perMinute: number, timing: Timing, burst = perMinute) {
    this.#perMinute = perMinute;
    this.#burst = burst;
    this.#timing = timing;
    this.#permits = burst;
    this.#filledAt = timing.now();
  }

  /** Resolves when a call may be made. @throws the signal's reason. */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#wait(signal));
    // A caller that gives up must not stop those behind it.
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.#refill();
    if (this.#permits < 1) {
      const missing = 1 - this.#permits;
      await this.#timing.sleep((missing * 60_000) / this.#perMinute, signal);
      this.#refill();
    }
    this.#permits -= 1;
  }

  #refill(): void {
    const now = this.#timing.now();
    const gained = ((now - this.#filledAt) / 60_000) * this.#perMinute;
    this.#permits = Math.min(this.#burst, this.#permits + gained);
    this.#filledAt = now;
  }
}
