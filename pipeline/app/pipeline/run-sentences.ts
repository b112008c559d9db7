import { duration } from "#app/overview/sentence.ts";
import type { RunResult, RunSummary } from "#contract/runs.ts";
import { counted, momentText, type Reading } from "#domain/quality/sentences.ts";

/** What a run did and why it ended so, one sentence each. */
export function runSentences(
  run: RunSummary,
  result: RunResult | null,
  reading: Reading,
): string[] {
  const kind = { run: "The run", backfill: "Repeating days", recheck: "The re-check" }[run.kind];
  const at = momentText(run.started_at, reading);
  return [
    `${kind} started ${at}${ending(run)}`,
    ...(result ? resultSentences(result) : []),
    ...causes(run, result),
  ];
}

function ending({ status, seconds }: RunSummary): string {
  const after = seconds === null ? "" : ` after ${duration(seconds)}`;
  switch (status) {
    case "running":
      return " and is at work.";
    case "succeeded":
      return ` and finished${after}.`;
    case "held":
      return ` and finished${after}, but is held: publishing it needs a written reason.`;
    case "unchanged":
      return ` and found nothing new; it ended${after}.`;
    case "cancelled":
      return ` and was stopped${after}. Published reports and earlier data are unchanged.`;
    case "interrupted":
      return " and ended when the program was closed. Earlier data is unchanged.";
    default:
      return ` and could not finish${after}. Published reports are unchanged.`;
  }
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);

function resultSentences({ layers, quality, published }: RunResult): string[] {
  const read = Object.values(layers.bronze);
  const clean = Object.values(layers.silver);
  const changes = [
    [sum(read, (one) => one.rows_new), "new"],
    [sum(read, (one) => one.rows_changed), "changed"],
    [sum(read, (one) => one.rows_deleted), "gone"],
  ].filter(([rows]) => Number(rows) > 0);
  const parts = changes.map(([rows, word]) => `${Number(rows).toLocaleString("en-US")} ${word}`);
  const aside = sum(clean, (one) => one.quarantined);
  const twice = sum(clean, (one) => one.duplicates);
  return [
    ...(read.length > 0
      ? [
          `${counted(read.length, "source")} looked at; rows: ${parts.join(", ") || "none changed"}.`,
        ]
      : []),
    ...(aside > 0 ? [`${counted(aside, "row")} ${aside === 1 ? "is" : "are"} set aside.`] : []),
    ...(twice > 0 ? [`${counted(twice, "row")} came more than once; the latest one counts.`] : []),
    ...(quality.checks > 0
      ? [
          `${counted(quality.passed, "check")} passed, ${quality.warned} with remarks, ${quality.failed} failed, ${quality.skipped} skipped; ${quality.not_applicable} do not apply.`,
        ]
      : []),
    ...(published ? ["What it made is published."] : []),
  ];
}

function causes(run: RunSummary, result: RunResult | null): string[] {
  const found = (result?.findings ?? []).map(({ text }) => text);
  if (found.length > 0) return found;
  const told = ["interrupted", "succeeded", "unchanged", "running"].includes(run.status);
  return run.cause === null || told ? [] : [run.cause];
}
