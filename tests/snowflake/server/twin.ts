/** An account as it is now: to come back to it, and to compare it with another that went another way. */
import { cpSync, rmSync } from "node:fs";
import type { Account } from "./account.ts";

export interface Frozen {
  /** Snowflake's name of a database → DuckDB's of its copy. */
  readonly databases: ReadonlyMap<string, string>;
  readonly history: readonly string[];
  readonly stages: ReadonlyMap<string, string | null>;
  readonly folder: string;
}

/** A copy of everything; the account goes on. */
export async function freeze(account: Account): Promise<Frozen> {
  const databases = new Map<string, string>();
  for (const name of account.databases.keys()) {
    const kept = `frozen_${name}_${account.databases.size}`;
    await account.clone(kept, name);
    databases.set(name, account.need(kept));
    account.databases.delete(kept);
  }
  const folder = `${account.folder}-frozen-${databases.size}`;
  cpSync(account.folder, folder, { recursive: true });
  return { databases, history: [...account.history], stages: new Map(account.stages.all), folder };
}

/** The account as it was then; null: as an empty one. Whoever is signed in is thrown out before. */
export async function thaw(account: Account, frozen: Frozen | null): Promise<void> {
  for (const name of [...account.databases.keys()]) await account.drop(name);
  account.history.clear();
  account.stages.all.clear();
  rmSync(account.folder, { recursive: true, force: true });
  if (!frozen) return;
  cpSync(frozen.folder, account.folder, { recursive: true });
  for (const key of frozen.history) account.history.add(key);
  for (const [name, url] of frozen.stages) account.stages.all.set(name, url);
  for (const [name, inner] of frozen.databases) {
    account.databases.set("thawing", inner);
    await account.clone(name, "thawing");
    account.databases.delete("thawing");
  }
}

/** Rows and a checksum that no order changes, of every table of a database. */
export async function fingerprint(account: Account, name: string): Promise<Record<string, string>> {
  const inner = account.databases.get(name);
  if (!inner) return {};
  const found: Record<string, string> = {};
  for (const { schema, table } of await account.tables(inner)) {
    if (table === null) continue;
    const reader = await account.setUp.runAndReadAll(
      `select count(*) || ' rows, ' || coalesce(sum(hash(t::varchar)::hugeint), 0) from ${inner}.${schema}.${table} as t`,
    );
    found[`${name}.${schema}.${table.replaceAll('"', "")}`] = String(reader.getRows()[0]?.[0]);
  }
  return found;
}

/** Of every database that has a whole version in it: which build. */
export async function versions(account: Account): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, inner] of account.databases) {
    if (!/^shop(_v\d+)?$/.test(name)) continue;
    const tables = await account.tables(inner);
    if (!tables.some(({ table }) => table === '"manifest"')) continue;
    const reader = await account.setUp.runAndReadAll(
      `select manifest from ${inner}.medallion.manifest`,
    );
    const { build_id } = JSON.parse(String(reader.getRows()[0]?.[0])) as { build_id: string };
    found.push(`${build_id}: ${tables.filter(({ table }) => table !== null).length} tables`);
  }
  return found.toSorted();
}
