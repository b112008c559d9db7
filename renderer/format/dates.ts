import { type Habits, MISSING } from "./numbers.ts";

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

function partsOf(date: Date, locale: string, options: Intl.DateTimeFormatOptions): Parts {
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(date);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

const DAY: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" };

function dayText(date: Date, habits: Habits, timeZone: string, now: Date): string {
  const parts = partsOf(date, habits.locale, { ...DAY, year: "numeric", timeZone });
  const weekday = (parts.weekday ?? "").replace(/\.$/, "");
  const point = habits.locale.startsWith("de") ? "." : "";
  const year = parts.year === partsOf(now, habits.locale, { year: "numeric", timeZone }).year;
  return `${weekday} ${parts.day}${point} ${parts.month}${year ? "" : ` ${parts.year}`}`;
}

function read(value: string | null | undefined): Date | null {
  if (!value) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** An instant in the workspace's zone: `Thu 19 Nov, 03:30`; the year only when it is another one. */
export function formatInstant(
  value: string | null | undefined,
  habits: Habits,
  now = new Date(),
): string {
  const date = read(value);
  if (date === null) return MISSING;
  const clock = partsOf(date, habits.locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: habits.timeZone,
  });
  return `${dayText(date, habits, habits.timeZone, now)}, ${clock.hour}:${clock.minute}`;
}

/** Only the time of day, `03:30`. */
export function formatClock(value: string | null | undefined, habits: Habits): string {
  const date = read(value);
  if (date === null) return MISSING;
  const parts = partsOf(date, habits.locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: habits.timeZone,
  });
  return `${parts.hour}:${parts.minute}`;
}

/** A calendar day (`2026-11-19`), which has no zone: `Thu 19 Nov`. */
export function formatDay(
  value: string | null | undefined,
  habits: Habits,
  now = new Date(),
): string {
  const date = read(value ? `${value.slice(0, 10)}T00:00:00Z` : null);
  return date === null ? MISSING : dayText(date, habits, "UTC", now);
}

/** A month (`2026-11` or any day of it): `Nov 2026`. */
export function formatMonth(value: string | null | undefined, habits: Habits): string {
  const date = read(value ? `${value.slice(0, 7)}-01T00:00:00Z` : null);
  if (date === null) return MISSING;
  const parts = partsOf(date, habits.locale, { month: "short", year: "numeric", timeZone: "UTC" });
  return `${parts.month} ${parts.year}`;
}

/** `Nov`; with the year where an axis begins and where another year begins after the tick before. */
export function formatMonthTick(value: string, habits: Habits, before?: string): string {
  const date = read(`${value.slice(0, 7)}-01T00:00:00Z`);
  if (date === null) return value;
  const parts = partsOf(date, habits.locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const sameYear = before?.slice(0, 4) === value.slice(0, 4);
  return sameYear ? (parts.month ?? value) : `${parts.month} ${parts.year}`;
}
