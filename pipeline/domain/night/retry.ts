import { AppError } from "#domain/errors.ts";

/** A night tries until this long after its start: 06:00 for a start at 03:30. */
export const WINDOW_MS = 150 * 60_000;

const PAUSES_MINUTES = [1, 2, 5, 10, 20, 30];

/** How long to wait before the next try. */
export function pauseBefore(attempt: number): number {
  return (PAUSES_MINUTES[Math.min(attempt, PAUSES_MINUTES.length) - 1] ?? 30) * 60_000;
}

/** What may heal by itself. Everything else is for a person at once. */
export const isTransient = (error: unknown): boolean =>
  error instanceof AppError && (error.retryable || error.code === "locked");
