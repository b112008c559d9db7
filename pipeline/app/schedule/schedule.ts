import { changeId } from "#app/changes/note.ts";
import { changeParts, differing, type PartChange, valuesOf } from "#app/changes/values.ts";
import { valueText } from "#app/workspace/settings.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { ScheduleState } from "#contract/settings.ts";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import type { SchedulerKind } from "#domain/night/plan.ts";
import {
  DEFAULT_ALERTS,
  defaultSchedule,
  nextRun,
  nightsOf,
  type Schedule,
} from "#domain/schedule.ts";
import type { Workspace } from "#domain/workspace.ts";
import { nightPlan, registration, syncScheduler } from "./register.ts";

/** Runs that 30 nights may be told from. */
const RUNS = 400;

/** `schedule.get`: what is planned, what the computer really has registered, and how the nights went. */
export const getSchedule: Handler<"schedule", "get"> = (services) => () => readState(services);

async function readState(services: Services): Promise<ScheduleState> {
  const workspace = await services.workspaces.open(services.directory);
  const plan = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const now = services.clock.now();
  const { enabled, daily, time_zone, auto_publish_limit } = plan;
  const alerts = workspace.alerts ?? DEFAULT_ALERTS;
  return {
    schedule: { enabled, daily, time_zone, auto_publish_limit },
    alerts: { ...alerts, emails: [...alerts.emails] },
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

type Values = Record<string, JsonValue>;

/** `schedule.change`: saved at once, undoable. */
export const changeSchedule: Handler<"schedule", "change"> = (services) => async (input) => {
  if (input.alerts?.webhook) requireOpenAddress(input.alerts.webhook);
  const workspace = await services.workspaces.open(services.directory);
  const since = services.clock.now().toISOString();
  const parts = [
    planPart(workspace, plain(input.schedule), since),
    alertsPart(workspace, plain(input.alerts)),
  ];
  const area = Object.keys(parts[0]?.values ?? {}).length > 0 ? "schedule" : "alerts";
  const change = await changeParts(services, area, parts);
  const refused = area === "schedule" ? await tryToSync(services, input.scheduler) : null;
  const state = await readState(services);
  const { registered } = state;
  if (refused === null || registered.status === "registered") {
    return { change_id: changeId(change.number), state };
  }
  const text = `${registered.text} ${refused}`;
  return {
    change_id: changeId(change.number),
    state: { ...state, registered: { ...registered, text } },
  };
};

/** The plan is saved either way; what the system refused is told with it. */
async function tryToSync(services: Services, kind?: SchedulerKind): Promise<string | null> {
  try {
    await syncScheduler(services, kind);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** `schedule.register`: gives the saved plan to the operating system once more. */
export const registerSchedule: Handler<"schedule", "register"> = (services) => async (input) => {
  await syncScheduler(services, input.scheduler);
  return readState(services);
};

/** `schedule.files`: what would be registered; nothing is touched. */
export const scheduleFiles: Handler<"schedule", "files"> = (services) => async (input) => {
  const workspace = await services.workspaces.open(services.directory);
  const now = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const daily = input.daily ?? now.daily;
  const plan = nightPlan(services, workspace, {
    daily,
    time_zone: input.time_zone ?? now.time_zone,
  });
  const scheduler = input.scheduler ?? (await services.scheduler.available())[0] ?? "cron";
  return {
    scheduler,
    files: services.scheduler.files(scheduler, plan).map((file) => ({ ...file })),
  };
};

const plain = (values: object | undefined): Values =>
  JSON.parse(JSON.stringify(values ?? {})) as Values;

function planPart(workspace: Workspace, wanted: Values, now: string): PartChange {
  const values = differing(workspace, "schedule", wanted);
  // Nights are told from when it was turned on: what nobody planned was not missed.
  const turned = "enabled" in values ? { enabled_since: values["enabled"] ? now : null } : {};
  return {
    part: "schedule",
    values: { ...values, ...turned },
    says: planSays(workspace, values),
  };
}

function planSays(workspace: Workspace, values: Values): string[] {
  const { enabled, daily, time_zone } = {
    ...valuesOf(workspace, "schedule"),
    ...values,
  } as unknown as Schedule;
  const says: string[] = [];
  if ("enabled" in values) {
    says.push(enabled ? `The nightly run is on: ${daily}, ${time_zone}` : "The nightly run is off");
  } else if ("daily" in values || "time_zone" in values) {
    says.push(`The nightly run is planned for ${daily}, ${time_zone}`);
  }
  if ("auto_publish_limit" in values) {
    const limit = values["auto_publish_limit"];
    says.push(
      limit === null
        ? "Runs never publish by themselves"
        : `Runs publish by themselves while no KPI moves more than ${valueText(limit)} %`,
    );
  }
  return says;
}

function alertsPart(workspace: Workspace, wanted: Values): PartChange {
  const values = differing(workspace, "alerts", wanted);
  const says = Object.entries(values).map(([name, value]) => {
    if (name === "desktop") return `Messages on this computer are ${valueText(value)}`;
    const label = name === "emails" ? "Mails go to" : "Messages are posted to";
    return `${label}: ${valueText(value)}`;
  });
  return { part: "alerts", values, says };
}

/** A key in an address is a secret, and the workspace's file lies open. */
function requireOpenAddress(address: string): void {
  const { protocol, username, password, search, hash, pathname } = new URL(address);
  const keyed =
    username !== "" ||
    password !== "" ||
    search !== "" ||
    hash !== "" ||
    pathname.split("/").some((part) => part.length >= 16 && /\d/.test(part) && /[a-z]/i.test(part));
  if (!["https:", "http:"].includes(protocol)) {
    throw new AppError("usage", "This is not the address of a website.", {
      hint: "Paste the full address, beginning with https://.",
    });
  }
  if (!keyed) return;
  throw new AppError(
    "usage",
    "This address holds a key, which must not be kept in the workspace's file.",
    {
      hint: "Use an address without a key, or mail, until keys can be kept in the computer's key store.",
    },
  );
}
