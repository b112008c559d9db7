import { addDays, instantOf, type Schedule, wallClock } from "#domain/schedule.ts";
import { NOTHING_KNOWN, type Presence, whyMissed } from "./presence.ts";
import { NIGHT_OVERLAPPED, type NightRecord, type Slot } from "./record.ts";

/** Nights further back than this are counted by nobody. */
const FAR_BACK_DAYS = 400;

/** A start up to this much after the plan is in time: schedulers are not exact. */
export const IN_TIME_MS = 10 * 60_000;

/** A clock that was further ahead than this was wrong; less may be a journey or a person setting it. */
const WRONG_CLOCK_MS = 36 * 3_600_000;

/** Planned starts after `since` up to `now`, oldest first. */
export function plannedStarts(
  schedule: Pick<Schedule, "daily" | "time_zone">,
  since: Date,
  now: Date,
): Date[] {
  const { daily, time_zone } = schedule;
  const oldest = new Date(Math.max(since.getTime(), now.getTime() - FAR_BACK_DAYS * 86_400_000));
  const last = wallClock(now, time_zone).slice(0, 10);
  const starts: Date[] = [];
  for (
    let date = wallClock(oldest, time_zone).slice(0, 10);
    date <= last;
    date = addDays(date, 1)
  ) {
    const at = instantOf(date, daily, time_zone);
    if (at > oldest && at <= now) starts.push(at);
  }
  return starts;
}

/**
 * Planned starts that nights answered for. Nights are numbered in the order in which they really happened: one
 * that claims to have begun days after a later one had a clock that was ahead: what it answered for was not due.
 */
function answeredStarts(nights: readonly NightRecord[], now: Date): ReadonlySet<string> {
  const answered = new Set<string>();
  let bound = now.toISOString();
  for (const { started_at, slots } of nights.toReversed()) {
    const ahead = started_at > bound ? Date.parse(started_at) - Date.parse(bound) : 0;
    if (ahead > WRONG_CLOCK_MS) continue;
    for (const { planned_at } of slots) answered.add(planned_at);
    if (started_at < bound) bound = started_at;
  }
  return answered;
}

/** Starts that were postponed, or that an earlier plan still owes, with their reasons so far. */
export interface OwedSlots {
  /** Up to this instant they are complete, whatever the plan says now; null when nothing was ever owed. */
  readonly through: string | null;
  readonly slots: readonly Slot[];
}
export const NOTHING_OWED: OwedSlots = { through: null, slots: [] };

/** What is known besides the nights. */
export interface SlotFacts {
  readonly owed?: OwedSlots;
  readonly presence?: Presence;
}

/** The planned starts no night answers for yet, oldest first. A clock that was set back makes none due twice. */
export function dueSlots(
  schedule: Schedule,
  nights: readonly NightRecord[],
  now: Date,
  { owed = NOTHING_OWED, presence = NOTHING_KNOWN }: SlotFacts = {},
): Slot[] {
  if (!schedule.enabled || schedule.enabled_since === undefined) return [];
  const answered = answeredStarts(nights, now);
  const until = now.toISOString();
  // What was answered may be ahead of a clock that was set back; from there on nothing is forgotten.
  const past = [...answered].filter((at) => at <= until);
  const newest = past.reduce(
    (a, b) => (a > b ? a : b),
    laterOf(schedule.enabled_since, owed.through),
  );
  const starts = plannedStarts(schedule, new Date(newest), now).map((at) => at.toISOString());
  const open = new Map(owed.slots.map((slot) => [slot.planned_at, slot]));
  for (const planned_at of starts) {
    if (!open.has(planned_at)) open.set(planned_at, { planned_at, reason: null });
  }
  const due = [...open.values()].filter(
    ({ planned_at }) => !answered.has(planned_at) && planned_at <= until,
  );
  const sorted = due.toSorted((a, b) => a.planned_at.localeCompare(b.planned_at));
  return sorted.map((slot, index) => {
    const inTime = index === sorted.length - 1 && isInTime(slot.planned_at, now);
    return { ...slot, reason: inTime ? null : (slot.reason ?? reason(slot, nights, presence)) };
  });
}

const laterOf = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

export const isInTime = (planned_at: string, now: Date): boolean =>
  now.getTime() - Date.parse(planned_at) <= IN_TIME_MS;

function reason({ planned_at }: Slot, nights: readonly NightRecord[], presence: Presence): string {
  const overlapped = nights.some(
    ({ started_at, finished_at }) =>
      started_at <= planned_at && finished_at !== null && finished_at >= planned_at,
  );
  return overlapped ? NIGHT_OVERLAPPED : whyMissed(planned_at, presence);
}
