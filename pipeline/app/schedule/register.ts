import type { Services } from "#app/services.ts";
import type { ScheduleState } from "#contract/settings.ts";
import { AppError } from "#domain/errors.ts";
import { entryName, type NightPlan, type SchedulerKind } from "#domain/night/plan.ts";
import { defaultSchedule, type Schedule } from "#domain/schedule.ts";
import type { Workspace } from "#domain/workspace.ts";

/** What the operating system shall start for this workspace. */
export function nightPlan(
  services: Services,
  workspace: Workspace,
  { daily, time_zone }: Pick<Schedule, "daily" | "time_zone">,
): NightPlan {
  const { directory } = services;
  const command = services.scheduler.command(directory);
  if (command === null) {
    throw new AppError("usage", "This window cannot register the nightly run yet.", {
      hint: "Register it on the command line: `medallion schedule FOLDER --daily 03:30`.",
    });
  }
  return { name: entryName(workspace.id), command, directory, daily, time_zone };
}

/** Makes the operating system have what the plan says. */
export async function syncScheduler(services: Services, wanted?: SchedulerKind): Promise<void> {
  const workspace = await services.workspaces.open(services.directory);
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  if (!schedule.enabled) {
    await services.scheduler.unregister(entryName(workspace.id));
    return;
  }
  const plan = nightPlan(services, workspace, schedule);
  const kind = wanted ?? (await services.scheduler.available())[0];
  if (kind === undefined) {
    throw new AppError("upstream", "This computer offers no scheduler that answers.", {
      hint: "Start `medallion nightly FOLDER` by other means, or register it as the user who is logged in.",
    });
  }
  await services.scheduler.register(kind, plan);
}

const NAMES: Readonly<Record<SchedulerKind, string>> = {
  systemd: "systemd",
  launchd: "launchd",
  windows: "the Windows Task Scheduler",
  cron: "cron",
};

/** What the operating system really has, in one sentence. */
export async function registration(
  services: Services,
  workspace: Workspace,
): Promise<ScheduleState["registered"]> {
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  if (services.scheduler.command(services.directory) === null) return missing(schedule);
  const { kind, state, detail } = await services.scheduler.read(
    nightPlan(services, workspace, schedule),
  );
  if (kind === null) return missing(schedule);
  const by = NAMES[kind];
  if (!schedule.enabled) {
    const text = `The nightly run is off, but ${by} still has it. Turn it on and off again.`;
    return { status: "different", text };
  }
  if (state === "same") {
    const text = `Registered with ${by}: every day at ${schedule.daily}, ${schedule.time_zone}, also while this window is closed.`;
    return { status: "registered", text };
  }
  const text = `${by} has another plan under this name. ${detail ?? ""} Turn it off and on again.`;
  return { status: "different", text };
}

function missing({ enabled }: Schedule): ScheduleState["registered"] {
  return {
    status: "missing",
    text: enabled
      ? "The plan is saved, but nothing is registered with this computer yet, so no run starts by itself. Start runs by hand until then."
      : "The nightly run is off, and nothing is registered with this computer.",
  };
}
