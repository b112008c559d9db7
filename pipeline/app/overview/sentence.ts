import type { RunResult, RunSummary } from "#contract/runs.ts";
import { counted, dayText, momentText, type Reading } from "#domain/quality/sentences.ts";

/** What the sentence about the last run is made of. */
export interface Night {
  readonly run: RunSummary | null;
  readonly result: RunResult | null;
  /** Sources that are read. */
  readonly sources: number;
  readonly held: readonly HeldSource[];
  /** What was checked, as a sentence of its own; null before the first check. */
  readonly quality: string | null;
  /** How the start differs from the plan, as a sentence; null if it does not. */
  readonly plan: string | null;
  readonly published: boolean;
  readonly reading: Reading;
}

export interface HeldSource {
  readonly name: string;
  /** Instant of its newest good rows; null if it never had any. */
  readonly as_of: string | null;
  readonly why: string;
}

/** What the last run did and what that means, in at most a few sentences. */
export function overviewSentence(night: Night): string {
  const { run, sources, plan } = night;
  if (sources === 0) {
    return "Try the sample shop: it works offline and touches none of your data. Or connect your own sheet.";
  }
  if (run === null) {
    const verb = sources === 1 ? "is" : "are";
    return `${counted(sources, "source")} ${verb} connected; nothing has been read yet. Start the first run.`;
  }
  return [plan, ...runSentences(night, run)].filter((text) => text !== null).join(" ");
}

function runSentences(night: Night, run: RunSummary): (string | null)[] {
  const { reading, quality, result } = night;
  const unchanged = night.published
    ? "Published reports are unchanged."
    : "Earlier data is unchanged.";
  const at = momentText(run.started_at, reading);
  switch (run.status) {
    case "running":
      return [`A run is at work since ${at.replace(/^(today at |on )/, "")}.`];
    case "failed":
      return [`The run ${at} could not finish. ${run.cause ?? ""}`.trim(), unchanged];
    case "cancelled":
      return [`The run ${at} was stopped.`, "Published reports and earlier data are unchanged."];
    case "interrupted":
      return [`The run ${at} ended early because the program was closed.`, unchanged];
    case "unchanged":
      return [`Nothing new ${at}:`, currency(night), ...held(night), quality];
    default: {
      const share = result?.published ? "It is published." : night.published ? unchanged : null;
      return [finished(run), currency(night), ...held(night), share, quality];
    }
  }
}

function finished(run: RunSummary): string {
  return `Run finished in ${duration(run.seconds ?? 0)}:`;
}

/** `48 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${Math.round(seconds * 10) / 10} s`;
  // Rounded once, or 119.7 s would be one minute and sixty seconds.
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

function currency({ sources, held: holds }: Night): string {
  if (holds.length > 0) {
    return `${sources - holds.length} of ${counted(sources, "source")} are current.`;
  }
  return sources === 1 ? "the source is current." : `all ${sources} sources are current.`;
}

/** `Payments stays as of 18 Nov because …` */
function held({ held: holds, reading }: Night): string[] {
  return holds.map(({ name, as_of, why }) => {
    const state = as_of === null ? "has no rows yet" : `stays as of ${dayText(as_of, reading)}`;
    return `${name} ${state}: ${why}`;
  });
}
