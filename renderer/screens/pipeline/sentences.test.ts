import { describe, expect, it } from "vitest";
import type { RunDetail } from "#contract/pipeline.ts";
import { heroOf } from "./sentences.ts";

const summary: RunDetail["summary"] = {
  run_id: "r000001",
  kind: "run",
  status: "succeeded",
  build_id: null,
  published: false,
  started_at: "2026-11-20T03:30:00.000Z",
  finished_at: null,
  seconds: null,
  quality_score: null,
  cause: null,
};
const held = { kind: "held_source", severity: "warn", text: "Payments is held." } as const;

describe("what is said first about a run", () => {
  it("is how it ended; counts follow", () => {
    const sentences = ["The run finished.", "8 sources looked at.", "42 rows are set aside."];
    expect(heroOf({ summary, findings: [], sentences })).toEqual({
      first: "The run finished.",
      rest: "8 sources looked at. 42 rows are set aside.",
    });
  });
  it("names what went wrong before any count", () => {
    const sentences = ["The run finished.", "8 sources looked at.", "Payments is held."];
    expect(heroOf({ summary, findings: [held], sentences }).first).toBe(
      "The run finished. Payments is held.",
    );
  });
  it("says why a run failed that left no finding", () => {
    const failed = { ...summary, status: "failed" as const, cause: "The disk is full." };
    const sentences = ["The run could not finish.", "The disk is full."];
    expect(heroOf({ summary: failed, findings: [], sentences }).first).toContain("disk is full");
  });
  it("is empty when nothing is known", () => {
    expect(heroOf({ summary, findings: [], sentences: [] })).toEqual({ first: "", rest: "" });
  });
});
