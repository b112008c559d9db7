import { z } from "zod";
import { count, instant, timeZone } from "./values.ts";

export const initInput = z.object({
  /** IANA zone; default the system's. */
  time_zone: timeZone.exactOptional(),
  /** ISO 4217 code; default EUR. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "use a three-letter code such as EUR")
    .exactOptional(),
  /** Fill the workspace with the sample shop. */
  sample: z
    .object({
      /** 1 is about 100,000 order lines. */
      scale: z.number().positive().max(1000).default(1),
      /** Last day of the sample; default yesterday. */
      until: z.iso.date().exactOptional(),
    })
    .exactOptional(),
});

export const workspaceInfo = z.object({
  id: z.string(),
  directory: z.string(),
  time_zone: z.string(),
  currency: z.string(),
  sources: count,
  /** Newest closed build, if any run closed one. */
  build_id: z.string().nullable(),
  published_version: z.number().int().nullable(),
  last_run: z
    .object({ run_id: z.string(), status: z.string(), finished_at: instant.nullable() })
    .nullable(),
});

export const diagnosis = z.object({
  healthy: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["ok", "warn", "error"]),
      /** What was found, in one sentence. */
      text: z.string(),
      hint: z.string().nullable(),
    }),
  ),
});
export type Diagnosis = z.infer<typeof diagnosis>;
