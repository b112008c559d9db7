import type { NightPlan, SchedulerFile } from "#domain/night/plan.ts";
import type { FoundEntry } from "#ports/scheduler.ts";
import type { Command } from "./commands.ts";

/** What an operating system's scheduler is talked to with. */
export interface System {
  readonly run: Command;
  readonly home: string;
  readonly user_id: number;
  readonly temporary: string;
}

/** One scheduler of one operating system. */
export interface SystemScheduler {
  works(system: System): Promise<boolean>;
  register(system: System, plan: NightPlan, files: readonly SchedulerFile[]): Promise<void>;
  unregister(system: System, name: string): Promise<void>;
  read(
    system: System,
    plan: NightPlan,
    files: readonly SchedulerFile[],
  ): Promise<Omit<FoundEntry, "kind">>;
}
