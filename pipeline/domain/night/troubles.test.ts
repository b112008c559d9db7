import { expect, test } from "vitest";
import { EMPTY_BOOK, tell } from "./incidents.ts";
import type { NightRecord } from "./record.ts";
import { troublesFrom } from "./troubles.ts";

/** A night whose run came to nothing. */
const failed = (text: string): NightRecord => ({
  number: 1,
  scheduled: true,
  slots: [],
  started_at: "2026-11-21T03:30:00.000Z",
  finished_at: "2026-11-21T06:00:00.000Z",
  outcome: "failed",
  steps: [{ name: "run", status: "failed", at: "2026-11-21T05:59:00.000Z", text }],
  run_id: null,
  attempts: 9,
  held_sources: [],
  reasons: [],
  resumed: 0,
});
const source = (name: string) => ({
  name,
  held: { text: `${name} does not answer.`, action: "Look at it.", transient: true },
});
const causes = (...given: Parameters<typeof troublesFrom>): readonly string[] => [
  ...new Set(troublesFrom(...given).troubles.map(({ cause }) => cause)),
];

test("a run that could read no source says nothing besides what its sources say", () => {
  const said = "No source could be read. Orders does not answer. Customers does not answer.";
  expect(causes(failed(said), [source("Orders"), source("Customers")])).toEqual([
    "held: … does not answer.",
  ]);
});

test("a run that failed for a reason of its own is told beside a held source", () => {
  expect(causes(failed("The disk is full."), [source("Orders")])).toEqual([
    "held: … does not answer.",
    "run: The disk is full.",
  ]);
});

test("what is told while the run is tried again calls no step healed that did not run yet", () => {
  const at = (hour: number): string => `2026-11-22T0${hour}:30:00.000Z`;
  const { steps: _none, ...night } = failed("");
  for (const name of ["run", "publish", "reports"] as const) {
    const steps = [{ name, status: "failed", at: at(1), text: "The disk is full." }] as const;
    const before = tell(EMPTY_BOOK, troublesFrom({ ...night, steps }, []).troubles, at(1));
    const trying = troublesFrom({ ...night, outcome: null, steps: [] }, []);
    const early = tell(before.book, trying.troubles, at(2), trying.unproven);
    expect(early.messages).toEqual([]);
    const done = (["run", "publish", "reports"] as const).map(
      (each) => ({ name: each, status: "done", at: at(3), text: "" }) as const,
    );
    const well = troublesFrom({ ...night, outcome: "published", steps: done }, []);
    const late = tell(early.book, well.troubles, at(3), well.unproven);
    expect(late.messages.map(({ kind }) => kind)).toEqual(["all_clear"]);
  }
});
