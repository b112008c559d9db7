import type { ScheduleState } from "#contract/settings.ts";

export type Night = ScheduleState["nights"][number];
export type NightStatus = Night["status"];

export const NIGHT_STATUSES: readonly NightStatus[] = [
  "ran",
  "late",
  "held",
  "failed",
  "missed",
  "off",
];

/** How many nights of each kind; kinds that did not happen are left out. */
export function nightCounts(
  nights: readonly Night[],
): readonly { readonly status: NightStatus; readonly count: number }[] {
  return NIGHT_STATUSES.map((status) => ({
    status,
    count: nights.filter((night) => night.status === status).length,
  })).filter(({ count }) => count > 0);
}

const CLOCK = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/;

/** `3:30`, `0330` and `3.30` are all `03:30`; null when it is no time of day. */
export function clockTime(text: string): string | null {
  const [, hour, minute] = CLOCK.exec(text.trim()) ?? [];
  return hour === undefined || minute === undefined ? null : `${hour.padStart(2, "0")}:${minute}`;
}

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/;

/** Addresses as people paste them, and the first that is none. */
export function addresses(text: string): {
  readonly emails: readonly string[];
  readonly wrong: string | null;
} {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const emails = [...new Set(parts)];
  return { emails, wrong: emails.find((part) => !EMAIL.test(part)) ?? null };
}

/** Null when it is empty; the text says nothing about what answers there. */
export function webhook(text: string): { readonly url: string | null; readonly wrong: boolean } {
  const clean = text.trim();
  if (clean === "") return { url: null, wrong: false };
  const wrong = !URL.canParse(clean) || !["https:", "http:"].includes(new URL(clean).protocol);
  return { url: clean, wrong };
}

/** Percent with comma or point, 0 to 100; null when it is no such number. */
export function percent(text: string): number | null {
  const clean = text.trim().replace(/\s*%$/, "").replace(",", ".");
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(clean)) return null;
  const value = Number(clean);
  return value <= 100 ? value : null;
}
