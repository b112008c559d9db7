/**
 * One progress report of a job. Sent as often as the work likes: the host thins them to about ten per
 * second and always delivers the last one.
 */
export interface ProgressEvent {
  /** Stable machine name of the step, e.g. `bronze.orders`. */
  readonly step: string;
  /** What people read, e.g. `Reading orders`. */
  readonly label: string;
  /** Share of the whole job done, 0 to 1; null when nobody can know. */
  readonly fraction: number | null;
  /** Rows handled so far in this step. */
  readonly rows?: number;
  /** Bytes handled so far in this step. */
  readonly bytes?: number;
  readonly note?: string;
}

export type Progress = (event: ProgressEvent) => void;

/** For callers that do not look. */
export const noProgress: Progress = () => {};
