import type { Preflight } from "#contract/night.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import type { Mark } from "#renderer/components/state-mark.tsx";

export type NightStatusAnswer = OutputOf<"night", "status">;
export type NightAnswer = NonNullable<NightStatusAnswer["night"]>;

/** What the system has stands in a row of its own, with its button. Errors come first. */
export function shownFindings(findings: Preflight["findings"]): Preflight["findings"] {
  const rank = { error: 0, warn: 1 } as const;
  return findings
    .filter(({ name }) => name !== "schedule")
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

const SCREENS: Readonly<Record<string, string>> = {
  source: "/sources",
  sources: "/sources",
  held: "/sources",
  account: "/settings",
  token: "/settings",
  quota: "/sources",
  target: "/settings",
};

/** The screen on which a finding can be put right; null where it is the computer that has to change. */
export const findingScreen = (name: string): string | null => SCREENS[name] ?? null;

const MARKS: Readonly<Record<NonNullable<NightAnswer["outcome"]>, Mark>> = {
  published: "good",
  current: "good",
  elsewhere: "good",
  waiting: "warn",
  held: "warn",
  failed: "broken",
};

/** A night at work has no outcome yet. */
export const nightMark = ({ outcome }: Pick<NightAnswer, "outcome">): Mark =>
  outcome === null ? "act" : MARKS[outcome];

/** The first day on which messages come again, some days from now, as `2026-11-28`. */
export function dayAfter(now: Date, days: number): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000 + days * 86_400_000);
  return local.toISOString().slice(0, 10);
}

/** Null for a text that is no day, or a day that is not to come. */
export function futureDay(text: string, now: Date): string | null {
  const day = text.trim();
  const real = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  return real && day > dayAfter(now, 0) ? day : null;
}

/** Path and search of a screen that a message names, for the router. */
export function screenOf(screen: string): {
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
} {
  const [to = "/overview", search = ""] = screen.split("?", 2);
  return { to, search: Object.fromEntries(new URLSearchParams(search)) };
}
