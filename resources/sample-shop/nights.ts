import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeShop, writeTruth, type SampleShop } from "./generate.ts";
import {
  openShop,
  plantDefects,
  SHOP_FILES,
  type ShopFile,
  type ShopOptions,
  type ShopSession,
} from "./session.ts";
import { writeFile, writeLedger } from "./write.ts";

export interface OpenShopOptions extends ShopOptions {
  /** Plant defects (default), in later nights as well. */
  readonly dirt?: boolean;
}

/** What an append delivery consists of: only the files that have rows. */
export interface Delivery {
  readonly files: Partial<Record<ShopFile, string>>;
  readonly ledger: string;
  readonly rows: Partial<Record<ShopFile, number>>;
}

/** A shop that goes on living: each step changes it, `write` and `append` put it into files. */
export interface LivingShop {
  /** All eight files whole, as snapshots, with the ledger of everything still planted in them. */
  readonly write: (folder: string) => Promise<SampleShop>;
  /**
   * Lets a night pass: new orders (some dated weeks before), parcels that moved on, refunds, changed
   * customers and a new price; unless `removals` is false also vanished orders and moved lines.
   */
  readonly night: (options?: { readonly removals?: boolean }) => Promise<void>;
  /** Changes this share of the rows of every file in place, without planting defects. */
  readonly mutateInPlace: (share: number) => Promise<void>;
  /** Adds orders with their lines, payments and parcels: this share of what is there. */
  readonly grow: (share: number) => Promise<void>;
  /** New files `<entity>-night-<n>.csv` with what the last step added or changed, and their ledger. */
  readonly append: (folder: string) => Promise<Delivery>;
  /** What a faultless reader of everything so far must end up with. */
  readonly truth: (folder: string, timeZone?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a sample shop for nights to come; equal options and equal steps give equal files. */
export async function openSampleShop(options: OpenShopOptions): Promise<LivingShop> {
  const spillFolder = await mkdtemp(join(tmpdir(), "sample-shop-"));
  const shop = await openShop(options, spillFolder);
  const dirt = options.dirt !== false;
  if (dirt) {
    await plantDefects(shop, 1);
    await shop.runFile("dirt/trailing");
  }
  await shop.runFile("nights/tables");
  const steps = stepsOf(shop, dirt);
  return {
    ...steps,
    write: async (folder) => {
      await mkdir(folder, { recursive: true });
      return await writeShop(shop, folder);
    },
    truth: (folder, timeZone) => writeTruth(shop, folder, timeZone),
    close: async () => {
      shop.close();
      await rm(spillFolder, { recursive: true, force: true });
    },
  };
}

function stepsOf(
  shop: ShopSession,
  dirt: boolean,
): Pick<LivingShop, "night" | "mutateInPlace" | "grow" | "append"> {
  let night = 0;
  const start = async (variables: Readonly<Record<string, string>>): Promise<void> => {
    night += 1;
    for (const [name, value] of Object.entries({ night: String(night), ...variables })) {
      await shop.connection.run(`set variable ${name} = ${value}`);
    }
    await shop.runFile("nights/start");
  };
  return {
    night: async ({ removals = true } = {}) => {
      await start({ new_orders: "greatest(12, getvariable('orders') // 500)", sent_share: "0.4" });
      await shop.runFile("nights/new_orders");
      await shop.runFile("nights/corrections");
      if (removals) await shop.runFile("nights/removals");
      if (dirt) await plantDefects(shop, 0);
    },
    mutateInPlace: async (share) => {
      await start({ share: String(share) });
      await shop.runFile("nights/mutate");
    },
    grow: async (share) => {
      await start({
        new_orders: `ceil(getvariable('orders') * ${share})::bigint`,
        sent_share: "0.97",
      });
      await shop.runFile("nights/new_orders");
    },
    append: (folder) => append(shop, folder, night),
  };
}

async function append(shop: ShopSession, folder: string, night: number): Promise<Delivery> {
  await mkdir(folder, { recursive: true });
  const files: Partial<Record<ShopFile, string>> = {};
  const rows: Partial<Record<ShopFile, number>> = {};
  for (const entity of SHOP_FILES) {
    const name = `${entity}-night-${night}`;
    const written = await writeFile(shop, { folder, entity, name, onlyNew: true });
    if (written.rows === 0) {
      await rm(written.path);
      continue;
    }
    files[entity] = written.path;
    rows[entity] = written.rows;
  }
  const ledger = await writeLedger(shop, folder, `ledger-night-${night}`);
  return { files, ledger, rows };
}
