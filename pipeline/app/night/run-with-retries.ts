import { executeRun } from "#app/run/start-run.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import { isTransient, pauseBefore, WINDOW_MS } from "#domain/night/retry.ts";
import type { NightJournal } from "./journal-night.ts";

/** The run of a night; what may heal by itself is tried again until the night's window ends. */
export async function runWithRetries(
  services: Services,
  journal: NightJournal,
  call: Call,
): Promise<RunResult> {
  const until = services.clock.now().getTime() + WINDOW_MS;
  for (;;) {
    const attempt = journal.record.attempts + 1;
    await journal.note({ attempts: attempt });
    try {
      return await executeRun(services, { full: false, publish: false, purpose: "run" }, call);
    } catch (error) {
      const pause = pauseBefore(attempt);
      const late = services.clock.now().getTime() + pause > until;
      if (call.signal.aborted || !isTransient(error) || late) throw error;
      const label = `Trying again in ${pause / 60_000} min`;
      call.progress({ step: "night.wait", label, fraction: null });
      await services.pause(pause, call.signal);
      if (call.signal.aborted) throw new AppError("cancelled", "Stopped while waiting.");
    }
  }
}
