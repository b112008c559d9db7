import type { StandardHandlerOptions } from "@orpc/server/standard";
import type { TransportContext } from "./call-context.ts";

type Interceptor = NonNullable<
  StandardHandlerOptions<TransportContext>["clientInterceptors"]
>[number];

const isStream = (value: unknown): value is AsyncGenerator<unknown, unknown, void> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

async function* until(
  events: AsyncGenerator<unknown, unknown, void>,
  over: () => void,
): AsyncGenerator<unknown, unknown, void> {
  try {
    return yield* events;
  } finally {
    over();
  }
}

/**
 * Calls that can be stopped by their id while their caller keeps waiting for the answer: unlike a caller
 * that leaves, it learns when the work has really ended.
 */
export class Cancels {
  readonly #controllers = new Map<string, AbortController>();

  /** May arrive before the call it stops. */
  cancel(callId: string): void {
    this.#of(callId).abort(new DOMException("The person stopped it.", "AbortError"));
  }

  cancelAll(): void {
    for (const callId of this.#controllers.keys()) this.cancel(callId);
  }

  readonly interceptor: Interceptor = async ({ next, ...options }) => {
    const { callId } = options.context;
    if (callId === undefined) return await next(options);
    const over = (): void => void this.#controllers.delete(callId);
    const { signal } = this.#of(callId);
    const either = options.signal ? AbortSignal.any([options.signal, signal]) : signal;
    try {
      const answer = await next({ ...options, signal: either });
      if (isStream(answer)) return until(answer, over);
      over();
      return answer;
    } catch (error) {
      over();
      throw error;
    }
  };

  #of(callId: string): AbortController {
    const known = this.#controllers.get(callId) ?? new AbortController();
    this.#controllers.set(callId, known);
    return known;
  }
}
