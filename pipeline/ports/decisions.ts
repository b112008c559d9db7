import type { Decision, NewDecision } from "#domain/quality/decisions.ts";

/** What people decided about single rows: `lake/decisions/`, one file each, append-only. */
export interface DecisionStore {
  /** Oldest first. @throws AppError `corrupt` naming the file that cannot be read. */
  all(): Promise<readonly Decision[]>;
  /**
   * Numbers and keeps decisions; each is on disk when the promise resolves. Two processes may append at once.
   * @throws AppError `disk_full` or `read_only`; those kept until then stay.
   */
  append(decisions: readonly NewDecision[]): Promise<readonly Decision[]>;
}
