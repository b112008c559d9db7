import type { OutputOf } from "#renderer/client/types.ts";

export type RunSummary = OutputOf<"runs", "list">[number];

const MARKS: Readonly<Record<RunSummary["status"], "warn" | "broken" | "act" | "unknown" | null>> =
  {
    succeeded: null,
    unchanged: null,
    held: "warn",
    failed: "broken",
    cancelled: "unknown",
    interrupted: "broken",
    running: "act",
  };

/** Sign of how a run ended; a run that ended well has none. */
export const markOfRun = (status: RunSummary["status"]) => MARKS[status];
