import { describe, expect, it } from "vitest";
import type { JobInfo } from "#contract/host.ts";
import { activeRun, liveNodes, nodeOfStep } from "./live.ts";

const step = (name: string, seconds = 1, rows?: number): JobInfo["steps"][number] => ({
  step: name,
  label: name,
  fraction: null,
  seconds,
  ...(rows !== undefined && { rows }),
});
const job = (more: Partial<JobInfo> = {}): JobInfo => ({
  job_id: "1",
  name: "runs.start",
  input: {},
  status: "running",
  started_at: "2026-11-20T03:30:00.000Z",
  finished_at: null,
  steps: [],
  result: null,
  error: null,
  ...more,
});

describe("the run that is under way", () => {
  it("is the newest run or backfill that has not ended", () => {
    const jobs = [
      job({ job_id: "a", status: "succeeded" }),
      job({ job_id: "b", name: "runs.backfill", status: "stopping", input: { dry_run: false } }),
      job({ job_id: "c", name: "explore.export" }),
    ];
    expect(activeRun(jobs)?.job_id).toBe("b");
    expect(activeRun(jobs.slice(2))).toBeNull();
  });

  it("is never a preview of a backfill", () => {
    expect(activeRun([job({ name: "runs.backfill", input: { dry_run: true } })])).toBeNull();
  });
});

describe("live nodes", () => {
  it("maps steps to nodes", () => {
    expect(nodeOfStep("bronze.order-items")).toBe("source:order-items");
    expect(nodeOfStep("silver.orders")).toBe("silver.orders");
    expect(nodeOfStep("checks")).toBeNull();
  });

  it("tells what is done, running and waiting", () => {
    const steps = [step("bronze.orders", 2, 90), step("silver.orders", 0.5)];
    const live = liveNodes(job({ steps }), ["source:orders", "silver.orders", "gold.fact_orders"]);
    expect(live.get("source:orders")).toEqual({ state: "done", seconds: 2, rows: 90 });
    expect(live.get("silver.orders")?.state).toBe("running");
    expect(live.get("gold.fact_orders")?.state).toBe("waiting");
  });

  it("runs nothing any more once the run checks or has ended", () => {
    const steps = [step("silver.orders"), step("checks")];
    expect(liveNodes(job({ steps }), ["silver.orders"]).get("silver.orders")?.state).toBe("done");
    const ended = job({ steps: steps.slice(0, 1), status: "cancelled" });
    expect(liveNodes(ended, ["silver.orders"]).get("silver.orders")?.state).toBe("done");
  });
});
