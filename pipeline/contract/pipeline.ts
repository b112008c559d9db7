import { z } from "zod";
import { runResult, runSummary } from "./runs.ts";
import { count, day, finding, instant } from "./values.ts";

/** A source, table or report as a node of the graph, with what the newest run did to it. */
export const graphNode = z.object({
  /** `source:<id>`, else `layer.table`. */
  id: z.string(),
  lane: z.enum(["bronze", "silver", "gold", "reports"]),
  label: z.string(),
  kind: z.enum(["source", "entity", "dimension", "fact", "mart", "report"]),
  rows: count.nullable(),
  /** Null where the run did not measure it. */
  seconds: z.number().nullable(),
  state: z.enum(["ok", "changed", "held", "set_aside", "failed", "not_applicable", "new"]),
  /** Why it is not `ok`, in one sentence. */
  note: z.string().nullable(),
});
export const graph = z.object({
  run_id: z.string().nullable(),
  nodes: z.array(graphNode),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type PipelineGraph = z.infer<typeof graph>;

export const runDetail = z.object({
  summary: runSummary,
  /** Null while it runs or when it was killed. */
  result: runResult.nullable(),
  /** What it did and why it ended so, in sentences. */
  sentences: z.array(z.string()),
  steps: z.array(
    z.object({
      step: z.string(),
      label: z.string(),
      /** Seconds after the start of the run. */
      started: z.number().nonnegative(),
      seconds: z.number().nonnegative().nullable(),
      rows: count.nullable(),
    }),
  ),
  log: z.array(
    z.object({ at: instant, level: z.enum(["info", "warn", "error"]), text: z.string() }),
  ),
  findings: z.array(finding),
});
export type RunDetail = z.infer<typeof runDetail>;

export const calendarInput = z.object({ days: z.number().int().min(7).max(400).default(60) });
/** When rows arrived against the day they are about; `event` is the order's local date. */
export const calendar = z.object({
  /** Newest event day of the data. */
  until: day.nullable(),
  cells: z.array(z.object({ arrived: day, event: day, rows: count })),
  /** Days without any order although the days around them have some. */
  missing: z.array(day),
  /** Days whose orders came more than two days later. */
  late: z.array(z.object({ day, rows: count })),
});
export type Calendar = z.infer<typeof calendar>;
