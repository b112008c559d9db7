import type { Clock } from "#ports/clock.ts";

const START = Date.parse("2024-12-03T03:30:00Z");

/** A day that does not change while the tests run: reports depend on the date of the run. */
export function fixedClock(): Clock {
  return {
    now: () => new Date(START + performance.now()),
    elapsed: () => performance.now(),
  };
}
