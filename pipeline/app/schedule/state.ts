import type { Services } from "#app/services.ts";
import type { ScheduleState } from "#contract/settings.ts";
import {
  DEFAULT_ALERTS,
  DEFAULT_RULES,
  defaultSchedule,
  nextRun,
  nightsOf,
} from "#domain/schedule.ts";
import { registration } from "./register.ts";

/** Runs that 30 nights may be told from. */
const RUNS = 400;

/** What is planned, what the computer really has registered, and how the nights went. */
export async function readState(services: Services): Promise<ScheduleState> {
  const workspace = await services.workspaces.open(services.directory);
  const plan = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const now = services.clock.now();
  const { enabled_since: _, ...schedule } = { ...DEFAULT_RULES, ...plan };
  const alerts = { ...DEFAULT_ALERTS, ...workspace.alerts };
  return {
    schedule,
    alerts: {
      ...alerts,
      emails: [...alerts.emails],
      report_emails: [...alerts.report_emails],
    },
    channels: await services.alerts.kept(),
    next_run_at: nextRun(plan, now)?.toISOString() ?? null,
    registered: await registration(services, workspace),
    nights: nightsOf(plan, nightRuns(services), now, await missedReasons(services)),
  };
}

/** Why planned starts did not happen, as the nights that answered for them say. */
export async function missedReasons(services: Services): Promise<ReadonlyMap<string, string>> {
  const slots = (await services.nights.list()).flatMap((night) => night.slots);
  return new Map(
    slots.flatMap(({ planned_at, reason }) =>
      reason === null ? [] : [[planned_at, reason] as const],
    ),
  );
}

export function nightRuns(services: Services) {
  return services
    .journal()
    .runs({ limit: RUNS })
    .filter(({ purpose }) => purpose !== "recheck");
}
