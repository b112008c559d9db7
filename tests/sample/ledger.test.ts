import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOracle } from "./oracle.ts";
import { generatePair, seeds, type LedgerEntry, type Pair } from "./support.ts";

const OUTCOMES = {
  repaired: 35,
  quarantined: 25,
  flagged: 9,
  dropped: 20,
  kept: 4,
} as const;

describe.each(seeds())("seed %i", (seed) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await generatePair(seed);
  });
  afterAll(() => pair.remove());

  test("every entry is in the file, at its row and column", async () => {
    const { dirty, ledger } = pair;
    for (const entry of ledger) {
      const rows = dirty[entry.entity] as string[][];
      const header = rows[0] as string[];
      const cells = rows[entry.row - 1] as string[];
      expect(cells, JSON.stringify(entry)).toBeDefined();
      if (entry.column !== null) expect(cells[header.indexOf(entry.column)]).toBe(entry.raw);
      checkDropped(entry, rows);
    }
  });

  test("whatever is not in the ledger is exactly as in the faultless shop, in its order", async () => {
    const { dirty, clean, ledger } = pair;
    for (const [entity, rows] of Object.entries(dirty)) {
      const touched = new Set(ledger.filter((e) => e.entity === entity).map((e) => e.row));
      const untouched = rows.filter((_, index) => !touched.has(index + 1)).map(String);
      const original = (clean[entity] as string[][]).map(String);
      let from = -1;
      for (const row of untouched) {
        from = original.indexOf(row, from + 1);
        expect(from, `${entity}: ${row}`).toBeGreaterThan(-1);
      }
    }
  });

  test("defects are many in kind, few in number, and each has one outcome", async () => {
    const { dirty, ledger } = pair;
    for (const [outcome, least] of Object.entries(OUTCOMES)) {
      const kinds = new Set(
        ledger.filter((e) => e.expected.outcome === outcome).map((e) => `${e.entity} ${e.defect}`),
      );
      expect(kinds.size, outcome).toBeGreaterThanOrEqual(least);
    }
    const rows = Object.values(dirty).reduce((sum, all) => sum + all.length - 1, 0);
    expect(ledger.length / rows).toBeGreaterThan(0.004);
    expect(ledger.length / rows).toBeLessThan(0.02);
    expect(new Set(ledger.map((e) => `${e.file}:${e.row}`)).size).toBe(ledger.length);
  });

  test("the truth holds what the ledger promises", async () => {
    const { dirty, clean, ledger, truth } = pair;
    const oracle = await openOracle(truth);
    try {
      for (const entity of Object.keys(dirty)) {
        const [count] = await oracle.rows(`select count(*) as n from ${entity}`);
        const lost = ledger.filter(
          (e) =>
            e.entity === entity &&
            e.expected.outcome === "quarantined" &&
            e.defect !== "newer_unreadable",
        );
        expect(Number(count?.["n"])).toBe((clean[entity] as string[][]).length - 1 - lost.length);
      }
      await checkValues(ledger, oracle.rows);
    } finally {
      oracle.close();
    }
  });

  test("flags of the ledger are among those of the oracle, which finds none in a faultless shop", async () => {
    const { ledger, truth, cleanTruth } = pair;
    const oracle = await openOracle(truth);
    const faultless = await openOracle(cleanTruth);
    try {
      const found = new Set(
        (await oracle.rows("from flags")).map(
          (f) => `${f["entity"]} ${f["what"]} ${f["field"]} ${f["key"]}`,
        ),
      );
      const planted = ledger.filter((e) => e.expected.outcome === "flagged");
      for (const entry of planted) {
        const key = Object.values(entry.key ?? {}).join("/");
        expect(found).toContain(`${entry.entity} ${entry.expected.reason} ${entry.field} ${key}`);
      }
      expect(await faultless.rows("from flags")).toEqual([]);
    } finally {
      oracle.close();
      faultless.close();
    }
  });
});

/** Blank rows are blank, duplicates follow their original, superseded rows have a newer one beside them. */
function checkDropped(entry: LedgerEntry, rows: readonly string[][]): void {
  if (entry.expected.outcome !== "dropped") return;
  const cells = rows[entry.row - 1] as string[];
  if (entry.expected.reason === "blank") {
    expect(cells.every((cell) => cell === "")).toBe(true);
    return;
  }
  const before = rows[entry.row - 2];
  if (entry.expected.reason === "duplicate") expect(cells).toEqual(before);
  else expect([before?.[0], rows[entry.row]?.[0]]).toContain(cells[0]);
}

/** The truth's row of each surviving entry has the value the ledger names. */
async function checkValues(
  ledger: readonly LedgerEntry[],
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
): Promise<void> {
  const surviving = ledger.filter(
    (e) => ["repaired", "flagged", "kept"].includes(e.expected.outcome) && e.entity !== "inventory",
  );
  for (const entry of surviving) {
    const field = entry.field === "promised_at" ? "promised_at_date" : (entry.field as string);
    const where = Object.entries(entry.key ?? {}).map(([name, value]) => `${name} = '${value}'`);
    const value = (entry.expected.value as string).replace(/Z$/, "");
    const found = await rows(
      `select "${field}"::varchar as actual, "${field}" = '${value}' as same
       from ${entry.entity} where ${where.join(" and ")}`,
    );
    expect(found, JSON.stringify(entry)).toHaveLength(1);
    expect(found[0]?.["same"], JSON.stringify({ entry, found })).toBe(true);
  }
}
