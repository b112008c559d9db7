import { z } from "zod";
import { NIGHT_STEPS } from "#domain/night/record.ts";
import { count, day, instant } from "./values.ts";

export const nightInput = z.object({
  /** Started by the operating system: does nothing when no planned night is due. */
  scheduled: z.boolean().default(false),
});

export const night = z.object({
  number: count,
  scheduled: z.boolean(),
  /** Planned starts this night answers for, and why they did not happen at their time. */
  slots: z.array(z.object({ planned_at: instant, reason: z.string().nullable() })),
  started_at: instant,
  finished_at: instant.nullable(),
  outcome: z.enum(["published", "current", "waiting", "held", "failed", "elsewhere"]).nullable(),
  steps: z.array(
    z.object({
      name: z.enum(NIGHT_STEPS),
      status: z.enum(["done", "skipped", "failed"]),
      at: instant,
      text: z.string(),
    }),
  ),
  run_id: z.string().nullable(),
  attempts: count,
  held_sources: z.array(z.string()),
  /** Why nothing was published by itself. */
  reasons: z.array(z.string()),
  resumed: count,
});

export const nightResult = z.object({
  /** False when nothing was due, and so nothing was done. */
  due: z.boolean(),
  sentence: z.string(),
  night: night.nullable(),
});
export type NightResult = z.infer<typeof nightResult>;

const muted = z.object({ reason: z.string(), until: instant });

/** Ways to tell people; the file is always written. */
export const CHANNELS = ["file", "desktop", "mail", "webhook"] as const;
const channel = z.enum(CHANNELS);
export const delivery = z.object({ channel, error: z.string().nullable() });

/** A message that has not arrived. */
export const undelivered = z.object({
  id: z.string(),
  channel,
  title: z.string(),
  since: instant,
  attempts: count,
  error: z.string(),
});
export type Undelivered = z.infer<typeof undelivered>;

/** The last night in numbers, for who wants more than the sentence. */
export const nightCard = z.object({
  /** Which computer did it; null for this one. */
  computer: z.string().nullable(),
  planned_at: instant.nullable(),
  started_at: instant,
  /** Why it began later than planned, or why planned nights before it did not happen. */
  late_reason: z.string().nullable(),
  /** Planned starts it answers for. */
  slots: count,
  complete_through: day.nullable(),
  /** Rows its run set aside; null when there was no run. */
  rows_set_aside: count.nullable(),
  seconds: z.number().nullable(),
});
export type NightCard = z.infer<typeof nightCard>;

export const nightStatus = z.object({
  sentence: z.string(),
  night: night.nullable(),
  card: nightCard.nullable(),
  /** Messages that have not arrived; each night tries them again. */
  undelivered: z.array(undelivered),
  /** What is wrong and not healed, each root cause once. */
  incidents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      affects: z.array(z.string()),
      screen: z.string(),
      since: instant,
      muted: muted.nullable(),
    }),
  ),
});

export const muteInput = z.object({
  incident: z.string().min(1),
  reason: z.string().min(1),
  /** First day on which messages come again. */
  until: day,
});
export const mutedResult = z.object({ incident: z.string(), muted });

export const preflight = z.object({
  /** True when nothing found keeps tonight's run from working. */
  ready: z.boolean(),
  findings: z.array(
    z.object({
      name: z.string(),
      severity: z.enum(["error", "warn"]),
      text: z.string(),
      action: z.string(),
    }),
  ),
});
export type Preflight = z.infer<typeof preflight>;

export const nightListInput = z.object({ limit: z.number().int().min(1).max(400).default(30) });

export const incidentId = z.object({ incident: z.string().min(1) });

export const testInput = z.object({ channel: z.enum(["desktop", "mail", "webhook"]) });
export const resent = z.object({ sent: count, undelivered: z.array(undelivered) });
