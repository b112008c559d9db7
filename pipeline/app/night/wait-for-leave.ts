import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { rulesOf } from "#domain/night/leave.ts";
import { isDue, leaveFor, noteOwed, whatIsDue } from "./due.ts";

/** How often conditions are looked at again. */
const LOOK_MS = 5 * 60_000;

export const NOTHING_DUE = "Nothing is due: the last planned night was done.";

/**
 * Waits until a night that is due may start: battery, network and quiet hours as the plan says. The night's own
 * lock is not held meanwhile, so that a start by hand goes first; but only one waits, however often the system
 * starts another.
 * @returns null when it may start; else why nothing is started.
 */
export async function waitForLeave(services: Services, call: Call): Promise<string | null> {
  const first = await look(services);
  if (first.why === null || first.leave === null) return first.why;
  const lock = await waitingLock(services);
  if (lock === null) return `${first.why} Another start waits already.`;
  try {
    return await waiting(services, call);
  } finally {
    lock.release();
  }
}

async function waitingLock(services: Services) {
  try {
    return await services.locks.acquire("wait", { purpose: "waiting for a nightly run" });
  } catch (error) {
    if (error instanceof AppError && error.code === "locked") return null;
    throw error;
  }
}

/** Why nothing may start now, and what it waits for; both null when it may. */
async function look(services: Services) {
  const due = await whatIsDue(services);
  if (!isDue(due)) return { due, leave: null, why: NOTHING_DUE };
  const leave = await leaveFor(services, due);
  if (leave.may) return { due, leave: null, why: null };
  // A night that was cut off has its planned start already; only new ones are owed.
  if (due.slots.length > 0) await noteOwed(services, due.slots, leave.reason);
  return { due, leave, why: `Waiting: ${leave.reason}.` };
}

async function waiting(services: Services, call: Call): Promise<string | null> {
  const { clock } = services;
  const begun = clock.now().getTime();
  for (;;) {
    const { due, leave, why } = await look(services);
    if (leave === null) return why;
    const now = clock.now().getTime();
    const ends = begun + rulesOf(due.schedule).window_minutes * 60_000;
    const until = Math.max(ends, leave.until === null ? 0 : Date.parse(leave.until));
    if (now >= until) return `${why} It starts with the next look after that.`;
    call.progress({ step: "night.wait", label: why, fraction: null });
    await services.pause(Math.min(LOOK_MS, until - now), call.signal);
    if (call.signal.aborted) throw new AppError("cancelled", "Stopped while waiting.");
  }
}
