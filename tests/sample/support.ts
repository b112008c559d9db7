import { createHash, randomInt } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { generateSampleShop } from "#resources/sample-shop/generate.ts";

export const UNTIL = "2026-10-31";
export const FIXED_SEED = 20_240_501;

/** The fixed seed and a fresh one, which is printed so that a failure can be repeated. */
export function seeds(): readonly number[] {
  const fresh = Number(process.env["SAMPLE_SEED"] ?? randomInt(1, 2 ** 31));
  console.info(`sample shop: fresh seed ${fresh} (repeat with SAMPLE_SEED=${fresh})`);
  return [FIXED_SEED, fresh];
}

/** Runs with a folder that is removed afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sample-test-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All records of a CSV, the header first: index 0 is spreadsheet row 1. */
export async function records(path: string): Promise<string[][]> {
  return parse(await readFile(path), { skip_empty_lines: false }) as string[][];
}

/** Content hashes by name. */
export async function hashes(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [name, path] of Object.entries(files)) {
    result[name] = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  }
  return result;
}

export interface LedgerEntry {
  readonly entity: string;
  readonly file: string;
  readonly row: number;
  readonly defect: string;
  readonly column: string | null;
  readonly field: string | null;
  readonly key: Readonly<Record<string, string | null>> | null;
  readonly raw: string | null;
  readonly expected: {
    readonly outcome: "repaired" | "quarantined" | "flagged" | "dropped" | "kept";
    readonly reason: string | null;
    readonly value: string | null;
    readonly values: Readonly<Record<string, string>>;
  };
}

export async function readLedger(path: string): Promise<LedgerEntry[]> {
  return JSON.parse(await readFile(path, "utf8")) as LedgerEntry[];
}

/** The same shop with and without defects: files as records by entity, the ledger, and both truths. */
export interface Pair {
  readonly dirty: Readonly<Record<string, string[][]>>;
  readonly clean: Readonly<Record<string, string[][]>>;
  readonly ledger: readonly LedgerEntry[];
  readonly truth: string;
  readonly cleanTruth: string;
  readonly remove: () => Promise<void>;
}

/** Generates the shop of a seed twice; `remove` deletes the files. */
export async function generatePair(seed: number, scale = 0.2): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), "sample-pair-"));
  const generate = (name: string, dirt: boolean) =>
    generateSampleShop({
      folder: join(folder, name),
      truthFolder: join(folder, name, "truth"),
      scale,
      seed,
      until: UNTIL,
      dirt,
    });
  const dirty = await generate("dirty", true);
  const clean = await generate("clean", false);
  return {
    dirty: await readAll(dirty.files),
    clean: await readAll(clean.files),
    ledger: await readLedger(dirty.ledger),
    truth: join(folder, "dirty", "truth"),
    cleanTruth: join(folder, "clean", "truth"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function readAll(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, string[][]>> {
  const result: Record<string, string[][]> = {};
  for (const [entity, path] of Object.entries(files)) result[entity] = await records(path);
  return result;
}
