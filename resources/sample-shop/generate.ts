import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openShop, SHOP_FILES, type ShopFile, type ShopOptions, type ShopSession } from "./session.ts";

export interface SampleShopOptions extends Partial<ShopOptions> {
  /** Where the eight CSV files and `ledger.json` go; created if needed. */
  readonly folder: string;
}

export interface SampleShop {
  readonly files: Readonly<Record<ShopFile, string>>;
  readonly rows: Readonly<Record<ShopFile, number>>;
}

/** Writes a sample shop. The same seed, scale and last day give the same bytes. */
export async function generateSampleShop(options: SampleShopOptions): Promise<SampleShop> {
  const { folder, scale = 1, seed = 20_240_501, until = yesterday(), threads } = options;
  await mkdir(folder, { recursive: true });
  const spillFolder = join(folder, ".generating");
  const shop = await openShop({ scale, seed, until, ...(threads && { threads }) }, spillFolder);
  try {
    return await writeFiles(shop, folder);
  } finally {
    shop.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

async function writeFiles(shop: ShopSession, folder: string): Promise<SampleShop> {
  const files: Partial<Record<ShopFile, string>> = {};
  const rows: Partial<Record<ShopFile, number>> = {};
  for (const name of SHOP_FILES) {
    const path = join(folder, `${name}.csv`);
    const [written] = await shop.rows(
      `copy (select * exclude (seq) from clean.${name} order by seq)
       to '${path.replaceAll("'", "''")}' (format csv, header true)`,
    );
    files[name] = path;
    rows[name] = Number(written?.["Count"]);
  }
  return { files, rows } as SampleShop;
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
