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

/** `mail.shop.example` or `mail.shop.example:465`; null when it is no server. Without a port it is 587. */
export function serverAddress(
  text: string,
): { readonly host: string; readonly port: number } | null {
  const [, host, port = "587"] = /^([\w-]+(?:\.[\w-]+)*)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const number = Number(port);
  return host === undefined || number < 1 || number > 65_535 ? null : { host, port: number };
}

/** Minutes from 15 to 720; null when it is no such number. */
export function minutes(text: string): number | null {
  const clean = text.trim();
  const value = /^\d{1,3}$/.test(clean) ? Number(clean) : 0;
  return value >= 15 && value <= 720 ? value : null;
}

export type QuietHours = ScheduleState["schedule"]["quiet_hours"];

/** Both empty: no quiet hours. `wrong` where one of them is no time of day. */
export function quietHours(
  from: string,
  to: string,
): { readonly hours: QuietHours; readonly wrong: boolean } {
  if (from.trim() === "" && to.trim() === "") return { hours: null, wrong: false };
  const [begin, end] = [clockTime(from), clockTime(to)];
  if (begin === null || end === null) return { hours: null, wrong: true };
  return { hours: { from: begin, to: end }, wrong: false };
}
