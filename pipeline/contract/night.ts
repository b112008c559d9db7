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
  outcome: z.enum(["published", "current", "waiting", "held", "failed"]).nullable(),
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
export const nightStatus = z.object({
  sentence: z.string(),
  night: night.nullable(),
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
