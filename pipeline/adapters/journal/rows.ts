import { runId } from "#domain/run/batch.ts";
import type {
  Approval,
  Change,
  CheckHistoryEntry,
  Publication,
  RunRecord,
  RunStatus,
} from "#ports/journal.ts";
import type { JsonValue } from "#domain/json.ts";
import type { CheckStatus } from "#domain/quality/results.ts";

/** A row as node:sqlite gives it. */
export type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | null => (value === null ? null : String(value));

export function toRun(row: Row): RunRecord {
  const number = Number(row["number"]);
  return {
    number,
    id: runId(number),
    started_at: String(row["started_at"]),
    finished_at: text(row["finished_at"]),
    status: row["status"] as RunStatus,
    pid: Number(row["pid"]),
    purpose: String(row["purpose"]),
    build_id: text(row["build_id"]),
    summary: row["summary"] === null ? null : (JSON.parse(String(row["summary"])) as JsonValue),
  };
}

export function toHistory(row: Row): CheckHistoryEntry {
  return {
    run_id: runId(Number(row["run"])),
    started_at: String(row["started_at"]),
    as_of: String(row["as_of"]),
    check_id: String(row["check_id"]),
    status: row["status"] as CheckStatus,
    rows_checked: Number(row["rows_checked"]),
    rows_failed: Number(row["rows_failed"]),
    measured: row["measured"] === null ? null : Number(row["measured"]),
    since: text(row["since"]),
  };
}

export function toPublication(row: Row): Publication {
  return {
    action: row["action"] as Publication["action"],
    version: Number(row["version"]),
    build_id: String(row["build_id"]),
    at: String(row["at"]),
    by: String(row["by"]),
    reason: text(row["reason"]),
  };
}

export function toApproval(row: Row): Approval {
  return {
    build_id: String(row["build_id"]),
    at: String(row["at"]),
    by: String(row["by"]),
    reason: String(row["reason"]),
  };
}

export function toChange(row: Row): Change {
  return {
    number: Number(row["number"]),
    at: String(row["at"]),
    by: String(row["by"]),
    area: row["area"] as Change["area"],
    text: String(row["text"]),
    undo: JSON.parse(String(row["undo"])) as JsonValue,
    undoes: row["undoes"] === null ? null : Number(row["undoes"]),
  };
}
