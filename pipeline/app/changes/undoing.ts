import { z } from "zod";

/** What was changed, so that it can be told whether it still stands, and how to take it back. */
export const undoing = z.discriminatedUnion("kind", [
  /** Named parts of the workspace's file, as they were and as they became. */
  z.object({
    kind: z.literal("values"),
    parts: z.array(
      z.object({
        part: z.enum(["workspace", "settings", "schedule", "alerts"]),
        before: z.record(z.string(), z.json()),
        after: z.record(z.string(), z.json()),
      }),
    ),
  }),
  z.object({ kind: z.literal("mapping"), source_id: z.string(), version: z.number() }),
  z.object({ kind: z.literal("removed"), source_id: z.string() }),
  z.object({ kind: z.literal("restored"), source_id: z.string() }),
  z.object({ kind: z.literal("waived"), decisions: z.array(z.number()) }),
]);
export type Undoing = z.infer<typeof undoing>;
export type ValuesPart = Extract<Undoing, { kind: "values" }>["parts"][number]["part"];
