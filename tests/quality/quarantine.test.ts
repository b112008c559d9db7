import { afterEach, beforeEach, expect, test } from "vitest";
import { list } from "#app/quality/list.ts";
import { readmit } from "#app/quality/readmit.ts";
import { recheckWith } from "#app/quality/recheck.ts";
import { show } from "#app/quality/show.ts";
import { undo, waive } from "#app/quality/waive.ts";
import type { CorrectedRow } from "#ports/checks-patch.ts";
import { type Bench, HEADERS, openBench, ROWS } from "./quarantine-bench.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const page = { limit: 200, offset: 0 };
const everything = { ids: [], filter: {} };
const listed = (input = {}) => list(bench.services)({ ...page, ...input }, bench.call);
const idOf = async (rule: string): Promise<string> => (await listed({ rule })).rows[0]?.id ?? "";
const waiveRule = (rule: string, extra = {}) =>
  waive(bench.services)({ ...everything, rule, reason: "it is a refund", ...extra }, bench.call);
const rechecked = () => recheckWith(() => null)(bench.services)(everything, bench.call);

test("rows set aside are listed with every reason in words, and where to look", async () => {
  const { total, rows } = await listed();
  expect(total).toBe(3);
  expect(rows.map((row) => [row.key, row.address, row.reasons[0]?.says])).toEqual([
    ["1002", "orders.csv!B3", "31.02.2026 is not a date we can read"],
    ["1003", "orders.csv!B4", "-5.0000 is below zero"],
    ["", "orders.csv!B5", "it has no number"],
  ]);
  expect(rows.map((row) => row.reasons[0]?.waivable)).toEqual([false, true, false]);
  expect(rows[0]?.id).toMatch(/^orders:shop:\d+:1$/);
});

test("the list is filtered and paged; an unknown table is refused", async () => {
  expect((await listed({ rule: "negative_total" })).rows.map((row) => row.key)).toEqual(["1003"]);
  expect((await listed({ entity: "reviews" })).total).toBe(0);
  expect((await listed({ source: "other" })).total).toBe(0);
  const second = await listed({ limit: 1, offset: 1 });
  expect([second.total, second.rows.map((row) => row.key)]).toEqual([3, ["1003"]]);
  await expect(listed({ entity: "nonsense" })).rejects.toMatchObject({ code: "bad_input" });
});

test("one row is shown as written, as read, and with what was decided", async () => {
  await waiveRule("negative_total", { until: "2026-12-01" });
  const row = await show(bench.services)({ id: await idOf("negative_total") }, bench.call);
  expect(row.cells).toEqual({
    Order: "1003",
    Date: "2026-11-03",
    Total: "-5.00",
    Note: "a refund",
  });
  expect(row.typed).toMatchObject({ order_id: "1003", total_amount: "-5.0000", status: null });
  expect(row.decisions).toEqual([
    {
      decision_id: "000001",
      rule: "negative_total",
      reason: "it is a refund",
      made_at: "2026-11-20T08:00:00.000Z",
    },
  ]);
});

test.each(["", "orders:shop:x:1", "orders:shop:1:0", "nonsense:shop:1:1", "orders:shop:1:1:1"])(
  "%j names no row",
  async (id) => {
    await expect(show(bench.services)({ id }, bench.call)).rejects.toMatchObject({
      code: "bad_input",
    });
  },
);

test("a row that is not set aside is not found", async () => {
  const shown = show(bench.services)({ id: "orders:shop:1:1" }, bench.call);
  await expect(shown).rejects.toMatchObject({ code: "not_found" });
});

test("a waive is kept per row, passes when judged again, and can be taken back once", async () => {
  const judged = () => readmit(bench.services)(everything, bench.call);
  expect(await judged()).toEqual({ judged: 3, passing: 0, still_set_aside: 3 });
  expect(await waiveRule("negative_total")).toEqual({
    decisions: ["000001"],
    rows: 1,
    change_id: "c000001",
  });
  expect(await judged()).toEqual({ judged: 3, passing: 1, still_set_aside: 2 });
  const [kept] = await bench.services.decisions.all();
  expect(kept).toMatchObject({
    by: "marta",
    rule: "negative_total",
    source_id: "shop",
    occurrence: 1,
  });
  const back = () => undo(bench.services)({ decision_id: "1" }, bench.call);
  expect(await back()).toEqual({ decision_id: "000001", undone: true });
  expect(await back()).toEqual({ decision_id: "000001", undone: false });
  expect(await judged()).toEqual({ judged: 3, passing: 0, still_set_aside: 3 });
  const unknown = undo(bench.services)({ decision_id: "000099" }, bench.call);
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["ordered_at_unreadable", "a reason", "bad_input", /cannot be read/],
  ["order_id_missing", "a reason", "bad_input", /without order id/],
  ["negative_total", "  ", "bad_input", /reason/],
  ["no_such_rule", "a reason", "not_found", /No row/],
])("waiving %s for %j is refused and keeps nothing", async (rule, reason, code, message) => {
  await expect(waiveRule(rule, { reason })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.any(String),
  });
  expect(await bench.services.decisions.all()).toEqual([]);
});

test("nothing was corrected: everything stays", async () => {
  expect(await rechecked()).toEqual({
    checked: 3,
    corrected: 0,
    still_broken: 3,
    gone: 0,
    needs_run: [],
    batch_ids: [],
  });
});

test("a corrected cell is found, and handed over with all cells of its row", async () => {
  bench.save([ROWS[0]!, "1002,2026-02-28,20.00,no such day", ...ROWS.slice(2)]);
  expect(await rechecked()).toMatchObject({ corrected: 1, still_broken: 2, needs_run: ["shop"] });
  const taken: CorrectedRow[] = [];
  const commit = async (_source: string, rows: readonly CorrectedRow[]): Promise<string[]> => {
    taken.push(...rows);
    return ["r000002-shop"];
  };
  const answer = await recheckWith(() => ({ commit }))(bench.services)(everything, bench.call);
  expect(answer).toMatchObject({ corrected: 1, needs_run: [], batch_ids: ["r000002-shop"] });
  expect(taken.map((row) => [row.row, row.cells])).toEqual([
    [3, { Order: "1002", Date: "2026-02-28", Total: "20.00", Note: "no such day" }],
  ]);
});

test("a correction that is still wrong is no correction", async () => {
  bench.save([ROWS[0]!, "1002,30.02.2026,20.00,no such day", ...ROWS.slice(2)]);
  expect(await rechecked()).toMatchObject({ corrected: 0, still_broken: 3, needs_run: [] });
});

test("other cells that differ, a changed header and a shorter file ask for a full read", async () => {
  bench.save([ROWS[0]!, "1002,2026-02-28,99.00,no such day", ...ROWS.slice(2)]);
  expect(await rechecked()).toMatchObject({ corrected: 0, needs_run: ["shop"] });
  bench.save(["1000,2026-11-01,1.00,put in before", ...ROWS]);
  expect(await rechecked()).toMatchObject({ corrected: 0, needs_run: ["shop"] });
  bench.save(ROWS, [...HEADERS.slice(0, 3), "Remark"]);
  expect(await rechecked()).toMatchObject({ corrected: 0, still_broken: 3, needs_run: ["shop"] });
  bench.save(ROWS.slice(0, 2));
  expect(await rechecked()).toMatchObject({ gone: 2, still_broken: 1, needs_run: ["shop"] });
});
