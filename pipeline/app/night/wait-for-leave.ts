import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { rulesOf } from "#domain/night/leave.ts";
import { isDue, leaveFor, noteOwed, whatIsDue } from "./due.ts";

/** How often conditions are looked at again. */
const LOOK_MS = 5 * 60_000;

/**
 * Waits until a night that is due may start: battery, network and quiet hours as the plan says. Nothing is held
 * meanwhile, so that a start by hand goes first.
 * @returns null when it may start; else why nothing is started.
 */
export async function waitForLeave(services: Services, call: Call): Promise<string | null> {
  const { clock } = services;
  const begun = clock.now().getTime();
  for (;;) {
    const due = await whatIsDue(services);
    if (!isDue(due)) return "Nothing is due: the last planned night was done.";
    const leave = await leaveFor(services, due);
    if (leave.may) return null;
    // A night that was cut off has its planned start already; only new ones are owed.
    if (due.slots.length > 0) await noteOwed(services, due.slots, leave.reason);
    const now = clock.now().getTime();
    const ends = begun + rulesOf(due.schedule).window_minutes * 60_000;
    const until = Math.max(ends, leave.until === null ? 0 : Date.parse(leave.until));
    const text = `Waiting: ${leave.reason}.`;
    if (now >= until) return `${text} It starts with the next look after that.`;
    call.progress({ step: "night.wait", label: text, fraction: null });
    await services.pause(Math.min(LOOK_MS, until - now), call.signal);
    if (call.signal.aborted) throw new AppError("cancelled", "Stopped while waiting.");
  }
}
