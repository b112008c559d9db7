import type { Services } from "#app/services.ts";
import { asksConditions, CONDITIONS_UNKNOWN, type Leave, mayStart } from "#domain/night/leave.ts";
import type { NightRecord, Slot } from "#domain/night/record.ts";
import { dueSlots } from "#domain/night/slots.ts";
import { defaultSchedule, nextRun, type Schedule } from "#domain/schedule.ts";
import type { Handler } from "#app/use-case.ts";

/** What there is to do for a night right now. */
export interface Due {
  readonly schedule: Schedule;
  /** Planned starts nobody answered for. */
  readonly slots: readonly Slot[];
  /** A night that was cut off. */
  readonly open: NightRecord | null;
  readonly last: NightRecord | null;
}

export async function whatIsDue(services: Services): Promise<Due> {
  const { clock, directory, machine, nights, workspaces } = services;
  const workspace = await workspaces.open(directory);
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const records = await nights.list();
  const facts = { owed: await nights.owed(), presence: await machine.presence() };
  const last = records.at(-1) ?? null;
  return {
    schedule,
    slots: dueSlots(schedule, records, clock.now(), facts),
    open: last?.finished_at === null ? last : null,
    last,
  };
}

export const isDue = ({ slots, open }: Due): boolean => slots.length > 0 || open !== null;

/** Whether what is due may start under this computer's conditions. */
export async function leaveFor(services: Services, due: Due): Promise<Leave> {
  const { schedule, slots, open } = due;
  const planned_at = slots.at(-1)?.planned_at ?? open?.slots.at(-1)?.planned_at;
  if (planned_at === undefined) return { may: true };
  const conditions = asksConditions(schedule)
    ? await services.machine.conditions()
    : CONDITIONS_UNKNOWN;
  return mayStart(schedule, conditions, planned_at, services.clock.now());
}

/** Keeps why planned starts did not happen, so that it is known when they are answered for. */
export async function noteOwed(
  services: Services,
  slots: readonly Slot[],
  reason: string | null,
): Promise<void> {
  const known = await services.nights.owed();
  const kept = slots.map((slot) => ({ ...slot, reason: slot.reason ?? reason }));
  const through = slots.at(-1)?.planned_at ?? known.through;
  if (JSON.stringify(kept) === JSON.stringify(known.slots)) return;
  await services.nights.saveOwed({ through, slots: kept });
}

/** Before a plan changes: what the old one missed stays owed, and the new one begins now. */
export async function keepOwed(services: Services): Promise<void> {
  const { schedule, slots } = await whatIsDue(services);
  if (!schedule.enabled) return;
  await services.nights.saveOwed({ through: services.clock.now().toISOString(), slots });
}

/** `night.due`: is there anything to start, may it start, and when to ask again. For whoever watches the time. */
export const nightDue: Handler<"night", "due"> = (services) => async () => {
  const due = await whatIsDue(services);
  const at_work = services.locks.holder("night") !== null;
  const next_at = nextRun(due.schedule, services.clock.now())?.toISOString() ?? null;
  const nothing = { due: false, what: null, reason: null, next_at };
  if (at_work || !due.schedule.enabled || !isDue(due)) return nothing;
  const what = due.slots.at(-1)?.planned_at ?? `night ${due.open?.number}`;
  const leave = await leaveFor(services, due);
  return leave.may
    ? { due: true, what, reason: null, next_at }
    : { due: false, what, reason: leave.reason, next_at };
};
