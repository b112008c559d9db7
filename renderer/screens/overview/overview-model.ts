import type { Overview, Waiting } from "#contract/overview.ts";

type ActionKind = Waiting["action"]["kind"];

/** Where a waiting row leads: a route of the window, or something that is started. */
export type Destination =
  | { readonly kind: "start_run" }
  | {
      readonly kind: "route";
      readonly to: string;
      readonly params: Readonly<Record<string, string>>;
      readonly search: Readonly<Record<string, string>>;
    };

const route = (
  to: string,
  params: Readonly<Record<string, string>> = {},
  search: Readonly<Record<string, string>> = {},
): Destination => ({ kind: "route", to, params, search });

/** Without a target the list is opened instead of one thing of it. */
const DESTINATIONS: Readonly<Record<ActionKind, (target: string | null) => Destination>> = {
  run: () => ({ kind: "start_run" }),
  connect: () => route("/sources/new"),
  open_source: (id) => (id === null ? route("/sources") : route("/sources/$id", { id })),
  open_check: (check) =>
    check === null ? route("/quality") : route("/quality/checks/$check", { check }),
  open_quarantine: (entity) => route("/quality/quarantine", {}, entity === null ? {} : { entity }),
  open_run: (runId) =>
    runId === null ? route("/pipeline/runs") : route("/pipeline/runs/$runId", { runId }),
  review_publish: () => route("/reports"),
  open_schedule: () => route("/schedule"),
};

export function destination(action: Waiting["action"]): Destination {
  return DESTINATIONS[action.kind](action.target);
}

/** At most five, worst first as they came; how many are left out. */
export function shownWaiting(waiting: readonly Waiting[]): {
  readonly rows: readonly Waiting[];
  readonly more: number;
} {
  return { rows: waiting.slice(0, 5), more: Math.max(waiting.length - 5, 0) };
}

export type Mark = "good" | "warn" | "broken" | "act" | "unknown";

/** How the last run's sentence is marked. Good only when it was checked and nothing was skipped. */
export function heroMark(overview: Pick<Overview, "last_run" | "quality" | "waiting">): Mark {
  const { last_run, quality, waiting } = overview;
  if (last_run === null) return "unknown";
  if (last_run.status === "running") return "act";
  if (last_run.status === "failed" || last_run.status === "interrupted") return "broken";
  if (last_run.status === "cancelled") return "unknown";
  if (waiting.some(({ severity }) => severity === "error")) return "broken";
  if (last_run.status === "held") return "warn";
  if (waiting.some(({ severity }) => severity === "warn")) return "warn";
  if (quality === null || quality.score === null || quality.skipped > 0) return "unknown";
  return quality.failed > 0 ? "broken" : quality.warned > 0 ? "warn" : "good";
}

/** All clear may only be said after checks that all ran and passed. */
export function isAllClear(overview: Overview): boolean {
  const { quality, waiting } = overview;
  if (waiting.length > 0 || quality === null || quality.checks === 0) return false;
  return quality.failed === 0 && quality.warned === 0 && quality.skipped === 0;
}

/**
 * The first sentences are what a person reads from across the room; what was checked, with its counts, is
 * the small print below.
 */
export function splitSentence(sentence: string): { readonly hero: string; readonly rest: string } {
  const at = sentence.search(/(?<=[.!?] )[\d.,]+ checks? /);
  if (at <= 0) return { hero: sentence, rest: "" };
  return { hero: sentence.slice(0, at).trim(), rest: sentence.slice(at) };
}

/** First start: nothing connected yet, or not even a workspace. */
export function isFirstStart(workspaceExists: boolean, overview: Overview | undefined): boolean {
  return !workspaceExists || overview?.empty === true;
}
