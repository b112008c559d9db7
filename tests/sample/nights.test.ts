import { join } from "node:path";
import { expect, test } from "vitest";
import { openSampleShop, type LivingShop } from "#resources/sample-shop/nights.ts";
import { openOracle } from "./oracle.ts";
import { FIXED_SEED, inFolder, readLedger, records, UNTIL } from "./support.ts";

async function withShop(
  use: (shop: LivingShop, folder: string) => Promise<void>,
  options: object = {},
): Promise<void> {
  await inFolder(async (folder) => {
    const shop = await openSampleShop({ scale: 0.1, seed: FIXED_SEED, until: UNTIL, ...options });
    try {
      await use(shop, folder);
    } finally {
      await shop.close();
    }
  });
}

test("a night brings new, late, changed, vanished and moved rows", async () => {
  await withShop(
    async (shop, folder) => {
      const before = await shop.write(join(folder, "0"));
      for (let night = 0; night < 3; night++) await shop.night();
      const after = await shop.write(join(folder, "3"));
      const old = byFirstCell(await records(before.files.orders));
      const now = byFirstCell(await records(after.files.orders));
      const added = [...now].filter(([id]) => !old.has(id)).map(([, row]) => row);
      expect(added.length).toBeGreaterThan(20);
      expect(added.some((row) => (row[2] as string) < "2026-10-19")).toBe(true);
      expect(added.some((row) => (row[2] as string).startsWith("2026-11-03"))).toBe(true);
      expect([...old.keys()].filter((id) => !now.has(id)).length).toBeGreaterThanOrEqual(6);
      const changed = [...now].filter(
        ([id, row]) => old.has(id) && String(old.get(id)) !== String(row),
      );
      expect(changed.length).toBeGreaterThan(10);
      const prices = async (path: string): Promise<string> =>
        String((await records(path)).map((row) => row[4]));
      expect(await prices(after.files.products)).not.toBe(await prices(before.files.products));
    },
    { dirt: false },
  );
});

test("whole files after some nights still agree with their ledger and truth", async () => {
  await withShop(async (shop, folder) => {
    for (let night = 0; night < 2; night++) await shop.night();
    await shop.mutateInPlace(0.02);
    const { files, ledger } = await shop.write(folder);
    const entries = await readLedger(ledger);
    for (const [entity, path] of Object.entries(files)) {
      const rows = await records(path);
      for (const entry of entries.filter((e) => e.entity === entity && e.column !== null)) {
        const column = rows[0]?.indexOf(entry.column as string) ?? -1;
        expect(rows[entry.row - 1]?.[column], JSON.stringify(entry)).toBe(entry.raw);
      }
    }
    await shop.truth(join(folder, "truth"), "Europe/Berlin");
    const oracle = await openOracle(join(folder, "truth"));
    const [orders] = await oracle.rows(
      "select count(*) as n, count(distinct order_id) as ids from orders",
    );
    expect(orders?.["n"]).toBe(orders?.["ids"]);
    oracle.close();
  });
});

test("an appended delivery holds just what is new or changed, and its own ledger", async () => {
  await withShop(async (shop, folder) => {
    await shop.write(folder);
    await shop.grow(0.05);
    const grown = await shop.append(join(folder, "grown"));
    expect(grown.rows.orders).toBe(189);
    expect(grown.rows.order_items).toBeGreaterThan(400);
    expect(grown.rows.payments).toBe(189);
    expect(grown.rows.shipments).toBeGreaterThan(170);
    expect(grown.files.inventory).toBeUndefined();
    await shop.night({ removals: false });
    const night = await shop.append(join(folder, "night"));
    const ids = (await records(night.files.orders as string)).slice(1).map((row) => row[0]);
    const grownIds = new Set((await records(grown.files.orders as string)).map((row) => row[0]));
    expect(ids.some((id) => grownIds.has(id))).toBe(true);
    for (const entry of await readLedger(night.ledger)) {
      expect(entry.file).toBe(`${entry.entity}-night-2.csv`);
    }
  });
});

test("changes in place touch about their share of every large file and keep the number of rows", async () => {
  await withShop(async (shop, folder) => {
    const before = await shop.write(join(folder, "0"));
    await shop.mutateInPlace(0.05);
    const after = await shop.write(join(folder, "1"));
    expect(after.rows).toEqual(before.rows);
    for (const entity of ["orders", "order_items", "payments", "shipments"] as const) {
      const old = await records(before.files[entity]);
      const now = await records(after.files[entity]);
      const changed = now.filter((row, index) => String(row) !== String(old[index])).length;
      expect(changed / now.length, entity).toBeGreaterThan(0.03);
      expect(changed / now.length, entity).toBeLessThan(0.07);
    }
  });
});

function byFirstCell(rows: readonly string[][]): Map<string, string[]> {
  return new Map(rows.slice(1).map((row) => [row[0] as string, row]));
}
