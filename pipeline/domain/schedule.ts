/** What a night keeps to besides its time. */
export interface NightRules {
  /** How long after its start a night goes on trying, in minutes. */
  readonly window_minutes: number;
  /** Hours of the plan's zone in which no late night starts, `HH:MM`; null: any hour will do. */
  readonly quiet_hours: { readonly from: string; readonly to: string } | null;
  /** Whether it may run while this computer lives on its battery. */
  readonly on_battery: boolean;
  /** Whether it may read from the internet where every megabyte is paid. */
  readonly on_metered: boolean;
}

export const DEFAULT_RULES: NightRules = {
  window_minutes: 150,
  quiet_hours: null,
  on_battery: true,
  on_metered: true,
};

/** When the night's run starts by itself. Rules nobody touched are absent. */
export interface Schedule extends Partial<NightRules> {
  readonly enabled: boolean;
  /** Local time of the zone, `HH:MM`. */
  readonly daily: string;
  readonly time_zone: string;
  /** Publish by itself when no KPI moved more than this, in percent; null never. */
  readonly auto_publish_limit: number | null;
  /** ISO instant since which it is on; earlier nights were nobody's plan. */
  readonly enabled_since?: string;
}

/** Who hears about a night. No secrets: they would lie open in the workspace's file. */
export interface Alerts {
  readonly desktop: boolean;
  readonly emails: readonly string[];
  readonly webhook: string | null;
  /** Who gets the reports by mail after a night that published; absent: nobody. */
  readonly report_emails?: readonly string[];
  /** Where the console is opened, e.g. `http://127.0.0.1:8123`; absent: messages name the screen without a link. */
  readonly console_url?: string | null;
}

export function defaultSchedule(time_zone: string): Schedule {
  return { enabled: false, daily: "03:30", time_zone, auto_publish_limit: null };
}

export const DEFAULT_ALERTS: Required<Alerts> = {
  desktop: false,
  emails: [],
  webhook: null,
  report_emails: [],
  console_url: null,
};

const DAY = 86_400_000;

/** `2026-11-20` moved by days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Date and time of an instant as the clocks of a zone show it, e.g. `2026-11-20 03:30`. */
export function wallClock(instant: Date, time_zone: string): string {
  return clockOf(time_zone).format(instant);
}

/** Making one is slow, and a year of nights asks hundreds of times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const options = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  const made = new Intl.DateTimeFormat("sv-SE", options);
  clocks.set(timeZone, made);
  return made;
}

/**
 * The instant at which clocks of the zone show this date and time. Where clocks jump over it, the same
 * distance after the jump; where it comes twice, the first.
 */
export function instantOf(date: string, time: string, time_zone: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const shift = (at: number): number =>
    Date.parse(`${wallClock(new Date(at), time_zone).replace(" ", "T")}:00Z`) - at;
  const before = wanted - shift(wanted - DAY);
  const after = wanted - shift(wanted + DAY);
  const fits = [before, after].filter((at) => at + shift(at) === wanted);
  return new Date(fits.length > 0 ? Math.min(...fits) : before);
}

/** The next planned start after `now`; null while it is off. */
export function nextRun(schedule: Schedule, now: Date): Date | null {
  if (!schedule.enabled) return null;
  const today = wallClock(now, schedule.time_zone).slice(0, 10);
  const days = [today, addDays(today, 1), addDays(today, 2)];
  const starts = days.map((date) => instantOf(date, schedule.daily, schedule.time_zone));
  return starts.find((at) => at > now) ?? null;
}

/** A run as the nights are told from it. */
export interface NightRun {
  readonly id: string;
  readonly started_at: string;
  readonly status: string;
}

export interface Night {
  readonly date: string;
  readonly status: "ran" | "late" | "held" | "failed" | "missed" | "off";
  readonly text: string;
  readonly run_id: string | null;
}

/** A start this much after the plan is late. */
const LATE = 60 * 60_000;

/**
 * The newest nights, oldest first: what was planned and what ran until the next plan.
 * @param reasons why a planned start did not happen, by its instant.
 */
export function nightsOf(
  schedule: Schedule,
  runs: readonly NightRun[],
  now: Date,
  reasons: ReadonlyMap<string, string> = new Map(),
  count = 30,
): Night[] {
  const today = wallClock(now, schedule.time_zone).slice(0, 10);
  const begun = instantOf(today, schedule.daily, schedule.time_zone) <= now;
  const last = begun ? today : addDays(today, -1);
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(last, index - count + 1);
    return nightOf(schedule, runs, date, reasons);
  });
}

function nightOf(
  schedule: Schedule,
  runs: readonly NightRun[],
  date: string,
  reasons: ReadonlyMap<string, string>,
): Night {
  const { daily, time_zone, enabled, enabled_since } = schedule;
  const planned = instantOf(date, daily, time_zone);
  const until = instantOf(addDays(date, 1), daily, time_zone);
  const ran = runs.filter(({ started_at }) => {
    const at = new Date(started_at);
    return at >= planned && at < until;
  });
  const wanted = enabled && enabled_since !== undefined && new Date(enabled_since) <= planned;
  const run = best(ran);
  if (!run) {
    const reason = reasons.get(planned.toISOString());
    const text = `Planned ${daily}; nothing ran${reason ? `: ${reason}` : ""}.`;
    return wanted
      ? { date, status: "missed", text, run_id: null }
      : { date, status: "off", text: "Nothing was planned and nothing ran.", run_id: null };
  }
  const at = wallClock(new Date(run.started_at), time_zone).slice(11);
  const late = wanted && Date.parse(run.started_at) - planned.getTime() > LATE;
  const start = late ? `Planned ${daily}, ran ${at}.` : `Ran ${at}.`;
  return { date, ...outcome(run.status, late, start), run_id: run.id };
}

/** Of several runs the newest that came to an end as it should, else the newest. */
function best(runs: readonly NightRun[]): NightRun | undefined {
  const sorted = runs.toSorted((a, b) => b.started_at.localeCompare(a.started_at));
  const good = sorted.find(({ status }) => ["succeeded", "unchanged", "held"].includes(status));
  return good ?? sorted[0];
}

function outcome(
  status: string,
  late: boolean,
  start: string,
): { readonly status: Night["status"]; readonly text: string } {
  if (status === "held") {
    return { status: "held", text: `${start} It is held: a check that guards publishing failed.` };
  }
  if (status === "failed" || status === "interrupted" || status === "cancelled") {
    return { status: "failed", text: `${start} It did not finish.` };
  }
  if (status === "running")
    return { status: late ? "late" : "ran", text: `${start} It is at work.` };
  if (status === "unchanged")
    return { status: late ? "late" : "ran", text: `${start} Nothing was new.` };
  return { status: late ? "late" : "ran", text: start };
}
