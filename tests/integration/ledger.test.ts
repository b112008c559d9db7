import { randomInt } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { FIXED_SEED, type LedgerEntry } from "#tests/sample/support.ts";
import { type Bench, compareWithTruth, connect, type Lab, openLab, recordsOf, run } from "./lab.ts";
import {
  flagsByBuild,
  flagsByTruth,
  quarantineByBuild,
  quarantineByLedger,
  replay,
} from "./ledger-questions.ts";
import { differences, GOLD_KPIS } from "./silver-truth.ts";

/** The fixed seed and five fresh ones, printed so that a failure can be repeated. */
function seeds(): readonly number[] {
  const said = process.env["LEDGER_SEEDS"]?.split(",").map(Number);
  const fresh = said ?? Array.from({ length: 5 }, () => randomInt(1, 2 ** 31));
  console.info(`ledger: fresh seeds ${fresh.join(",")} (repeat with LEDGER_SEEDS=…)`);
  return [FIXED_SEED, ...fresh];
}

describe.each(seeds())("seed %i", (seed) => {
  let lab: Lab;
  let result: RunResult;
  let bench: Bench;
  const files: Record<string, Awaited<ReturnType<typeof recordsOf>>> = {};

  beforeAll(async () => {
    lab = await openLab(seed);
    const written = await lab.shop.write(join(lab.folder, "files"));
    for (const entity of ENTITY_NAMES) files[entity] = await recordsOf(written.files[entity]);
    await connect(lab.app, written.files);
    result = await run(lab.app);
    bench = await compareWithTruth(lab, written.ledger, "first");
  });
  afterAll(async () => {
    bench?.close();
    await lab?.close();
  });

  const sourceOf = (entity: string): string => entity.replaceAll("_", "-");
  const planted = (outcome: string, reason?: string): readonly LedgerEntry[] =>
    bench.ledger.filter(
      ({ expected }) =>
        expected.outcome === outcome && (reason === undefined || expected.reason === reason),
    );

  test("the run succeeds, and counts what was planted", () => {
    expect(result.status).toBe("succeeded");
    expect(result.quality.failed).toBe(0);
    for (const entity of ENTITY_NAMES) {
      const of = (entries: readonly LedgerEntry[]) =>
        entries.filter((entry) => entry.entity === entity).length;
      expect(result.layers.bronze[sourceOf(entity)], entity).toMatchObject({
        rows_read: (files[entity]?.rows.length ?? 0) - of(planted("dropped", "blank")),
        rows_blank: of(planted("dropped", "blank")),
        held: false,
      });
      expect(result.layers.silver[entity], entity).toMatchObject({
        quarantined: of(planted("quarantined")),
        duplicates: of(planted("dropped")) - of(planted("dropped", "blank")),
      });
    }
  });

  test("quarantine holds exactly the planted rows, with reason and address", async () => {
    const headers = Object.fromEntries(Object.entries(files).map(([e, f]) => [e, f.header]));
    const expected = await quarantineByLedger(bench.ledger, headers);
    expect(expected.length).toBeGreaterThan(40);
    expect(await quarantineByBuild(bench)).toEqual(expected);
  });

  test("rows are flagged exactly where the truth says so", async () => {
    const expected = await flagsByTruth(bench);
    expect(expected.length).toBeGreaterThanOrEqual(planted("flagged").length);
    expect(await flagsByBuild(bench, lab.app)).toEqual(expected);
  });

  test.each(ENTITY_NAMES)("silver %s is the truth, column by column", async (entity) => {
    expect(await bench.rows(differences(entity))).toEqual([]);
  });

  test("each planted row ends where the ledger says", async () => {
    for (const entity of ENTITY_NAMES) {
      const places = new Map<number, string>();
      for (const schema of ["silver", "superseded", "quarantine"]) {
        const rows = await bench.rows(`select _row from b.${schema}.${entity}`);
        for (const { _row } of rows) {
          expect(places.has(Number(_row)), `${entity} row ${String(_row)} twice`).toBe(false);
          places.set(Number(_row), schema);
        }
      }
      for (const entry of bench.ledger.filter((e) => e.entity === entity)) {
        const place = placeOf(entry, places);
        expect(places.get(entry.row), JSON.stringify(entry)).toBe(place);
      }
    }
  });

  test("the figures of the star schema are those of the truth", async () => {
    const expected = await bench.rows(
      "select name, value::decimal(18, 4)::varchar as value from kpis order by name",
    );
    const found = await bench.rows(
      `select name, coalesce(value, 0)::decimal(18, 4)::varchar as value from (${GOLD_KPIS}) order by name`,
    );
    expect(found).toEqual(expected);
    for (const [view, own] of Object.entries(SPLITS)) {
      const both = `select * from (${own}) except all select * from ${view}`;
      expect(await bench.rows(both), view).toEqual([]);
    }
  });

  test.each(ENTITY_NAMES)("bronze gives %s back, cell by cell and in order", async (entity) => {
    const file = files[entity] as (typeof files)[string];
    const replayed = await replay(bench, lab.app, sourceOf(entity));
    expect(replayed.header).toEqual(file.header);
    const written = file.rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
    expect(replayed.rows).toEqual(written);
  });
});

/** Revenue split by day, segment and category, as the star schema has it. */
const SPLITS: Readonly<Record<string, string>> = {
  "(select day, revenue from revenue_by_day where day is not null)": `
    select date as day, sum(net_amount)::decimal(18, 4) as revenue
    from b.gold.fact_sales join b.gold.dim_date using (date_key)
    where status_class <> 'cancelled' and currency = 'EUR' and date_key <> 0 group by all`,
  revenue_by_segment: `
    select segment, sum(net_amount)::decimal(18, 4) as revenue
    from b.gold.fact_sales join b.gold.dim_customers using (customer_key)
    where status_class <> 'cancelled' and currency = 'EUR' group by all`,
  revenue_by_category: `
    select category, sum(net_amount)::decimal(18, 4) as revenue
    from b.gold.fact_sales join b.gold.dim_products using (product_key)
    where status_class <> 'cancelled' and currency = 'EUR' group by all`,
};

/** Of two equal rows either one may stay: the other leaves. */
function placeOf(entry: LedgerEntry, places: ReadonlyMap<number, string>): string | undefined {
  const { outcome, reason } = entry.expected;
  if (outcome === "quarantined") return "quarantine";
  if (outcome !== "dropped") return "silver";
  if (reason === "duplicate" && places.get(entry.row - 1) === "superseded") return "silver";
  return reason === "blank" ? undefined : "superseded";
}
