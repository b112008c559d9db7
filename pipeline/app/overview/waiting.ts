import type { Waiting } from "#contract/overview.ts";
import { checkSentence, counted, dayText } from "#domain/quality/sentences.ts";
import type { Facts } from "./facts.ts";

const WORST_FIRST = { error: 0, warn: 1, info: 2 } as const;

/** Worst first; equally bad ones as they were found. */
export function worstFirst(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((a, b) => WORST_FIRST[a.severity] - WORST_FIRST[b.severity]);
}

/** A run that did not end as it should, and a build that may not be published without a reason. */
export function waitingRuns({ run, result, build, published, checked }: Facts): Waiting[] {
  const waiting: Waiting[] = [];
  if (run && (run.status === "failed" || run.status === "interrupted")) {
    const cause =
      result?.findings[0]?.text ??
      (run.status === "interrupted" ? "The program was closed while it ran." : "");
    waiting.push({
      id: `run:${run.id}`,
      severity: "error",
      text: `The last run did not finish. ${cause} Published reports are unchanged.`.replace(
        "  ",
        " ",
      ),
      since: run.started_at,
      action: { kind: "open_run", target: run.id },
    });
  }
  if (build?.status === "held" && published?.build_id !== build.build_id) {
    const holding = checked?.run.build_id === build.build_id ? checked.quality.holding.length : 0;
    const why =
      holding > 1
        ? `${holding} checks that guard publishing failed`
        : "a check that guards publishing failed";
    waiting.push({
      id: `held:${build.build_id}`,
      severity: "error",
      text: `The newest run is held: ${why}. Readers keep what is published until you publish it with a reason.`,
      since: build.closed_at,
      action: { kind: "open_run", target: build.run_id },
    });
  }
  return waiting;
}

/** Reads that were refused and wait for an answer. */
export function waitingSources({ sources, reading }: Facts): Waiting[] {
  return sources.flatMap(({ source, held, batches }) => {
    if (!held || held.accepted) return [];
    const last = batches.at(-1);
    const named = held.text.includes(source.name) ? held.text : `${source.name}: ${held.text}`;
    const stays = last
      ? ` ${source.name} stays as of ${dayText(last.ingested_at, reading)} until you answer.`
      : "";
    return [
      {
        id: `source:${source.id}`,
        severity: "warn" as const,
        text: `${named}${/We kept/.test(named) ? "" : stays}`,
        since: held.held_at,
        action: { kind: "open_source" as const, target: source.id },
      },
    ];
  });
}

/** Checks that failed one by one; those that could not run, and remarks, together. */
export function waitingChecks({ checked, reading }: Facts): Waiting[] {
  if (!checked) return [];
  const { results } = checked.quality;
  const failed = results
    .filter((result) => result.status === "failed")
    .toSorted((a, b) => Number(b.holds) - Number(a.holds) || b.rows_failed - a.rows_failed)
    .map((result): Waiting => ({
      id: `check:${result.check}`,
      severity: result.severity,
      text: checkSentence(result, reading),
      since: result.since,
      action: { kind: "open_check", target: result.check },
    }));
  const skipped = results.filter((result) => result.status === "skipped");
  if (skipped.length > 0) {
    failed.push({
      id: "checks:skipped",
      severity: "warn",
      text: `${counted(skipped.length, "check")} could not run, so nothing can be said about ${skipped.length === 1 ? "it" : "them"}. ${skipped[0]?.reason ?? ""}`.trim(),
      since: checked.run.started_at,
      action: { kind: "open_check", target: skipped[0]?.check ?? null },
    });
  }
  return [...failed, ...remarks(results)];
}

/** What is to look at and holds nothing; rows set aside are told apart. */
function remarks(
  results: readonly { status: string; kind: string; rows_failed: number }[],
): Waiting[] {
  const warned = results.filter(({ status, kind }) => status === "warned" && kind !== "row_rule");
  if (warned.length === 0) return [];
  const rows = warned.reduce((sum, result) => sum + result.rows_failed, 0);
  const on = rows > 0 ? ` on ${counted(rows, "row")}` : "";
  return [
    {
      id: "checks:warned",
      severity: "info",
      text: `${counted(warned.length, "check")} found something to look at${on}. Nothing is held because of it.`,
      since: null,
      action: { kind: "open_check", target: null },
    },
  ];
}
