import { addDays, instantOf, type Schedule, wallClock } from "#domain/schedule.ts";
import { COMPUTER_AWAY, NIGHT_OVERLAPPED, type NightRecord, type Slot } from "./record.ts";

/** Nights further back than this are counted by nobody. */
const FAR_BACK_DAYS = 60;

/** A start up to this much after the plan is in time: schedulers are not exact. */
export const IN_TIME_MS = 10 * 60_000;

/** Planned starts after `since` up to `now`, oldest first. */
export function plannedStarts(schedule: Schedule, since: Date, now: Date): Date[] {
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

/** The planned starts no night answers for yet. A clock that was set back makes none of them due twice. */
export function dueSlots(schedule: Schedule, nights: readonly NightRecord[], now: Date): Slot[] {
  if (!schedule.enabled || schedule.enabled_since === undefined) return [];
  const answered = nights.flatMap(({ slots }) => slots.map(({ planned_at }) => planned_at));
  const newest = answered.reduce((a, b) => (a > b ? a : b), schedule.enabled_since);
  const starts = plannedStarts(schedule, new Date(newest), now);
  const atWork = nights.at(-1);
  return starts.map((at, index) => {
    const inTime = index === starts.length - 1 && now.getTime() - at.getTime() <= IN_TIME_MS;
    const overlapped =
      atWork !== undefined &&
      atWork.started_at <= at.toISOString() &&
      (atWork.finished_at === null || atWork.finished_at >= at.toISOString());
    const reason = inTime ? null : overlapped ? NIGHT_OVERLAPPED : COMPUTER_AWAY;
    return { planned_at: at.toISOString(), reason };
  });
}
