import { wallClock } from "#domain/schedule.ts";

/** What an operating system is asked to start, and when. */
export interface NightPlan {
  /** Names the entry with the system: letters, digits and dashes. */
  readonly name: string;
  /** The program and its arguments, each as the program shall get it. */
  readonly command: readonly [string, ...string[]];
  /** The workspace, for people who look at the entry. */
  readonly directory: string;
  /** `HH:MM` on the clocks of `time_zone`. */
  readonly daily: string;
  readonly time_zone: string;
}

export const SCHEDULERS = ["systemd", "launchd", "windows", "cron"] as const;
export type SchedulerKind = (typeof SCHEDULERS)[number];

/** One file of an entry, as the system wants it. */
export interface SchedulerFile {
  readonly name: string;
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le";
}

/** Zones that show the same time all year, as far as the coming year tells. */
export function sameClocks(a: string, b: string, now: Date): boolean {
  if (a === b) return true;
  for (let week = 0; week < 60; week += 1) {
    const at = new Date(now.getTime() + week * 7 * 86_400_000);
    if (offsetMinutes(a, at) !== offsetMinutes(b, at)) return false;
  }
  return true;
}

/** Minutes a zone is ahead of UTC at an instant. */
export function offsetMinutes(time_zone: string, at: Date): number {
  const minute = Math.floor(at.getTime() / 60_000);
  const shown = `${wallClock(new Date(minute * 60_000), time_zone).replace(" ", "T")}:00Z`;
  return Date.parse(shown) / 60_000 - minute;
}

/**
 * Minutes past the hour at which the planned time can fall on the clocks of this computer. Zones differ by
 * whole hours except a few, and those few by quarters.
 */
export function minutesHere(plan: NightPlan, system_zone: string, now: Date): number[] {
  const minute = Number(plan.daily.slice(3));
  const found = new Set<number>();
  for (let week = 0; week < 60; week += 1) {
    const at = new Date(now.getTime() + week * 7 * 86_400_000);
    const ahead = offsetMinutes(system_zone, at) - offsetMinutes(plan.time_zone, at);
    found.add((((minute + ahead) % 60) + 60) % 60);
  }
  return [...found].toSorted((a, b) => a - b);
}

/**
 * The name of a workspace's entry. What is not a plain letter or digit becomes a dash: every system takes it,
 * and no shell has to be told about it.
 */
export function entryName(workspace_id: string): string {
  const plain = workspace_id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `medallion-${plain.slice(0, 48) || "workspace"}`;
}

/** A line break in a path would begin a line of its own in every one of the four formats. */
export function requireOneLine(values: readonly string[]): void {
  const bad = values.find((value) => /[\u0000-\u001f\u007f]/.test(value));
  if (bad !== undefined) {
    throw new RangeError(
      `A path with a control character cannot be registered: ${JSON.stringify(bad)}`,
    );
  }
}
