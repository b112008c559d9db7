import { describe, expect, it } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { estimateFor } from "./estimate.ts";

const run = (status: RunResult["status"], rows: number, seconds: number): RunResult => ({
  run_id: "r1",
  build_id: "b1",
  status,
  published: false,
  started_at: "",
  finished_at: "",
  layers: { bronze: {}, silver: { orders: { rows, quarantined: 0, duplicates: 0 } }, gold: {} },
  quality: {
    score: null,
    checks: 0,
    passed: 0,
    warned: 0,
    failed: 0,
    skipped: 0,
    not_applicable: 0,
  },
  seconds,
  findings: [],
});

describe("how long a backfill may take", () => {
  it("goes by the newest run that worked", () => {
    const results = [
      run("unchanged", 1000, 0.1),
      run("succeeded", 1000, 8),
      run("succeeded", 1, 1),
    ];
    expect(estimateFor(500, results)).toEqual({ seconds: 4, rows: 1000, took: 8 });
  });
  it("is never more than that run, nor less than a tenth of it", () => {
    expect(estimateFor(5000, [run("succeeded", 1000, 8)])?.seconds).toBe(8);
    expect(estimateFor(1, [run("succeeded", 1000, 8)])?.seconds).toBe(0.8);
  });
  it("is not made up where no run is there to go by", () => {
    expect(estimateFor(10, [])).toBeNull();
    expect(estimateFor(10, [run("held", 10, 1)])).toBeNull();
  });
});
