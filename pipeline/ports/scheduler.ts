import type { NightPlan, SchedulerFile, SchedulerKind } from "#domain/night/plan.ts";

/** What the operating system has under a plan's name. */
export interface FoundEntry {
  readonly kind: SchedulerKind | null;
  /** same: as the plan wants it and switched on. unreadable: the system could not be asked. */
  readonly state: "same" | "other" | "none" | "unreadable";
  /** What is different or why it could not be asked, in one sentence. */
  readonly detail: string | null;
}

/** The operating system's own way to start programs at a time. */
export interface Scheduler {
  /** How this program is started again; null where it cannot be started without its window. */
  command(directory: string): readonly [string, ...string[]] | null;
  /** What works on this computer now, the best first. */
  available(): Promise<readonly SchedulerKind[]>;
  files(kind: SchedulerKind, plan: NightPlan): readonly SchedulerFile[];
  /** Replaces what is there under this name. @throws AppError `upstream` when the system refuses. */
  register(kind: SchedulerKind, plan: NightPlan): Promise<void>;
  /** Removes the name from every scheduler of this computer. Removing what is not there is fine. */
  unregister(name: string): Promise<void>;
  /** Asks the system, not what was written. */
  read(plan: NightPlan): Promise<FoundEntry>;
}
