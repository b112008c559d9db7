/** Fields of a log line. Values under secret-looking keys and registered secret values are redacted. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A structured, redacted log. Writing never throws and never waits: a log must not fail a run. */
export interface Log {
  /** @param event what happened, in a few lower-case words, e.g. `batch committed`. */
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `fields.error` may be any thrown value; its stack goes to the log and nowhere else. */
  error(event: string, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}

/** The log of one run: `logs/<run>.jsonl`. */
export interface RunLog extends Log {
  /** Writes what is buffered and closes the file. Safe to call twice. */
  close(): Promise<void>;
}

/** A line of a log as it was written. */
export interface LogLine {
  /** ISO instant, UTC. */
  readonly time: string;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly event: string;
  readonly fields: LogFields;
}

export interface Logs {
  /** What a run noted, oldest first; empty when there is no such log. Lines cut off by a kill are left out. */
  read(run: string): Promise<readonly LogLine[]>;
  /** Opens the log of a run for appending; the name must be a plain file name. */
  open(run: string): RunLog;
  /** From now on this value is replaced by `***` wherever it appears in a line. */
  hide(secret: string): void;
}
