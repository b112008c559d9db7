/**
 * A process of a computer on a shared lake: `lake-worker.ts <workspace> <name> <rounds>`. Each round takes the lease,
 * fetches, adds a file and a line to a list that everybody changes, and sends. Prints a line for each round that
 * counts. It may be killed at any instant.
 */
import { mkdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { onNewestLake } from "#app/lake/lake.ts";
import { LeaseKeeper } from "#app/lease/keeper.ts";
import { AppError } from "#domain/errors.ts";
import { createApp } from "#main/shared/wiring.ts";

const [directory = "", name = "", rounds = "1"] = process.argv.slice(2);
const { services } = await createApp(directory);
const call = { signal: new AbortController().signal, progress: () => undefined };
const list = join(directory, "lake", "decisions", "list.json");

function listed(): readonly string[] {
  try {
    return JSON.parse(readFileSync(list, "utf8")) as string[];
  } catch {
    return [];
  }
}

async function add(entry: string): Promise<void> {
  const path = join(directory, "lake", "bronze", "orders", "ingest_date=2026-11-21", entry);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `rows of ${entry}`);
  mkdirSync(dirname(list), { recursive: true });
  await writeJsonAtomic(list, [...listed(), entry]);
}

async function round(entry: string): Promise<boolean> {
  const lease = await LeaseKeeper.take(services, name);
  try {
    await onNewestLake(services, lease, call, () => add(entry));
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    // What a process that was killed here had begun, and others have gone past.
    await services.lake?.pull(call, { replace: true });
    return false;
  } finally {
    await lease.release();
  }
}

for (let number = 0; number < Number(rounds);) {
  const entry = `${name}-${process.pid}-${number}.parquet`;
  try {
    if (!(await round(entry))) continue;
    number += 1;
    writeSync(1, `${entry}\n`);
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    await setTimeout(20);
  }
}
