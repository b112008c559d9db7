import { expect, test } from "vitest";
import type { JobInfo } from "#contract/host.ts";
import { failureOf, heroOf, inOrder, isCloudRun, type Last, type Verdict } from "./cloud-model.ts";

const verdict = (table: string, identical: boolean): Verdict => ({
  table,
  rows: 1,
  cloud_rows: 1,
  identical,
  differing: [],
});

function last(verdicts: Verdict[], finished_at = "2026-11-20T04:00:00.000Z"): Last {
  const result = {
    build_id: "b1",
    unchanged: false,
    published: true,
    files_loaded: 1,
    statements: 1,
    checks: null,
    verdicts,
    estimated_credits: 1,
    credits: 1,
    not_counted: "",
  };
  return { run_id: "r000001", finished_at, result, money: null };
}

const job = (parts: Partial<JobInfo>): JobInfo => ({
  job_id: "j",
  name: "runs.start",
  input: { target: "snowflake" },
  status: "failed",
  started_at: "2026-11-20T05:00:00.000Z",
  finished_at: null,
  steps: [],
  result: null,
  error: { code: "upstream", message: "no", hint: null, retryable: false, details: null },
  ...parts,
});

test("a run that stays here is none of ours", () => {
  expect(isCloudRun(job({}))).toBe(true);
  expect(isCloudRun(job({ input: {} }))).toBe(false);
  expect(isCloudRun(job({ name: "runs.backfill" }))).toBe(false);
});

test("a failure is shown until a newer run reached Snowflake", () => {
  expect(failureOf([job({})], null)?.message).toBe("no");
  expect(failureOf([job({})], last([]))?.message).toBe("no");
  expect(failureOf([job({})], last([], "2026-11-20T06:00:00.000Z"))).toBeNull();
  expect(failureOf([job({}), job({ status: "succeeded" })], null)).toBeNull();
});

test("the sentence counts what differs", () => {
  expect(heroOf(null)).toEqual({ text: "none" });
  expect(heroOf(last([]))).toEqual({ text: "not_compared" });
  expect(heroOf(last([verdict("a", true)]))).toEqual({ text: "same", all: 1 });
  const both = [verdict("a", true), verdict("b", false)];
  expect(heroOf(last(both))).toEqual({ text: "differ", all: 2, differing: 1 });
  expect(inOrder(both).map(({ table }) => table)).toEqual(["b", "a"]);
});
