import { changeId } from "#app/changes/note.ts";
import { changeParts, differing, type PartChange, valuesOf } from "#app/changes/values.ts";
import type { Values } from "#app/changes/undoing.ts";
import { valueText } from "#app/workspace/settings.ts";
import { keepOwed } from "#app/night/due.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import type { SchedulerKind } from "#domain/night/plan.ts";
import { defaultSchedule, type Schedule } from "#domain/schedule.ts";
import type { Workspace } from "#domain/workspace.ts";
import { alertsPart, keepChatKey } from "./alert-settings.ts";
import { nightPlan, syncScheduler } from "./register.ts";
import { readState } from "./state.ts";

/** `schedule.get`: what is planned, what the computer really has registered, and how the nights went. */
export const getSchedule: Handler<"schedule", "get"> = (services) => () => readState(services);

/** `schedule.change`: saved at once, undoable. */
export const changeSchedule: Handler<"schedule", "change"> = (services) => async (input) => {
  const wanted = await keepChatKey(services, plain(input.alerts));
  const workspace = await services.workspaces.open(services.directory);
  const since = services.clock.now().toISOString();
  const parts = [planPart(workspace, plain(input.schedule), since), alertsPart(workspace, wanted)];
  const area = Object.keys(parts[0]?.values ?? {}).length > 0 ? "schedule" : "alerts";
  if (area === "schedule") await keepOwed(services);
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
  says.push(...ruleSays(values));
  return says;
}

function ruleSays(values: Values): string[] {
  const says: string[] = [];
  const { window_minutes: minutes, quiet_hours: quiet } = values;
  if (minutes !== undefined) says.push(`A night goes on trying for ${valueText(minutes)} minutes`);
  if (quiet === null) says.push("A late night may start at any hour");
  else if (quiet !== undefined) {
    const { from, to } = quiet as { from: string; to: string };
    says.push(`No late night starts from ${from} to ${to}`);
  }
  const may = (allowed: unknown): string => (allowed === true ? "may" : "does not");
  const { on_battery: battery, on_metered: metered } = values;
  if (battery !== undefined) says.push(`The night ${may(battery)} run on battery`);
  if (metered !== undefined) says.push(`The night ${may(metered)} use paid mobile data`);
  return says;
}
