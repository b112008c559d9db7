import { AppError } from "#domain/errors.ts";

const PAUSES_MINUTES = [1, 2, 5, 10, 20, 30];

/** How long to wait before the next try. */
export function pauseBefore(attempt: number): number {
  return (PAUSES_MINUTES[Math.min(attempt, PAUSES_MINUTES.length) - 1] ?? 30) * 60_000;
}

/** What may heal by itself. Everything else is for a person at once. */
export const isTransient = (error: unknown): boolean =>
  error instanceof AppError && (error.retryable || error.code === "locked");

/** A source that kept its last good rows, and whether waiting may help. */
export interface HeldSource {
  readonly name: string;
  readonly transient: boolean;
}

/** What to do about sources that a run could not read. */
export function afterHeld(
  held: readonly HeldSource[],
  attempt: number,
  now: Date,
  until: Date,
): { readonly pause_ms: number | null; readonly tell_now: boolean } {
  const waits = held.some(({ transient }) => transient);
  const pause = pauseBefore(attempt);
  const again = waits && now.getTime() + pause <= until.getTime();
  // Who has to act shall not wait for what may heal by itself.
  return { pause_ms: again ? pause : null, tell_now: again && held.some((one) => !one.transient) };
}
