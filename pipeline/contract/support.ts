import { z } from "zod";
import { count } from "./values.ts";

/** One measured thing, in the words of Prometheus: names end in their unit. */
export const metric = z.object({
  name: z.string().regex(/^medallion_[a-z0-9_]+$/),
  help: z.string(),
  samples: z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.number() })),
});
export type Metric = z.infer<typeof metric>;

/** An archive for whoever helps, under `exports/`. */
export const supportBundle = z.object({
  name: z.string(),
  path: z.string(),
  bytes: count,
  /** Files inside. */
  files: z.array(z.string()),
});
