import type { RunDetail } from "#contract/pipeline.ts";

type Step = RunDetail["steps"][number];
export const PHASES = ["read", "clean", "build", "report", "check", "save", "other"] as const;
export type Phase = (typeof PHASES)[number];

export interface Bar {
  readonly step: Step;
  readonly phase: Phase;
  /** Percent of the run's length. */
  readonly left: number;
  readonly width: number;
  /** It had not ended when this was asked. */
  readonly open: boolean;
}
export interface Timeline {
  readonly seconds: number;
  readonly phases: readonly {
    readonly phase: Phase;
    readonly bars: readonly Bar[];
    readonly seconds: number;
  }[];
  /** Seconds at which a line is drawn. */
  readonly ticks: readonly number[];
}

const PHASE_OF: Readonly<Record<string, Phase>> = {
  bronze: "read",
  silver: "clean",
  gold: "build",
  marts: "build",
  reports: "report",
  checks: "check",
  close: "save",
  publish: "save",
};

export const phaseOf = (step: string): Phase => PHASE_OF[step.split(".", 1)[0] ?? ""] ?? "other";

/** Narrow steps stay visible. */
const LEAST_WIDTH = 0.4;

/** Round distances that give at most five lines. */
export function ticksFor(seconds: number): readonly number[] {
  if (seconds <= 0) return [0];
  const magnitude = 10 ** Math.floor(Math.log10(seconds / 5));
  const step = [1, 2, 5, 10].map((one) => one * magnitude).find((one) => seconds / one <= 5) ?? 1;
  const ticks: number[] = [];
  for (let index = 0; index * step <= seconds; index += 1)
    ticks.push(Number((index * step).toPrecision(6)));
  return ticks;
}

/** Steps as bars on one scale, by what the run was doing. `whole` is the length of the run, where known. */
export function timelineOf(steps: readonly Step[], whole: number | null): Timeline {
  const last = steps.map((step) => step.started + (step.seconds ?? 0));
  const seconds = Math.max(whole ?? 0, ...last, 0.001);
  const bars = steps.map((step): Bar => {
    const length = step.seconds ?? seconds - step.started;
    const left = Math.min(100 - LEAST_WIDTH, (step.started / seconds) * 100);
    const width = Math.min(100 - left, Math.max(LEAST_WIDTH, (length / seconds) * 100));
    return { step, phase: phaseOf(step.step), left, width, open: step.seconds === null };
  });
  const phases = PHASES.flatMap((phase) => {
    const own = bars.filter((bar) => bar.phase === phase);
    const sum = own.reduce((total, bar) => total + (bar.step.seconds ?? 0), 0);
    return own.length > 0 ? [{ phase, bars: own, seconds: sum }] : [];
  });
  return { seconds, phases, ticks: ticksFor(seconds) };
}
