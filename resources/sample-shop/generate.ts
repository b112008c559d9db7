import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  openShop,
  plantDefects,
  SHOP_FILES,
  type ShopFile,
  type ShopOptions,
  type ShopSession,
} from "./session.ts";
import { text, writeFile, writeLedger } from "./write.ts";

export interface SampleShopOptions extends Partial<ShopOptions> {
  /** Where the eight CSV files and `ledger.json` go; created if needed. */
  readonly folder: string;
  /** Plant defects (default) or write faultless files and an empty ledger. */
  readonly dirt?: boolean;
  /** Also write what a faultless reader must end up with, one Parquet file per entity. */
  readonly truthFolder?: string;
  /** Zone in which the truth reads times without one; default UTC. */
  readonly timeZone?: string;
}

export interface SampleShop {
  /** Path of each CSV file. */
  readonly files: Readonly<Record<ShopFile, string>>;
  /** Path of the ledger of planted defects. */
  readonly ledger: string;
  /** Rows of each file below the header, blank ones included. */
  readonly rows: Readonly<Record<ShopFile, number>>;
}

/** Writes a sample shop. The same seed, scale and last day give the same bytes. */
export async function generateSampleShop(options: SampleShopOptions): Promise<SampleShop> {
  const { folder, scale = 1, seed = 20_240_501, until = yesterday(), threads } = options;
  await mkdir(folder, { recursive: true });
  const spillFolder = join(folder, ".generating");
  const shop = await openShop({ scale, seed, until, ...(threads && { threads }) }, spillFolder);
  try {
    if (options.dirt !== false) {
      await plantDefects(shop, 1);
      await shop.runFile("dirt/trailing");
    }
    const written = await writeShop(shop, folder);
    if (options.truthFolder) await writeTruth(shop, options.truthFolder, options.timeZone);
    return written;
  } finally {
    shop.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** Writes all eight files whole, and their ledger. */
export async function writeShop(shop: ShopSession, folder: string): Promise<SampleShop> {
  const files: Partial<Record<ShopFile, string>> = {};
  const rows: Partial<Record<ShopFile, number>> = {};
  for (const entity of SHOP_FILES) {
    const written = await writeFile(shop, { folder, entity });
    files[entity] = written.path;
    rows[entity] = written.rows;
  }
  const ledger = await writeLedger(shop, folder);
  return { files, ledger, rows } as SampleShop;
}

/** Writes the expected clean rows of each entity as `<entity>.parquet`. */
export async function writeTruth(
  shop: ShopSession,
  folder: string,
  timeZone = "UTC",
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await shop.connection.run(`set variable time_zone = ${text(timeZone)}`);
  await shop.runFile("truth/expected");
  for (const entity of SHOP_FILES) {
    const path = text(join(folder, `${entity}.parquet`));
    await shop.connection.run(`copy (select * from truth.${entity}) to ${path} (format parquet)`);
  }
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
