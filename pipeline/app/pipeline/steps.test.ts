import { expect, test } from "vitest";
import { secondsByStep, stepsOf } from "./steps.ts";

const line = (seconds: number, event: string, fields: Record<string, unknown> = {}) => ({
  time: new Date(1_000_000 + seconds * 1000).toISOString(),
  level: "info" as const,
  event,
  fields,
});
const START = new Date(1_000_000).toISOString();

test("a step lasts until the next one, the last until the run ends", () => {
  const steps = stepsOf(
    [
      line(0, "run started"),
      line(0.5, "step", { step: "bronze.orders", label: "Reading orders" }),
      line(1, "source read"),
      line(2, "step", { step: "checks", label: "Checking" }),
      line(2.25, "run finished"),
    ],
    START,
  );
  expect(steps).toEqual([
    { step: "bronze.orders", label: "Reading orders", started: 0.5, seconds: 1.5 },
    { step: "checks", label: "Checking", started: 2, seconds: 0.25 },
  ]);
});

test("the step in which a run was killed has no end; a step that came back counts as a whole", () => {
  const steps = stepsOf(
    [
      line(0, "step", { step: "a", label: "A" }),
      line(1, "step", { step: "b", label: "B" }),
      line(3, "step", { step: "a", label: "A" }),
      line(7, "step", { step: "c", label: "C" }),
    ],
    START,
  );
  expect(steps.at(-1)?.seconds).toBeNull();
  expect([...secondsByStep(steps)]).toEqual([
    ["a", 5],
    ["b", 2],
  ]);
});
