import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "#ports/clock.ts";
import type { LogFields, LogLine, Logs, RunLog } from "#ports/log.ts";
import { fromText, toRecord } from "./otel.ts";
import { Redactor } from "./redact.ts";

type Level = "debug" | "info" | "warn" | "error";
const PLAIN_NAME = /^[\w][\w.-]*$/;

/** An open log file, or nothing when the disk refuses: a log never fails a run. */
class LogFile {
  #descriptor: number | null = null;

  constructor(folder: string, name: string) {
    try {
      mkdirSync(folder, { recursive: true });
      this.#descriptor = openSync(join(folder, name), "a", 0o600);
    } catch {
      this.#descriptor = null;
    }
  }

  /** One write per line, so that a kill loses at most the line being written. */
  append(line: string): void {
    if (this.#descriptor === null) return;
    try {
      writeSync(this.#descriptor, `${line}\n`);
    } catch {
      this.close();
    }
  }

  close(): void {
    if (this.#descriptor === null) return;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    try {
      closeSync(descriptor);
    } catch {
      // Nothing is lost: every line was written when it happened.
    }
  }
}

/**
 * Logs as JSON lines, one file per run: `<folder>/<run>.jsonl`, each line a record of OpenTelemetry's log data
 * model (`otel.ts`) with secrets removed.
 */
export function createLogs(folder: string, clock: Clock): Logs {
  const redactor = new Redactor();

  function runLog(file: LogFile, shared: LogFields): RunLog {
    const write = (level: Level, event: string, fields: LogFields = {}): void => {
      const line = { time: clock.now(), level, event, ...shared, ...fields };
      file.append(serialize(redactor, line));
    };
    return {
      debug: (event, fields) => write("debug", event, fields),
      info: (event, fields) => write("info", event, fields),
      warn: (event, fields) => write("warn", event, fields),
      error: (event, fields) => write("error", event, fields),
      with: (fields) => runLog(file, { ...shared, ...fields }),
      close: async () => file.close(),
    };
  }

  return {
    open(run) {
      if (!PLAIN_NAME.test(run)) throw new RangeError(`Not a plain log name: ${run}`);
      return runLog(new LogFile(folder, `${run}.jsonl`), { run });
    },
    read: (run) => readLines(folder, run),
    hide: (secret) => redactor.hide(secret),
  };
}

/** A log nobody could write is an empty one. */
async function readLines(folder: string, run: string): Promise<readonly LogLine[]> {
  if (!PLAIN_NAME.test(run)) return [];
  const text = await readFile(join(folder, `${run}.jsonl`), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => fromText(line) ?? []);
}

function serialize(
  redactor: Redactor,
  line: { readonly level: Level; readonly event: string },
): string {
  const { level, event } = line;
  try {
    return JSON.stringify(toRecord(redactor.value(line) as typeof line));
  } catch {
    const note = "fields not readable";
    return JSON.stringify(toRecord({ level, event: redactor.text(event), note }));
  }
}
