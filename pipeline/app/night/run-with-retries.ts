import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import { rulesOf } from "#domain/night/leave.ts";
import { afterHeld, type HeldSource, isTransient, pauseBefore } from "#domain/night/retry.ts";
import { defaultSchedule } from "#domain/schedule.ts";
import type { NightJournal } from "./journal-night.ts";
import type { NightWork } from "./night-work.ts";

const REQUEST = { full: false, publish: false, purpose: "run", leased: true } as const;

/**
 * The run of a night. What may heal by itself, a whole run or single sources, is tried again with growing pauses
 * until the night's window ends; what cannot is told at once and not waited for.
 */
export async function runWithRetries(
  services: Services,
  work: NightWork,
  journal: NightJournal,
  call: Call,
): Promise<RunResult> {
  const until = await windowEnd(services);
  let told = false;
  for (;;) {
    const attempt = journal.record.attempts + 1;
    const read_at = services.clock.now().toISOString();
    await journal.note({ attempts: attempt, read_at });
    let pause: number | null;
    try {
      const result = await work.run(services, REQUEST, call);
      const held = await heldSources(services, result);
      await journal.note({ held_sources: held.map(({ name }) => name) });
      const next = afterHeld(held, attempt, services.clock.now(), until);
      if (next.pause_ms === null) return result;
      pause = next.pause_ms;
      if (next.tell_now && !told) {
        told = true;
        // It is told again by the night's own messages when this fails, and never twice.
        await work.alerts(services, journal).catch(() => undefined);
      }
    } catch (error) {
      pause = pauseBefore(attempt);
      const late = services.clock.now().getTime() + pause > until.getTime();
      if (call.signal.aborted || !isTransient(error) || late) throw error;
    }
    const label = `Trying again in ${pause / 60_000} min`;
    call.progress({ step: "night.wait", label, fraction: null });
    await services.pause(pause, call.signal);
    if (call.signal.aborted) throw new AppError("cancelled", "Stopped while waiting.");
  }
}

/** A night that began late has its window all the same. */
async function windowEnd({ workspaces, directory, clock }: Services): Promise<Date> {
  const workspace = await workspaces.open(directory);
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  return new Date(clock.now().getTime() + rulesOf(schedule).window_minutes * 60_000);
}

async function heldSources(services: Services, { layers }: RunResult): Promise<HeldSource[]> {
  const { sources } = await services.workspaces.open(services.directory);
  const held = sources.filter(({ id }) => layers.bronze[id]?.held === true);
  return Promise.all(
    held.map(async ({ id, name }) => {
      const reason = await services.bronze.held(id);
      return { name, transient: reason?.transient === true };
    }),
  );
}
