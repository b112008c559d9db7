/** A planned start, and why it did not happen at its time; null if it did. */
export interface Slot {
  readonly planned_at: string;
  readonly reason: string | null;
}

/** `lake` is noted only when the lake could not be had, `send` only where one is shared. */
export const NIGHT_STEPS = [
  "lake",
  "run",
  "publish",
  "reports",
  "retention",
  "send",
  "alerts",
] as const;
export type NightStepName = (typeof NIGHT_STEPS)[number];

export interface NightStep {
  readonly name: NightStepName;
  readonly status: "done" | "skipped" | "failed";
  readonly at: string;
  /** What came of it, in one sentence. */
  readonly text: string;
}

/** One night as it is journalled: written anew after every step, so that a kill loses one step at most. */
export interface NightRecord {
  readonly number: number;
  /** Started by the operating system; false by a person. */
  readonly scheduled: boolean;
  /** Planned starts this night answers for, oldest first; none for a night started by hand. */
  readonly slots: readonly Slot[];
  readonly started_at: string;
  /** Null while it is at work, and after a kill until the next start goes on with it. */
  readonly finished_at: string | null;
  /** elsewhere: another computer that shares the lake did it, and this one wrote nothing. */
  readonly outcome: "published" | "current" | "waiting" | "held" | "failed" | "elsewhere" | null;
  readonly steps: readonly NightStep[];
  readonly run_id: string | null;
  /** When its last run began to read; absent until then. */
  readonly read_at?: string;
  /** Starts of the pipeline, retries included. */
  readonly attempts: number;
  /** Sources that kept their last good rows. */
  readonly held_sources: readonly string[];
  /** Why nothing was published by itself. */
  readonly reasons: readonly string[];
  /** Times it was taken up again after a kill. */
  readonly resumed: number;
}

export const isSent = ({ steps }: NightRecord): boolean =>
  steps.some(({ name, status }) => name === "send" && status === "done");

/** Its work is done here, and the other computers cannot see it: the next start sends it too. */
export const isUnsent = ({ steps }: NightRecord): boolean =>
  steps.some(({ name, status }) => name === "send" && status === "failed");

/** What a computer tells the others of its last night. */
export interface SharedNight {
  readonly holder: string;
  readonly night: NightRecord;
  /** Newest day that its reports are complete through; null when nobody can say. */
  readonly complete_through: string | null;
  readonly rows_set_aside: number | null;
}

/** Nobody can know which; all of them are normal. */
export const COMPUTER_AWAY = "this computer was asleep or off, or nobody was logged in";
export const NIGHT_KILLED = "the run of that night was cut off";
export const doneElsewhere = (holder: string): string => `${holder} did it`;
export const OTHER_AT_WORK = "another computer was at work on the lake";
export const LAKE_AWAY = "the shared lake could not be reached";
export const NIGHT_OVERLAPPED = "the run before it was still at work";
