import type { LogLine } from "#ports/log.ts";

/** A step of a run, in seconds after its start. */
export interface Step {
  readonly step: string;
  readonly label: string;
  readonly started: number;
  /** Null for the step during which the run ended without saying so. */
  readonly seconds: number | null;
}

/** The words that end a run's log. */
const ENDS = new Set(["run finished", "run cancelled", "run failed"]);

const rounded = (milliseconds: number): number => Math.max(0, Math.round(milliseconds)) / 1000;

/** Steps follow one another: each lasts until the next begins, or the run ends. */
export function stepsOf(lines: readonly LogLine[], started_at: string): Step[] {
  const start = Date.parse(started_at);
  const marks = lines.filter(({ event }) => event === "step" || ENDS.has(event));
  return marks.flatMap((line, index): Step[] => {
    if (line.event !== "step") return [];
    const next = marks[index + 1];
    const at = Date.parse(line.time);
    return [
      {
        step: String(line.fields["step"] ?? ""),
        label: String(line.fields["label"] ?? ""),
        started: rounded(at - start),
        seconds: next ? rounded(Date.parse(next.time) - at) : null,
      },
    ];
  });
}

/** Seconds by step; a step that came back counts as a whole. */
export function secondsByStep(steps: readonly Step[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { step, seconds } of steps) {
    if (seconds !== null) sums.set(step, (sums.get(step) ?? 0) + seconds);
  }
  return sums;
}
