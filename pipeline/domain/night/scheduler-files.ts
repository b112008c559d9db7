import { cronFile } from "./cron.ts";
import { launchdAgent } from "./launchd.ts";
import type { NightPlan, SchedulerFile, SchedulerKind } from "./plan.ts";
import { systemdUnits } from "./systemd.ts";
import { windowsTask } from "./windows-task.ts";

/** What a scheduler is given for a plan. @param system_zone what this computer's clocks show. */
export function schedulerFiles(
  kind: SchedulerKind,
  plan: NightPlan,
  system_zone: string,
  now: Date,
): readonly SchedulerFile[] {
  switch (kind) {
    case "systemd":
      return systemdUnits(plan, now);
    case "launchd":
      return [launchdAgent(plan, system_zone, now)];
    case "windows":
      return [windowsTask(plan, system_zone, now)];
    case "cron":
      return [cronFile(plan, system_zone, now)];
  }
}
