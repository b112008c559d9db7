import type { executeRun } from "#app/run/start-run.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import type { NightRecord, NightStep } from "#domain/night/record.ts";
import type { NightJournal } from "./journal-night.ts";

/** How a step of a night ended, in one sentence. */
export type Done = { readonly status: NightStep["status"]; readonly text: string };

/** What a night does; a simulation puts its own in place of each. */
export interface NightWork {
  readonly run: typeof executeRun;
  publish(services: Services, journal: NightJournal, result: RunResult, call: Call): Promise<Done>;
  reports(services: Services, journal: NightJournal, call: Call): Promise<Done>;
  alerts(services: Services, journal: NightJournal): Promise<Done>;
  retention(services: Services): Promise<Done>;
}

/** The same while the lake is this computer's to write. */
export interface HeldWork extends NightWork {
  send(night: NightRecord): Promise<Done>;
}
