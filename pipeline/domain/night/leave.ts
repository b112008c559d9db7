import {
  addDays,
  DEFAULT_RULES,
  instantOf,
  type NightRules,
  type Schedule,
  wallClock,
} from "#domain/schedule.ts";
import { isInTime } from "./slots.ts";

/** What this computer lives on right now; null is "not known". */
export interface Conditions {
  readonly on_battery: boolean | null;
  /** Of the battery, 0 to 100. */
  readonly percent: number | null;
  /** Every megabyte is paid. */
  readonly metered: boolean | null;
}

export const CONDITIONS_UNKNOWN: Conditions = { on_battery: null, percent: null, metered: null };

/** Less than this and a run might end the battery; nobody has to forbid that. */
const NEARLY_EMPTY = 10;

export type Leave =
  | { readonly may: true }
  | {
      readonly may: false;
      /** Kept with the planned start, in the words of its other reasons. */
      readonly reason: string;
      /** When it is worth asking again; null: nobody can know. */
      readonly until: string | null;
    };

export const rulesOf = (schedule: Schedule): NightRules => ({ ...DEFAULT_RULES, ...schedule });

/** Whether an answer could keep a night from starting, so that the computer has to be asked at all. */
export const asksConditions = (schedule: Schedule): boolean => {
  const { on_battery, on_metered } = rulesOf(schedule);
  return !on_battery || !on_metered;
};

/**
 * Whether a night may start now. What is not known forbids nothing: a night that never runs because a computer
 * cannot tell would be worse than one that should have waited.
 * @param planned_at the newest planned start it would answer for.
 */
export function mayStart(
  schedule: Schedule,
  conditions: Conditions,
  planned_at: string,
  now: Date,
): Leave {
  const rules = rulesOf(schedule);
  const { on_battery, percent, metered } = conditions;
  const wait = (reason: string, until: string | null = null): Leave => ({
    may: false,
    reason,
    until,
  });
  if (on_battery === true && !rules.on_battery) return wait("this computer was on battery");
  if (on_battery === true && percent !== null && percent < NEARLY_EMPTY) {
    return wait("the battery of this computer was nearly empty");
  }
  if (metered === true && !rules.on_metered) return wait("the network was a paid one");
  const quiet = isInTime(planned_at, now) ? null : quietUntil(schedule, now);
  return quiet === null ? { may: true } : wait("its quiet hours had begun", quiet.toISOString());
}

/** The end of the quiet hours that now falls into; null outside of them. They may go over midnight. */
export function quietUntil(schedule: Schedule, now: Date): Date | null {
  const { quiet_hours } = rulesOf(schedule);
  if (quiet_hours === null || quiet_hours.from === quiet_hours.to) return null;
  const today = wallClock(now, schedule.time_zone).slice(0, 10);
  for (const date of [addDays(today, -1), today]) {
    const { from, to } = quiet_hours;
    const begin = instantOf(date, from, schedule.time_zone);
    const end = instantOf(to > from ? date : addDays(date, 1), to, schedule.time_zone);
    if (begin <= now && now < end) return end;
  }
  return null;
}
