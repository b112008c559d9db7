import { afterAll, beforeAll, expect, test } from "vitest";
import { duckdbChecks } from "#adapters/checks/evaluate.ts";
import { failing } from "#app/quality/failing.ts";
import { withBuild } from "#app/quality/open-build.ts";
import { result } from "#app/quality/result.ts";
import { qualityResult } from "#contract/quality.ts";
import { definedChecks } from "#domain/quality/catalogue.ts";
import { type Bench, openBench } from "./quarantine-bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const START = { started_at: "2026-11-20T03:30:00.000Z", pid: 1, purpose: "run", after: 0 };
const view = (run_id?: string) =>
  result(bench.services)(run_id === undefined ? {} : { run_id }, bench.call);
const rowsOf = (check: string, page = { limit: 200, offset: 0 }) =>
  failing(bench.services)({ check, ...page }, bench.call);

/** Row rules of the bench's model, and one table rule whose failing rows go to a file. */
async function recordChecks(): Promise<string> {
  const { services, journal } = bench;
  const [model] = (await services.models()).models;
  const tableRule = {
    name: "no_totals",
    dimension: "consistency",
    severity: "warn",
    failing: "select order_id, total_amount from quarantine.orders where order_id is not null",
    says: "have a strange total",
    todo: "Look at them.",
    applies: "select 4",
  } as const;
  const checks = definedChecks([{ ...model!, tableRules: [tableRule] }]);
  const broken = { order_id_missing: 1, ordered_at_unreadable: 1, negative_total: 1 };
  const quality = await withBuild(services, "b000001", undefined, (session) =>
    duckdbChecks.evaluate([session], {
      checks,
      connected: new Set(["orders"]),
      entities: new Map([["orders", { rows_read: 4, rows_kept: 1, rows_before: 0, broken }]]),
      columns: new Map(),
      as_of: "2026-11-20",
      checked_at: "2026-11-20T03:31:00.000Z",
      quarantine_limit: { rows: 20, share: 0.01 },
      previous: new Map(),
      history: new Map(),
      changed: null,
      rows: {},
      folder: services.builds.failingFolder("b000001"),
    }),
  );
  const { id } = journal.startRun(START);
  journal.recordChecks(id, "2026-11-20", quality.results);
  const finished_at = "2026-11-20T03:32:00.000Z";
  journal.finishRun(id, { finished_at, status: "succeeded", build_id: "b000001", summary: null });
  return id;
}

test("before the first check there is nothing to show, and it says what to do", async () => {
  await expect(view()).rejects.toMatchObject({
    code: "not_found",
    hint: expect.stringMatching(/run/),
  });
  await expect(view("r000099")).rejects.toMatchObject({
    message: expect.stringContaining("r000099"),
  });
});

test("the newest checked run is shown in the contract's words, though later runs checked nothing", async () => {
  const id = await recordChecks();
  bench.journal.startRun(START);
  const shown = await view();
  expect(qualityResult.parse(shown)).toEqual(shown);
  expect(shown).toMatchObject({
    run_id: id,
    build_id: "b000001",
    finished_at: "2026-11-20T03:32:00.000Z",
    rows_checked: 4,
    summary: { checks: 4, warned: 4, passed: 0 },
  });
  expect(shown.checks.find((check) => check.name === "orders.ordered_at_unreadable")).toMatchObject(
    {
      table: "silver.orders",
      label: "Orders",
      says: "1 of 4 orders is set aside, for instance: 31.02.2026 is not a date we can read.",
      todo: "Correct it in the source.",
      since: "2026-11-20T03:31:00.000Z",
      examples: [{ address: "orders.csv!B3", key: "1002", value: "31.02.2026" }],
    },
  );
  expect((await view(id)).run_id).toBe(id);
});

test("all failing rows are paged: those in quarantine and those in a file", async () => {
  const aside = await rowsOf("orders.ordered_at_unreadable");
  expect(aside.total).toBe(1);
  const names = aside.columns.map((column) => column.name);
  expect(aside.rows[0]?.[names.indexOf("_value")]).toBe("31.02.2026");
  const kept = await rowsOf("no_totals", { limit: 1, offset: 1 });
  expect(kept.check.name).toBe("orders.no_totals");
  expect([kept.total, kept.rows]).toEqual([2, [["1003", "-5.0000"]]]);
});

test("a check that does not exist is named", async () => {
  await expect(rowsOf("nonsense")).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("nonsense"),
  });
});
