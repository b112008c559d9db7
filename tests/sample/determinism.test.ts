import { join } from "node:path";
import { expect, test } from "vitest";
import { generateSampleShop } from "#resources/sample-shop/generate.ts";
import { openSampleShop } from "#resources/sample-shop/nights.ts";
import { FIXED_SEED, hashes, inFolder, UNTIL } from "./support.ts";

const SMALL = { scale: 0.3, seed: FIXED_SEED, until: UNTIL };

async function hashesOf(folder: string, options: object = {}): Promise<Record<string, string>> {
  const shop = await generateSampleShop({ folder, ...SMALL, ...options });
  return await hashes({ ...shop.files, ledger: shop.ledger });
}

test("the same seed writes the same bytes, with one thread or several", async () => {
  await inFolder(async (folder) => {
    const once = await hashesOf(join(folder, "one"), { threads: 1 });
    expect(await hashesOf(join(folder, "four"), { threads: 4 })).toEqual(once);
    expect(await hashesOf(join(folder, "again"), { threads: 3 })).toEqual(once);
  });
});

test("another seed and another last day write another shop", async () => {
  await inFolder(async (folder) => {
    const first = Object.values(await hashesOf(join(folder, "a")));
    const seeded = Object.values(await hashesOf(join(folder, "b"), { seed: 2 }));
    const later = await hashesOf(join(folder, "c"), { until: "2026-11-01" });
    for (const [index, hash] of first.entries()) expect(seeded[index]).not.toBe(hash);
    expect(later["orders"]).not.toBe(first[2]);
  });
});

test("nights, changes in place and growth are as repeatable as the shop itself", async () => {
  await inFolder(async (folder) => {
    const live = async (name: string, threads: number): Promise<Record<string, string>> => {
      const shop = await openSampleShop({ ...SMALL, scale: 0.05, threads });
      try {
        await shop.night();
        const delivery = await shop.append(join(folder, name, "append"));
        await shop.mutateInPlace(0.05);
        await shop.grow(0.02);
        await shop.night();
        const whole = await shop.write(join(folder, name));
        return {
          ...(await hashes(whole.files)),
          ledger: (await hashes({ file: whole.ledger }))["file"] ?? "",
          appended: Object.values(await hashes({ ...delivery.files, l: delivery.ledger })).join(),
        };
      } finally {
        await shop.close();
      }
    };
    expect(await live("a", 1)).toEqual(await live("b", 4));
  });
});

test("what cannot be generated is refused", async () => {
  await inFolder(async (folder) => {
    const make = (options: object) => generateSampleShop({ folder, ...SMALL, ...options });
    await expect(make({ scale: 0 })).rejects.toThrow("scale must be above 0");
    await expect(make({ until: "31.12.2025" })).rejects.toThrow("YYYY-MM-DD");
    await expect(make({ seed: 1.5 })).rejects.toThrow("whole number");
  });
});
